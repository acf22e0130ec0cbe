import {
  parseFeedQuery,
  printFeedQuery,
  type FeedQuery,
  type QueryLimits,
  type View,
} from './feed-query.ts'

/** Which colours an embed wears: those of its surroundings, or always the same. */
export type Theme = 'auto' | 'dark' | 'light'

/** How much of each entry it shows. */
export type EmbedView = Exclude<View, 'full'>

/** What a URL under `/embed/` asks for. */
export interface EmbedQuery {
  feed: FeedQuery & { view: EmbedView }
  /** A page to put into a frame, or a piece of HTML to put into a page. */
  as: 'page' | 'fragment'
  theme: Theme
}

export type ParsedEmbedQuery =
  | { kind: 'query'; query: EmbedQuery }
  | { kind: 'broken'; what: string }

const THEMES: readonly Theme[] = ['auto', 'dark', 'light']

const broken = (what: string): ParsedEmbedQuery => ({ kind: 'broken', what })

/**
 * Reads what follows `/embed/`: the grammar of feeds, without `before` (an embed has one page) and
 * with `title` as its usual view.
 *
 * Never the whole of an entry: its pictures would let its publisher count the readers of the page
 * that embeds it, and its text is the publisher's to show.
 */
export function parseEmbedQuery(
  expressionText: string,
  parameters: URLSearchParams,
  limits: QueryLimits,
): ParsedEmbedQuery {
  const ofFeed = new URLSearchParams(parameters)
  ofFeed.delete('before')
  if (!ofFeed.has('view')) ofFeed.set('view', 'title')
  const parsed = parseFeedQuery(expressionText, ofFeed, limits)
  if (parsed.kind === 'broken') return parsed
  const { view } = parsed.query
  if (view === 'full')
    return broken('"view" must be title or summary: an embed never carries a whole entry')
  const as = parameters.get('as') ?? 'page'
  if (as !== 'page' && as !== 'fragment') return broken('"as" must be page or fragment')
  const theme = THEMES.find((known) => known === (parameters.get('theme') ?? 'auto'))
  if (!theme) return broken(`"theme" must be one of ${THEMES.join(', ')}`)
  return { kind: 'query', query: { feed: { ...parsed.query, view }, as, theme } }
}

/** `/embed/` is followed by this: the one spelling, a feed's parameters first. */
export function printEmbedQuery({ feed, as, theme }: EmbedQuery): string {
  const ofFeed = printFeedQuery({ ...feed, view: feed.view === 'title' ? 'full' : feed.view })
  const own = [
    ...(as === 'page' ? [] : [`as=${as}`]),
    ...(theme === 'auto' ? [] : [`theme=${theme}`]),
  ]
  return own.length === 0 ? ofFeed : `${ofFeed}${ofFeed.includes('?') ? '&' : '?'}${own.join('&')}`
}

/** What an embed is taken from: the topic's own page, with whatever narrows it. */
export const subjectOf = ({ feed }: EmbedQuery): FeedQuery => ({
  ...feed,
  limit: undefined,
  view: 'full',
})
