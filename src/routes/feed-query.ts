import { nearWords } from '../domain/near-words.ts'
import type { FeedFormatName } from '../domain/feed.ts'
import type { Topic } from '../domain/topic.ts'

/** What a URL under `/topics/` asks for, parsed once. */
export type FeedQuery =
  | { kind: 'feed'; slug: string; topic: Topic | undefined; format: FeedFormatName | 'html' }
  | { kind: 'unknown-topic'; slug: string; near: string[]; format: FeedFormatName | 'html' }
  | { kind: 'unknown-format'; extension: string }
  | { kind: 'broken'; what: string }

const FORMATS: Record<string, FeedFormatName | 'html'> = {
  atom: 'atom',
  rss: 'rss',
  json: 'json',
  html: 'html',
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/**
 * Reads the last segment of `/topics/{expression}.{extension}`.
 *
 * An expression is one slug so far, or `all`; what combines topics (`,` any of, `+` all of, `!`
 * not) is parsed here when it comes, so that nothing after this needs to know of spellings.
 */
export function feedQuery(segment: string, topics: readonly Topic[]): FeedQuery {
  const dot = segment.lastIndexOf('.')
  const slug = dot < 0 ? segment : segment.slice(0, dot)
  const extension = dot < 0 ? 'html' : segment.slice(dot + 1)
  const format = Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined
  if (format === undefined) return { kind: 'unknown-format', extension }
  if (slug === 'all') return { kind: 'feed', slug, topic: undefined, format }
  const topic = topics.find((known) => known.slug === slug)
  if (topic) return { kind: 'feed', slug, topic, format }
  if (/[,+!]/.test(slug))
    return {
      kind: 'broken',
      what: 'topics cannot be combined yet: ask for one topic, or for "all"',
    }
  if (!SLUG.test(slug))
    return { kind: 'broken', what: 'a topic is named by small letters, digits and single hyphens' }
  const known = topics.map((candidate) => candidate.slug)
  return { kind: 'unknown-topic', slug, format, near: nearWords(slug, [...known, 'all']) }
}
