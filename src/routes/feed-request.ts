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
import { percentDecoded } from '../web/url.ts'

export type Representation = FeedFormatName | 'html'

/** What the address of a request under `/topics/` comes to, whatever topics there are. */
export type FeedRequest = { isNegotiated: boolean } & (
  | { kind: 'feed'; query: FeedQuery; representation: Representation; named: string[] }
  /** Another spelling of `to`, a path with its query. */
  | { kind: 'elsewhere'; to: string; representation: Representation; named: string[] }
  | { kind: 'unknown-format'; extension: string }
  | { kind: 'not-acceptable' }
  | { kind: 'broken'; what: string }
)

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
export function feedRequest(url: URL, accept: string | null, limits: QueryLimits): FeedRequest {
  const segment = percentDecoded(url.pathname.slice('/topics/'.length))
  if (segment === undefined)
    return { kind: 'broken', what: 'its percent-encoding is broken', isNegotiated: false }
  const dot = segment.lastIndexOf('.')
  const isNegotiated = dot < 0
  const [expression, extension] = isNegotiated
    ? [segment, '']
    : [segment.slice(0, dot), segment.slice(dot + 1)]
  const representation = isNegotiated ? negotiate(accept) : REPRESENTATIONS.get(extension)
  if (representation === undefined)
    return isNegotiated
      ? { kind: 'not-acceptable', isNegotiated }
      : { kind: 'unknown-format', extension, isNegotiated }
  const parsed = parseFeedQuery(expression, url.searchParams, limits)
  if (parsed.kind === 'broken') return { ...parsed, isNegotiated }
  const { query } = parsed
  const named = namedIn(expression, query)
  const to = `/topics/${printFeedQuery(query, isNegotiated ? '' : `.${extension}`)}`
  return `${url.pathname}${url.search}` === to
    ? { kind: 'feed', query, representation, named, isNegotiated }
    : { kind: 'elsewhere', to, representation, named, isNegotiated }
}

/** The topics an expression names: those it was spelled with too, for the canonical form may have dropped some. */
export function namedIn(spelled: string, { expression }: FeedQuery): string[] {
  const slugs = [...topicsOf(expression), ...(spelled.match(/[a-z0-9-]+/g) ?? [])]
  return [...new Set(slugs)].filter((slug) => slug !== ALL)
}

/** The first of these slugs that is no topic, with those that may have been meant. */
export function unknownAmong(
  named: readonly string[],
  topics: readonly Topic[],
): { slug: string; near: string[] } | undefined {
  const known = topics.map(({ slug }) => slug)
  const slug = named.find((name) => !known.includes(name))
  return slug === undefined ? undefined : { slug, near: nearWords(slug, [...known, ALL]) }
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
