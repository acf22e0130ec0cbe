import type { FeedDocument, FeedFormatName, ServedEntry } from '../domain/feed.ts'
import { printExpression } from '../domain/expression.ts'
import { printSearch } from '../domain/search-terms.ts'
import { printFeedQuery, type Cursor, type FeedQuery, type View } from '../domain/feed-query.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { Topic } from '../domain/topic.ts'
import { sha256, uuidUrn } from '../web/digest.ts'
import type { CurrentVersion } from '../web/validators.ts'
import { writeAtom } from './atom.ts'
import { descriptionOf, headingOfFeed, titleOf } from './heading.ts'
import { writeJsonFeed } from './json-feed.ts'
import { writeRss } from './rss.ts'
import { withViaLines } from './via.ts'

/** Moves every ETag once, on purpose: raise it whenever a writer writes the same feed differently. */
export const TEMPLATE_VERSION = 5

export interface FeedContext {
  newsroom: NewsroomMetadata
  topics: readonly Topic[]
  /** The canonical origin, without a slash at its end. */
  siteUrl: string
}

/** Where the feeds of a query are. */
export const feedUrls = (siteUrl: string, query: FeedQuery): Record<FeedFormatName, string> => ({
  atom: `${siteUrl}/topics/${printFeedQuery(query, '.atom')}`,
  rss: `${siteUrl}/topics/${printFeedQuery(query, '.rss')}`,
  json: `${siteUrl}/topics/${printFeedQuery(query, '.json')}`,
})

/** What stands in a feed: a page of a query's entries, and where the next one begins. */
export interface Selection {
  query: FeedQuery
  entries: ServedEntry[]
  next: Cursor | undefined
  /** When an entry last left the topics it is made of, or their definition changed; RFC 3339. */
  changedAt: string
  /** When old entries were removed from them for good, and down from where. RFC 3339. */
  removals?: readonly { sortAt: string; at: string }[]
}

/** When something was removed from where a page of entries reaches to; the last page reaches to the end. */
function removedAt({ entries, next, removals = [] }: Selection): string[] {
  const last = next && entries.at(-1)
  return removals.flatMap(({ sortAt, at }) => (last && sortAt < last.sortAt ? [] : [at]))
}

/** The latest of several RFC 3339 moments in UTC. */
const latest = (moments: string[]) =>
  moments.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a))

/** A mail address for `atom:email`; a contact that is a page is none. */
const mailOf = (contact: string) => (contact.includes('://') ? undefined : contact)

/**
 * The operator's own entries have their page here and the newsroom's rights, unless they say
 * otherwise. Of a whole feed those rights would hold for other people's entries too: RFC 4287 §4.2.10.
 */
function asOurs(entry: ServedEntry, { newsroom, siteUrl }: FeedContext): ServedEntry {
  if (entry.source !== null) return entry
  const rights = entry.rights ?? newsroom.rights
  const url = entry.url ?? `${siteUrl}/entries/${entry.key}`
  return { ...entry, url, ...(rights !== undefined && { rights }) }
}

/** Our `view`: what of each entry the reader asked for. One without a title is told by its text. */
function viewed(entry: ServedEntry, view: View): ServedEntry {
  const { content: _, summary, ...head } = entry
  const isTold = entry.title !== '' || summary !== undefined
  if (view === 'full' || !isTold) return entry
  return summary !== undefined && (view === 'summary' || entry.title === '')
    ? { ...head, summary }
    : head
}

/** RFC 4287 §4.2.15 wants a date of an empty feed too; no clock is asked for one. */
const NEVER = '1970-01-01T00:00:00Z'

/** The feed of a selection, from its entries alone: nothing in it comes from the clock. */
export function feedDocument(selection: Selection, context: FeedContext): FeedDocument {
  const { query, entries, next, changedAt } = selection
  const { newsroom, topics, siteUrl } = context
  const address = printFeedQuery(query)
  const pageUrl = `${siteUrl}/topics/${address}`
  const served = entries.map((entry) => viewed(asOurs(entry, context), query.view))
  const named = new Set(entries.flatMap((entry) => entry.topics.map((match) => match.slug)))
  return {
    id: newsroom.id === undefined ? pageUrl : uuidUrn(`${newsroom.id}/topics/${address}`),
    title: titleOf(query, { newsroom, topics }),
    heading: headingOfFeed(query, topics),
    expression: printExpression(query.expression),
    search: printSearch(query.search),
    description: descriptionOf(query.expression, topics) ?? newsroom.description,
    language: newsroom.language,
    author: { name: newsroom.title, email: mailOf(newsroom.contact) },
    pageUrl,
    feedUrls: feedUrls(siteUrl, query),
    ...(query.before && {
      first: { feedUrls: feedUrls(siteUrl, { ...query, before: undefined }) },
    }),
    ...(next && {
      next: {
        pageUrl: `${siteUrl}/topics/${printFeedQuery({ ...query, before: next })}`,
        feedUrls: feedUrls(siteUrl, { ...query, before: next }),
      },
    }),
    updated: latest(entries.length === 0 ? [NEVER] : entries.map(({ updated }) => updated)),
    lastModified: latest([
      changedAt,
      ...removedAt(selection),
      ...entries.map((entry) => entry.changedAt),
      ...entries.flatMap(({ servedFrom }) => servedFrom?.changedAt ?? []),
    ]),
    entries: served,
    hasVia: newsroom.via === true && query.view !== 'title',
    topics: topics
      .filter((known) => named.has(known.slug))
      .map((known) => ({ slug: known.slug, title: known.title })),
    scheme: `${siteUrl}/topics/`,
  }
}

/**
 * What the tag is not made of. An entry's texts are in its fingerprint; when we saw it, and how
 * often it was revised, is our own affair, and a newsroom elsewhere has the same entries another way.
 */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  'changedAt',
  'cleanings',
  'content',
  'firstSeenAt',
  'lead',
  'revision',
  'sortAt',
  'summary',
])

/**
 * The validators of one representation: RFC 9110 §8.8. Two documents with equal tags have equal
 * bytes, so the tag is strong; it is known before the document is written.
 *
 * @param beside what a representation shows beyond the feed.
 */
export function versionOf(
  feed: FeedDocument,
  representation: FeedFormatName | 'html',
  beside?: readonly unknown[],
): CurrentVersion {
  const { lastModified, ...shown } = feed
  const made = [representation, shown, ...(beside ?? [])]
  const said = JSON.stringify([TEMPLATE_VERSION, ...made], (name, value: unknown) =>
    NOT_SHOWN.has(name) ? undefined : value,
  )
  const hash = sha256(said)
  return { etag: `"${hash.slice(0, 32)}"`, lastModified }
}

/** RFC 9110 §8.3; each with its charset, as the contract has it. */
export const MEDIA_TYPE: Record<FeedFormatName, string> = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}

export const WRITER: Record<FeedFormatName, (feed: FeedDocument) => string> = {
  atom: (feed) => writeAtom(withViaLines(feed)),
  rss: (feed) => writeRss(withViaLines(feed)),
  json: (feed) => writeJsonFeed(withViaLines(feed)),
}
