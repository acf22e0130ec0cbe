import { describe, expect, it } from 'vitest'
import type { IncomingEntry } from '../../src/ingest/merge.ts'
import { sameAgain, type Acquaintance } from '../../src/ingest/same-again.ts'
import { contentOf, entryOf } from '../support/entries.ts'

interface Told {
  key: string
  url?: string
  title?: string
  published?: string
}

const incoming = ({ key, url, title = '', published }: Told): IncomingEntry => ({
  key,
  id: `urn:${key}`,
  fingerprint: key,
  content: contentOf({ title, ...(url && { url }), ...(published && { published }) }),
})

const stored = ({ key, url, title = '', published }: Told): Acquaintance => ({
  ...entryOf({ key }),
  url,
  title,
  published,
})

const known = (before: Told[], now: Told[], here = now.map(({ key }) => key)) =>
  [...sameAgain(now.map(incoming), before.map(stored), new Set(here))].map(
    ([key, { key: was }]) => [key, was],
  )

const MONDAY = '2026-11-16T00:00:00Z'
const TUESDAY = '2026-11-17T00:00:00Z'
const PAGE = 'https://example.org/a'

describe('an entry under a new id is the one we know', () => {
  it.each([
    {
      because: 'address and title agree',
      before: { url: PAGE, title: 'A' },
      now: { url: PAGE, title: 'A' },
    },
    {
      because: 'address and date agree, and the title was edited',
      before: { url: PAGE, title: 'A', published: MONDAY },
      now: { url: PAGE, title: 'A, corrected', published: MONDAY },
    },
    {
      because: 'title and date agree, and the site has moved',
      before: { url: PAGE, title: 'A', published: MONDAY },
      now: { url: 'https://example.net/posts/a', title: 'A', published: MONDAY },
    },
    {
      because: 'only the scheme, www and a slash differ',
      before: { url: 'http://www.example.org/a/', title: 'A' },
      now: { url: PAGE, title: 'A' },
    },
  ])('when $because', ({ before, now }) => {
    expect(known([{ key: 'old', ...before }], [{ key: 'new', ...now }])).toEqual([['new', 'old']])
  })
})

describe('an entry under a new id is new', () => {
  it.each([
    {
      because: 'it is today’s of a daily column with one address and one title',
      before: [{ key: 'old', url: PAGE, title: 'Today', published: MONDAY }],
      now: [{ key: 'new', url: PAGE, title: 'Today', published: TUESDAY }],
    },
    {
      because: 'only the title agrees',
      before: [{ key: 'old', url: PAGE, title: 'Weekly notes' }],
      now: [{ key: 'new', url: 'https://example.org/b', title: 'Weekly notes' }],
    },
    {
      because: 'the one it resembles still comes under its own id',
      before: [{ key: 'old', url: PAGE, title: 'A' }],
      now: [
        { key: 'old', url: PAGE, title: 'A' },
        { key: 'new', url: PAGE, title: 'A' },
      ],
    },
    {
      because: 'it could be either of two',
      before: [
        { key: 'old', url: PAGE, title: 'A' },
        { key: 'older', url: PAGE, title: 'A' },
      ],
      now: [{ key: 'new', url: PAGE, title: 'A' }],
    },
    {
      because: 'neither has a title or an address',
      before: [{ key: 'old', published: MONDAY }],
      now: [{ key: 'new', published: MONDAY }],
    },
  ])('when $because', ({ before, now }) => {
    expect(known(before, now)).toEqual([])
  })
})

it('an entry is not what still stands beside it, be that unchanged', () => {
  const stays = { key: 'old', url: PAGE, title: 'A' }
  expect(known([stays], [{ ...stays, key: 'new' }], ['old', 'new'])).toEqual([])
})

it('three new entries among known ones are no flood', () => {
  const letters = ['a', 'b', 'c']
  const before = letters.map((key) => ({ key, url: PAGE + key, title: key, published: MONDAY }))
  const now = before.map((entry) => ({ ...entry, key: `new-${entry.key}`, published: TUESDAY }))
  expect(known(before, now, [...now.map(({ key }) => key), 'unchanged'])).toEqual([])
})

it('when every id is new at once and everything is dated anew, nothing is new', () => {
  const letters = ['a', 'b', 'c', 'd']
  const before = letters.map((key) => ({
    key,
    url: `${PAGE}${key}`,
    title: key,
    published: MONDAY,
  }))
  const now = before.map((entry) => ({ ...entry, key: `new-${entry.key}`, published: TUESDAY }))

  expect(known(before, now)).toEqual(letters.map((key) => [`new-${key}`, key]))
})
