import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../src/ingest/fingerprint.ts'
import { merge, type IncomingEntry } from '../../src/ingest/merge.ts'
import { contentOf, entryOf } from '../support/entries.ts'

const NOW = '2026-11-22T12:00:00Z'

const incoming = (given: Partial<IncomingEntry> = {}): IncomingEntry => ({
  key: 'k1',
  id: 'tag:example.org,2026:1',
  fingerprint: 'f1',
  content: contentOf({ published: '2026-11-20T08:00:00Z' }),
  ...given,
})

const known = (...entries: Parameters<typeof entryOf>[0][]) =>
  new Map(
    entries.map((given) => entryOf({ key: 'k1', ...given })).map((entry) => [entry.key, entry]),
  )

const mergeOne = (entry: IncomingEntry, before: ReturnType<typeof known> = new Map()) =>
  merge([entry], 'example', before, NOW)

describe('an entry not seen before', () => {
  it('is new, stands at its own date, and is its first revision', () => {
    const { entries, added } = mergeOne(incoming())

    expect(added).toBe(1)
    expect(entries[0]).toMatchObject({
      sortAt: '2026-11-20T08:00:00Z',
      updated: '2026-11-20T08:00:00Z',
      firstSeenAt: NOW,
      changedAt: NOW,
      revision: 1,
      lead: null,
    })
  })

  it.each([
    { content: { published: '2031-01-01T00:00:00Z' }, sortAt: NOW, because: 'is in the future' },
    {
      content: { updated: '2026-11-19T00:00:00Z' },
      sortAt: '2026-11-19T00:00:00Z',
      because: 'is only updated',
    },
    {
      content: { sourceUpdated: '2017-01-08T00:00:00Z' },
      sortAt: '2017-01-08T00:00:00Z',
      because: 'is missing, in a feed that is dated,',
    },
    { content: {}, sortAt: NOW, because: 'is missing' },
  ])('whose date $because stands at $sortAt', ({ content, sortAt }) => {
    expect(mergeOne(incoming({ content: contentOf(content) })).entries[0]).toMatchObject({ sortAt })
  })
})

describe('an entry seen before', () => {
  it('that says the same is unchanged, whatever its dates', () => {
    const content = contentOf({ updated: NOW, published: NOW })
    expect(mergeOne(incoming({ content }), known({}))).toMatchObject({ entries: [], unchanged: 1 })
  })

  it('that says something else is its next revision, at its old place', () => {
    const before = known({ revision: 3, sortAt: '2026-11-02T00:00:00Z' })
    const { entries, changed } = mergeOne(incoming({ fingerprint: 'f2' }), before)

    expect(changed).toBe(1)
    expect(entries[0]).toMatchObject({
      revision: 4,
      sortAt: '2026-11-02T00:00:00Z',
      changedAt: NOW,
    })
  })

  it.each([
    {
      updated: '2026-11-21T00:00:00Z',
      kept: '2026-11-21T00:00:00Z',
      because: 'the publisher says when',
    },
    { updated: '2026-11-01T10:00:00Z', kept: NOW, because: 'the publisher did not move it' },
    { updated: undefined, kept: NOW, because: 'the publisher gives none' },
  ])('that changed has updated $kept: $because', ({ updated, kept }) => {
    const content = contentOf(updated === undefined ? {} : { updated })
    const { entries } = mergeOne(incoming({ fingerprint: 'f2', content }), known({}))
    expect(entries[0]?.updated).toBe(kept)
  })

  it('stays the duplicate it was', () => {
    const { entries } = mergeOne(incoming({ fingerprint: 'f2' }), known({ lead: 'k0' }))
    expect(entries[0]?.lead).toBe('k0')
  })
})

it('the three counts add up to the entries read', () => {
  const before = new Map([...known({ key: 'a' }), ...known({ key: 'b' })])
  const { added, changed, unchanged } = merge(
    [
      incoming({ key: 'a' }),
      incoming({ key: 'b', fingerprint: 'f2' }),
      incoming({ key: 'c', id: 'c' }),
    ],
    'example',
    before,
    NOW,
  )
  expect({ added, changed, unchanged }).toEqual({ added: 1, changed: 1, unchanged: 1 })
})

describe('what makes a revision', () => {
  const base = contentOf({ url: 'https://example.org/a' })
  it.each([
    { what: 'title', other: { title: 'Another' }, moves: true },
    { what: 'an author', other: { authors: [{ name: 'A' }] }, moves: true },
    {
      what: 'an enclosure',
      other: { enclosures: [{ url: 'https://example.org/a.mp3' }] },
      moves: true,
    },
    { what: 'the link', other: { url: 'https://example.org/b' }, moves: true },
    { what: 'a date', other: { published: NOW, updated: NOW }, moves: false },
    { what: 'a category', other: { categories: [{ term: 'x' }] }, moves: false },
  ])('a change of $what: $moves', ({ other, moves }) => {
    const same = fingerprint(base) === fingerprint({ ...base, ...other })
    expect(same).toBe(!moves)
  })
})

describe('an entry that its publisher has withdrawn', () => {
  const withdrawn = incoming({ withdrawnBecause: 'in error' })

  it.each([
    { before: 'shown', isWithdrawn: false, entry: withdrawn, changed: 1 },
    { before: 'withdrawn', isWithdrawn: true, entry: withdrawn, changed: 0 },
    { before: 'withdrawn', isWithdrawn: true, entry: incoming(), changed: 1 },
    { before: 'shown', isWithdrawn: false, entry: incoming(), changed: 0 },
  ])(
    'or not ($entry.withdrawnBecause), and was $before before: $changed changed',
    ({ isWithdrawn, entry, changed }) => {
      const stored = new Map([['k1', { ...entryOf({ key: 'k1' }), isWithdrawn }]])
      const merged = merge([entry], 'example', stored, NOW)
      expect(merged).toMatchObject({ changed, unchanged: 1 - changed })
    },
  )
})

it('an entry that was only read more fully keeps the time at which it was updated', () => {
  const updated = '2026-11-01T10:00:00Z'
  const entry = incoming({ fingerprint: 'f2', isCompletion: true, content: contentOf({ updated }) })
  expect(mergeOne(entry, known({ updated })).entries).toMatchObject([{ updated, revision: 2 }])
})
