import type { FeedDocument, FeedFormatName, ServedEntry } from '../domain/feed.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { Topic } from '../domain/topic.ts'
import { sha256, uuidUrn } from '../web/digest.ts'
import type { CurrentVersion } from '../web/validators.ts'
import { writeAtom } from './atom.ts'
import { writeJsonFeed } from './json-feed.ts'
import { writeRss } from './rss.ts'

/** Moves every ETag once, on purpose: raise it whenever a writer writes the same feed differently. */
const TEMPLATE_VERSION = 1

export interface FeedContext {
  newsroom: NewsroomMetadata
  topics: readonly Topic[]
  /** The canonical origin, without a slash at its end. */
  siteUrl: string
}

/** Where the feeds of a selection are. */
export const feedUrls = (
  siteUrl: string,
  slug: string,
  query = '',
): Record<FeedFormatName, string> => ({
  atom: `${siteUrl}/topics/${slug}.atom${query}`,
  rss: `${siteUrl}/topics/${slug}.rss${query}`,
  json: `${siteUrl}/topics/${slug}.json${query}`,
})

/** What a feed is of: one topic, or every entry. */
export interface Selection {
  slug: string
  topic: Topic | undefined
  /** When the reader asked for so many: its feed is another than the one of the usual length. */
  limit?: number | undefined
}

/** The latest of several RFC 3339 moments in UTC. */
const latest = (moments: string[]) =>
  moments.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a))

/** A mail address for `atom:email`; a contact that is a page is none. */
const mailOf = (contact: string) => (contact.includes('://') ? undefined : contact)

/** The operator's own entries have their page here, unless they say it is elsewhere. */
const withPage = (entry: ServedEntry, siteUrl: string): ServedEntry =>
  entry.url === undefined && entry.source === null
    ? { ...entry, url: `${siteUrl}/entries/${entry.key}` }
    : entry

/**
 * The feed of a selection, from its entries alone: nothing in it comes from the clock.
 *
 * @param changedAt when an entry last left the selection or its definition changed; RFC 3339.
 */
export async function feedDocument(
  { slug, topic, limit }: Selection,
  entries: ServedEntry[],
  changedAt: string,
  { newsroom, topics, siteUrl }: FeedContext,
): Promise<FeedDocument> {
  const query = limit === undefined ? '' : `?limit=${limit}`
  const pageUrl = `${siteUrl}/topics/${slug}${query}`
  const served = entries.map((entry) => withPage(entry, siteUrl))
  const named = new Set(entries.flatMap((entry) => entry.topics.map((match) => match.slug)))
  return {
    id:
      newsroom.id === undefined ? pageUrl : await uuidUrn(`${newsroom.id}/topics/${slug}${query}`),
    title: topic ? `${topic.title} · ${newsroom.title}` : newsroom.title,
    heading: topic?.title ?? 'Everything',
    description: topic?.description ?? newsroom.description,
    language: newsroom.language,
    author: { name: newsroom.title, email: mailOf(newsroom.contact) },
    pageUrl,
    feedUrls: feedUrls(siteUrl, slug, query),
    updated: latest(entries.length === 0 ? [changedAt] : entries.map(({ updated }) => updated)),
    lastModified: latest([
      changedAt,
      ...entries.map((entry) => entry.changedAt),
      ...entries.flatMap(({ servedFrom }) => servedFrom?.changedAt ?? []),
    ]),
    entries: served,
    topics: topics
      .filter((known) => named.has(known.slug))
      .map((known) => ({ slug: known.slug, title: known.title })),
    scheme: `${siteUrl}/topics/`,
  }
}

/**
 * The validators of one representation: RFC 9110 §8.8. Two documents with equal tags have equal
 * bytes, so the tag is strong; it is known before the document is written.
 */
export async function versionOf(
  feed: FeedDocument,
  representation: FeedFormatName | 'html',
): Promise<CurrentVersion> {
  const { entries, lastModified, ...frame } = feed
  const held = entries.map(({ key, revision, servedFrom, topics, duplicates }) => [
    key,
    revision,
    servedFrom,
    topics,
    duplicates,
  ])
  const hash = await sha256(JSON.stringify([TEMPLATE_VERSION, representation, frame, held]))
  return { etag: `"${hash.slice(0, 32)}"`, lastModified }
}

/** RFC 9110 §8.3; each with its charset, as the contract has it. */
export const MEDIA_TYPE: Record<FeedFormatName, string> = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}

export const WRITER: Record<FeedFormatName, (feed: FeedDocument) => string> = {
  atom: writeAtom,
  rss: writeRss,
  json: writeJsonFeed,
}
