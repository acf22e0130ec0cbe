import type { Entered, Labels } from './form.tsx'

/**
 * The fields of a topic's form, named by where they stand in the topic's file; groups by number, for
 * they have names that people give them.
 */

export const WEIGHTS = ['title', 'summary', 'content', 'category', 'url', 'source'] as const

export const TOPIC_LABELS = {
  slug: 'Slug',
  title: 'Title',
  description: 'Description',
  exclude: 'Phrases that do not count',
  categories: 'Publishers’ categories that count',
  'sources.count': 'Sources that count',
  'sources.never': 'Sources that never belong',
  rule: 'Condition',
  threshold: 'Threshold',
  repeats: 'Repeats',
  'weights.title': 'In the title',
  'weights.summary': 'In the summary',
  'weights.content': 'In the content',
  'weights.category': 'As a category',
  'weights.url': 'In the address',
  'weights.source': 'As the source',
  'keep.days': 'Days',
  'keep.entries': 'Entries',
  'keep.always': 'For ever',
} as const satisfies Labels

export type TopicField = keyof typeof TOPIC_LABELS

export const GROUP_LABELS = {
  name: 'Name',
  terms: 'Terms',
  weight: 'Weight',
  gazetteer: 'Places of the gazetteer',
  wishes: 'Wishes for all of them',
  remove: 'Remove this group',
} as const

export const GROUP_TEXTS = ['name', 'terms', 'weight', 'gazetteer', 'wishes'] as const

export type GroupField = keyof typeof GROUP_LABELS

export const groupField = (number: number, field: GroupField) => `groups.${number}.${field}`

/** How many groups a form has: what is empty at its end is not one. */
export function groupsIn(values: Entered): number {
  const numbers = Object.entries(values).map(([name, value]) =>
    value ? Number(/^groups\.(\d+)\./.exec(name)?.[1] ?? -1) : -1,
  )
  return Math.max(-1, ...numbers) + 1
}
