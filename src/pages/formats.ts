import type { FeedFormatName } from '../domain/feed.ts'

/** The formats of a feed in the order we tell of them. */
export const FORMATS: readonly { format: FeedFormatName; name: string; type: string }[] = [
  { format: 'atom', name: 'Atom', type: 'application/atom+xml' },
  { format: 'rss', name: 'RSS', type: 'application/rss+xml' },
  { format: 'json', name: 'JSON Feed', type: 'application/feed+json' },
]

export type FeedUrls = Record<FeedFormatName, string>
