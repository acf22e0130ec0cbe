import type { Entry, EntryContent } from '../../src/domain/entry.ts'

/** What an entry says, with only what a test cares about. */
export const contentOf = (given: Partial<EntryContent> = {}): EntryContent => ({
  title: 'A title',
  authors: [],
  contributors: [],
  categories: [],
  links: [],
  enclosures: [],
  ...given,
})

/** An entry as stored, with only what a test cares about. */
export const entryOf = (given: Partial<Entry> = {}): Entry => ({
  ...contentOf(),
  key: 'aaaaaaaaaaaaaaaa',
  id: 'tag:example.org,2026:a',
  source: 'example',
  updated: '2026-11-01T10:00:00Z',
  sortAt: '2026-11-01T10:00:00Z',
  firstSeenAt: '2026-11-01T10:00:00Z',
  changedAt: '2026-11-01T10:00:00Z',
  revision: 1,
  fingerprint: 'f1',
  lead: null,
  ...given,
})
