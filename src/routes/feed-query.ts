import type { FeedFormatName } from '../domain/feed.ts'
import { nearWords } from '../domain/near-words.ts'
import type { Topic } from '../domain/topic.ts'

/** What a URL under `/topics/` asks for, parsed once. */
export type FeedQuery =
  | {
      kind: 'feed'
      /** The expression in its canonical form. */
      slug: string
      /** Undefined for `all`. */
      topic: Topic | undefined
      format: FeedFormatName | 'html'
      /** How many entries; undefined when the URL does not say. */
      limit: number | undefined
    }
  | { kind: 'unknown-topic'; slug: string; near: string[]; format: FeedFormatName | 'html' }
  | { kind: 'unknown-format'; extension: string }
  | { kind: 'broken'; what: string }

const FORMATS: ReadonlyMap<string, FeedFormatName | 'html'> = new Map([
  ['atom', 'atom'],
  ['rss', 'rss'],
  ['json', 'json'],
  ['html', 'html'],
])

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/**
 * Reads the last segment of `/topics/{expression}.{extension}` and the parameters behind it.
 *
 * An expression is one slug so far, or `all`, and `limit` the only parameter. What combines topics
 * (`,` any of, `+` all of, `!` not) and what filters them is parsed here when it comes, so that
 * nothing behind this needs to know of spellings.
 */
export function feedQuery(
  segment: string,
  parameters: URLSearchParams,
  topics: readonly Topic[],
  maxEntries: number,
): FeedQuery {
  const dot = segment.lastIndexOf('.')
  const slug = dot < 0 ? segment : segment.slice(0, dot)
  const extension = dot < 0 ? 'html' : segment.slice(dot + 1)
  const format = FORMATS.get(extension)
  if (format === undefined) return { kind: 'unknown-format', extension }
  if (/[,+!]/.test(slug))
    return {
      kind: 'broken',
      what: 'topics cannot be combined yet: ask for one topic, or for "all"',
    }
  if (!SLUG.test(slug))
    return { kind: 'broken', what: 'a topic is named by small letters, digits and single hyphens' }
  const limit = limitOf(parameters.get('limit'), maxEntries)
  if (limit === 'broken')
    return { kind: 'broken', what: `limit is a whole number from 1 to ${maxEntries}` }
  const topic = topics.find((known) => known.slug === slug)
  if (topic || slug === 'all') return { kind: 'feed', slug, topic, format, limit }
  const known = topics.map((candidate) => candidate.slug)
  return { kind: 'unknown-topic', slug, format, near: nearWords(slug, [...known, 'all']) }
}

function limitOf(text: string | null, max: number): number | undefined | 'broken' {
  if (text === null) return undefined
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return limit >= 1 && limit <= max ? limit : 'broken'
}
