import { ALL, topicsOf } from '../domain/expression.ts'
import type { FeedFormatName } from '../domain/feed.ts'
import {
  parseFeedQuery,
  printFeedQuery,
  type FeedQuery,
  type QueryLimits,
} from '../domain/feed-query.ts'
import { nearWords } from '../domain/near-words.ts'
import type { Topic } from '../domain/topic.ts'
import { negotiate } from '../web/accept.ts'

export type Representation = FeedFormatName | 'html'

/** What a request under `/topics/` comes to. */
export type FeedRequest =
  | { kind: 'feed'; query: FeedQuery; representation: Representation; isNegotiated: boolean }
  /** Another spelling of `to`, a path with its query. */
  | { kind: 'elsewhere'; to: string }
  | { kind: 'unknown-topic'; slug: string; near: string[]; representation: Representation }
  | { kind: 'unknown-format'; extension: string }
  | { kind: 'not-acceptable' }
  | { kind: 'broken'; what: string }

const REPRESENTATIONS: ReadonlyMap<string, Representation> = new Map([
  ['atom', 'atom'],
  ['rss', 'rss'],
  ['json', 'json'],
  ['html', 'html'],
])

/**
 * Reads `/topics/{expression}.{extension}?…`. An extension fixes the representation; without one it
 * is negotiated.
 */
export function feedRequest(
  url: URL,
  accept: string | null,
  topics: readonly Topic[],
  limits: QueryLimits,
): FeedRequest {
  const segment = decoded(url.pathname.slice('/topics/'.length))
  if (segment === undefined) return { kind: 'broken', what: 'its percent-encoding is broken' }
  const dot = segment.lastIndexOf('.')
  const [expression, extension] =
    dot < 0 ? [segment, undefined] : [segment.slice(0, dot), segment.slice(dot + 1)]
  const representation =
    extension === undefined ? negotiate(accept) : REPRESENTATIONS.get(extension)
  if (representation === undefined)
    return extension === undefined
      ? { kind: 'not-acceptable' }
      : { kind: 'unknown-format', extension }
  const parsed = parseFeedQuery(expression, url.searchParams, limits)
  if (parsed.kind === 'broken') return parsed
  const { query } = parsed
  const known = topics.map(({ slug }) => slug)
  // Of the spelling that was asked for, for the canonical one may have dropped it.
  const named = [...new Set(expression.match(/[a-z0-9-]+/g))].filter((slug) => slug !== 'all')
  const slug = [...topicsOf(query.expression), ...named].find((name) => !known.includes(name))
  if (slug !== undefined) {
    const near = nearWords(slug, [...known, 'all'])
    return { kind: 'unknown-topic', slug, near, representation }
  }
  const to = `/topics/${printFeedQuery(query, extension === undefined ? '' : `.${extension}`)}`
  return `${url.pathname}${url.search}` === to
    ? { kind: 'feed', query, representation, isNegotiated: extension === undefined }
    : { kind: 'elsewhere', to }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * The streams whose changes move a query's feed: those it names, and that of every entry where a
 * term only says what must not be, for its entries may be in no topic at all.
 */
export function streamsOf({ expression }: FeedQuery): string[] {
  const { terms } = expression
  const isWide = terms.some((conjunction) => conjunction.every(({ not }) => not))
  const topics = topicsOf(expression)
  return isWide || terms.length === 0 ? [...topics, ALL] : topics
}
