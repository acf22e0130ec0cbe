import type { FeedDocument, ServedEntry } from '../../src/domain/feed.ts'
import { entryOf } from './entries.ts'

/** An entry on its way out, with only what a test cares about. */
export const servedOf = (given: Partial<ServedEntry> = {}): ServedEntry => ({
  ...entryOf(),
  servedFrom: {
    slug: 'example',
    title: 'Example Times',
    id: 'tag:example.org,2026:feed',
    homePageUrl: 'https://example.org/',
    feedUrl: 'https://example.org/feed',
    changedAt: '2026-11-01T00:00:00Z',
  },
  topics: [],
  duplicates: [],
  cleanings: 0,
  ...given,
})

/** A feed of these entries, as `publish/document` would make it. */
export const feedOf = (
  entries: ServedEntry[],
  given: Partial<FeedDocument> = {},
): FeedDocument => ({
  id: 'https://despatch.example/topics/defence',
  title: 'Defence',
  heading: 'Defence',
  expression: 'defence',
  search: '',
  description: 'Armed forces & what they do',
  language: 'en',
  author: { name: 'Despatch' },
  pageUrl: 'https://despatch.example/topics/defence',
  feedUrls: {
    atom: 'https://despatch.example/topics/defence.atom',
    rss: 'https://despatch.example/topics/defence.rss',
    json: 'https://despatch.example/topics/defence.json',
  },
  updated: '2026-11-01T10:00:00Z',
  lastModified: '2026-11-01T10:00:00Z',
  entries,
  hasVia: false,
  topics: [{ slug: 'defence', title: 'Defence' }],
  scheme: 'https://despatch.example/topics/',
  ...given,
})
