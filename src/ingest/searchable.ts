import type { EntryContent } from '../domain/entry.ts'
import { plainText } from './plain-text.ts'

/** What the topics' rules are held against: the words of an entry, without its markup. */
export interface SearchableText {
  title: string
  summary: string
  content: string
  categories: string[]
  url?: string
  language?: string
}

export function searchableText(entry: EntryContent): SearchableText {
  return {
    title: entry.title,
    summary: plainText(entry.summary ?? ''),
    content: plainText(entry.content ?? ''),
    categories: entry.categories.map(({ term, label }) => label ?? term),
    ...(entry.url !== undefined && { url: entry.url }),
    ...(entry.language !== undefined && { language: entry.language }),
  }
}

/**
 * The same with who brought it, which some rules look at.
 *
 * @param source the slug; null for the operator's own.
 */
export const ruledText = (entry: EntryContent, source: string | null) => ({
  ...searchableText(entry),
  ...(source !== null && { source }),
})
