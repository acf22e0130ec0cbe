import type { FeedFormatName } from '../domain/feed.ts'
import { printFeedQuery, type FeedQuery } from '../domain/feed-query.ts'
import { TEMPLATE_VERSION } from './document.ts'

/**
 * Under which address a document is kept: one for each query and representation, so that never one
 * is served for another, whatever was negotiated. What it was made from stands in the copy and not
 * in the address: a newer copy takes the place of the older, and the last good one is always there.
 */
export const keptAddress = (
  siteUrl: string,
  query: FeedQuery,
  representation: FeedFormatName | 'html',
  template: string | number = TEMPLATE_VERSION,
): string => `${siteUrl}/kept/${template}/${representation}/${printFeedQuery(query)}`

export interface KeepingPolicy {
  /** Of a topic or several. */
  topicSeconds: number
  /** Of what few ask for twice: a search, a page of older entries. */
  narrowedSeconds: number
}

/** How long a copy is worth its room. Longer than it is fresh, for it is what is left when the database fails. */
export const keptSeconds = (
  { before, search, since }: FeedQuery,
  { topicSeconds, narrowedSeconds }: KeepingPolicy,
): number => (before || since || search.length > 0 ? narrowedSeconds : topicSeconds)
