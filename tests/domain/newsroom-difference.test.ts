import * as v from 'valibot'
import { expect, it } from 'vitest'
import { Newsroom } from '../../src/domain/newsroom.ts'
import { newsroomDifference, type StoredNewsroom } from '../../src/domain/newsroom-difference.ts'

const topic = (slug: string, title = slug) => ({
  slug,
  title,
  description: `About ${slug}`,
  groups: { words: { terms: [slug], weight: 3 } },
})
const entry = (slug: string, more: object = {}) => ({
  slug,
  title: slug,
  published: '2026-11-01',
  markdown: 'Words.',
  ...more,
})
const ABOUT = { title: 'T', description: 'D', contact: 'a@example.org', language: 'en' }
const newsroomOf = (more: object = {}) =>
  v.parse(Newsroom, { newsroom: ABOUT, topics: [], sources: [], entries: [], ...more })

const EMPTY: StoredNewsroom = {
  newsroom: undefined,
  topics: [],
  gazetteers: [],
  sources: [],
  entries: [],
}
const NOTHING = { added: [], changed: [], removed: [] }

/** As the store has it once a newsroom is applied. */
function storedOf(newsroom: Newsroom, managedBy: 'data' | 'api' = 'data'): StoredNewsroom {
  const { topics, sources, entries, gazetteers = [] } = newsroom
  return {
    newsroom: newsroom.newsroom,
    topics: topics.map((definition) => ({ definition, managedBy })),
    gazetteers: gazetteers.map((definition) => ({ definition, isNeeded: false })),
    sources: sources.map((definition) => ({ definition, managedBy, url: definition.url })),
    entries: entries.map((definition) => ({ slug: definition.slug, definition, managedBy })),
  }
}

it('into an empty newsroom, everything is added', () => {
  const wanted = newsroomOf({ topics: [topic('rail')], entries: [entry('one')] })
  expect(newsroomDifference(wanted, EMPTY)).toEqual({
    newsroom: { changed: ['contact', 'description', 'language', 'title'] },
    topics: { ...NOTHING, added: ['rail'] },
    gazetteers: NOTHING,
    sources: NOTHING,
    entries: { ...NOTHING, added: ['one'] },
  })
})

it('of what was applied already, nothing changes', () => {
  const same = newsroomOf({
    topics: [topic('rail')],
    sources: [{ url: 'https://a.example/feed' }],
    entries: [entry('one', { authors: ['Jo'], licence: { name: 'CC0' } })],
  })
  expect(newsroomDifference(same, storedOf(same))).toEqual({
    newsroom: { changed: [] },
    topics: NOTHING,
    gazetteers: NOTHING,
    sources: NOTHING,
    entries: NOTHING,
  })
})

it('names the members in which something changes, and what goes', () => {
  const before = newsroomOf({
    topics: [topic('rail'), topic('sea')],
    sources: [{ url: 'https://a.example/feed', slug: 'a' }],
    entries: [entry('one'), entry('two')],
  })
  const after = newsroomOf({
    newsroom: { ...ABOUT, via: true },
    topics: [topic('rail', 'Railways')],
    sources: [{ url: 'https://a.example/feed', slug: 'a', paused: true }],
    entries: [entry('one', { draft: true, markdown: 'Other words.' })],
  })
  expect(newsroomDifference(after, storedOf(before))).toEqual({
    newsroom: { changed: ['via'] },
    topics: { added: [], changed: [{ slug: 'rail', members: ['title'] }], removed: ['sea'] },
    gazetteers: NOTHING,
    sources: { ...NOTHING, changed: [{ slug: 'a', members: ['paused'] }] },
    entries: {
      added: [],
      changed: [{ slug: 'one', members: ['draft', 'markdown'] }],
      removed: ['two'],
    },
  })
})

it('takes over what the API has under a slug it lists, and leaves the rest of it alone', () => {
  const before = newsroomOf({ topics: [topic('rail'), topic('sea')] })
  const after = newsroomOf({ topics: [topic('rail')] })
  expect(newsroomDifference(after, storedOf(before, 'api')).topics).toEqual({
    added: [],
    changed: [{ slug: 'rail', members: ['managedBy'] }],
    removed: [],
  })
})

it("a source of the API's gives way to one that data/ lists under its address", () => {
  const before = newsroomOf({ sources: [{ url: 'https://a.example/feed', slug: 'by-hand' }] })
  const after = newsroomOf({ sources: [{ url: 'https://a.example/feed', slug: 'a' }] })
  expect(newsroomDifference(after, storedOf(before, 'api')).sources).toEqual({
    added: ['a'],
    changed: [],
    removed: ['by-hand'],
  })
})

it('gazetteers stay where none are sent', () => {
  const gazetteer = { slug: 'seas', title: 'Seas', places: [] }
  const stored = {
    ...EMPTY,
    gazetteers: [{ definition: gazetteer as never, isNeeded: false }],
  }
  expect(newsroomDifference(newsroomOf(), stored).gazetteers).toEqual(NOTHING)
  expect(newsroomDifference(newsroomOf({ gazetteers: [] }), stored).gazetteers).toEqual({
    ...NOTHING,
    removed: ['seas'],
  })
})
