import type { Topic } from '../domain/topic.ts'
import type { TermGroup } from '../domain/topic-terms.ts'
import { writeCondition } from './condition-lines.ts'
import type { Entered } from './form.tsx'
import { writeGroupWishes, writeList, writeTerm, written } from './term-line.ts'
import { GROUP_TEXTS, groupField, WEIGHTS } from './topic-labels.ts'

/** What is said of a topic, without the name it has in addresses. */
export type TopicDefinition = Omit<Topic, 'slug'>

const lines = (phrases: readonly string[] = []) => phrases.map(written).join('\n')

const groupValues = (name: string, group: TermGroup) => ({
  name,
  terms: (group.terms ?? []).map(writeTerm).join('\n'),
  weight: group.weight?.toString(),
  gazetteer: group.gazetteer,
  wishes: writeGroupWishes(group),
})

const groupsValues = (groups: TopicDefinition['groups']): Entered =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([name, group], number) => {
      const values = groupValues(name, group)
      return GROUP_TEXTS.map((field) => [groupField(number, field), values[field]])
    }),
  )

const weightValues = (weights: TopicDefinition['weights'] = {}): Entered =>
  Object.fromEntries(WEIGHTS.map((field) => [`weights.${field}`, weights[field]?.toString()]))

const keepValues = (keep: TopicDefinition['keep']): Entered => ({
  'keep.days': keep?.days?.toString(),
  'keep.entries': keep?.entries?.toString(),
  'keep.always': keep && Object.keys(keep).length === 0 ? 'yes' : undefined,
})

/** What stands in the form of a topic before anybody has changed it. */
export const topicValues = (topic: TopicDefinition): Entered => ({
  title: topic.title,
  description: topic.description,
  ...groupsValues(topic.groups),
  exclude: lines(topic.exclude),
  categories: lines(topic.categories),
  'sources.count': writeList(topic.sources?.count ?? []),
  'sources.never': writeList(topic.sources?.never ?? []),
  rule: topic.rule === undefined ? '' : writeCondition(topic.rule),
  threshold: topic.threshold?.toString(),
  repeats: topic.repeats?.toString(),
  ...weightValues(topic.weights),
  ...keepValues(topic.keep),
})
