import { describe, expect, it } from 'vitest'
import { queryOf } from '../../src/domain/feed-query.ts'
import { feedDocument, versionOf, WRITER } from '../../src/publish/document.ts'
import { servedOf } from '../support/feeds.ts'

const context = {
  newsroom: {
    title: 'Despatch',
    description: 'News by topic',
    contact: 'desk@example.org',
    language: 'en',
  },
  topics: [],
  siteUrl: 'https://despatch.example',
}
const EPOCH = '2026-01-01T00:00:00Z'

const documentOf = (entries = [servedOf()], changedAt = EPOCH) =>
  feedDocument({ query: queryOf(), entries, next: undefined, changedAt }, context)

const etagOf = (...args: Parameters<typeof documentOf>) =>
  versionOf(documentOf(...args), 'atom').etag

describe('the validators of a feed', () => {
  it('are the same for the same entries', () => {
    expect(etagOf()).toBe(etagOf())
    expect(etagOf()).toMatch(/^"[0-9a-f]{32}"$/)
  })

  it('differ between representations', () => {
    const document = documentOf()
    const tags = (['atom', 'rss', 'json', 'html'] as const).map(
      (name) => versionOf(document, name).etag,
    )
    expect(new Set(tags).size).toBe(4)
  })

  it.each([
    { what: 'an entry is revised', other: [servedOf({ revision: 2 })] },
    { what: 'an entry is cleaned again', other: [servedOf({ cleanings: 1 })] },
    { what: 'an entry is added', other: [servedOf(), servedOf({ key: 'b' })] },
    { what: 'the last entry is gone', other: [] },
    { what: 'the order changes', other: [servedOf({ key: 'b' })] },
    {
      what: 'evidence changes',
      other: [servedOf({ topics: [{ slug: 'defence', evidence: [] }] })],
    },
  ])('differ when $what', ({ other }) => {
    expect(etagOf(other)).not.toBe(etagOf())
  })

  it('stay when the topic changed without effect on what is shown', () => {
    expect(etagOf([servedOf()], '2026-02-02T00:00:00Z')).toBe(etagOf())
  })
})

describe('Last-Modified', () => {
  it.each([
    { because: 'the newest change of an entry', changedAt: EPOCH, is: '2026-11-01T10:00:00Z' },
    { because: 'a later removal', changedAt: '2026-11-20T00:00:00Z', is: '2026-11-20T00:00:00Z' },
  ])('is $because', ({ changedAt, is }) => {
    expect(documentOf([servedOf()], changedAt).lastModified).toBe(is)
  })
})

it('nothing in a feed comes from the clock', () => {
  const document = documentOf([servedOf()])
  expect(document.updated).toBe('2026-11-01T10:00:00Z')
  const year = String(new Date().getFullYear() + 1)
  for (const write of Object.values(WRITER)) {
    expect(write(document)).toBe(write(documentOf([servedOf()])))
    expect(write(document)).not.toContain(year)
  }
})
