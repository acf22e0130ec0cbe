import { describe, expect, it } from 'vitest'
import type { CleanHtml } from '../../src/domain/entry.ts'
import type { ServedEntry } from '../../src/domain/feed.ts'
import { queryOf, type View } from '../../src/domain/feed-query.ts'
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

const documentOf = (entries = [servedOf()], changedAt = EPOCH, view: View = 'full') =>
  feedDocument({ query: { ...queryOf(), view }, entries, next: undefined, changedAt }, context)

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
    { what: 'an entry says something else', other: [servedOf({ fingerprint: 'f2' })] },
    { what: 'an entry gets a category', other: [servedOf({ categories: [{ term: 'x' }] })] },
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

  it('stay when the same entries came another way', () => {
    const { servedFrom } = servedOf()
    const later = '2026-12-01T00:00:00Z'
    const elsewhere = servedOf({
      revision: 3,
      cleanings: 2,
      firstSeenAt: later,
      changedAt: later,
      servedFrom: servedFrom && { ...servedFrom, changedAt: later },
    })
    expect(etagOf([elsewhere])).toBe(etagOf())
  })

  it('stay when the topic changed without effect on what is shown', () => {
    expect(etagOf([servedOf()], '2026-02-02T00:00:00Z')).toBe(etagOf())
  })
})

describe('rights of the newsroom', () => {
  const newsroom = { ...context.newsroom, rights: '© Desk' }
  const rightsOf = (entry: Partial<ServedEntry>) => {
    const selection = { query: queryOf(), entries: [servedOf(entry)], next: undefined }
    const document = feedDocument({ ...selection, changedAt: EPOCH }, { ...context, newsroom })
    return document.entries[0]?.rights
  }

  it.each([
    { entry: { source: null, servedFrom: null }, rights: '© Desk', because: 'it is its own' },
    { entry: { source: null, servedFrom: null, rights: '© Ada' }, rights: '© Ada' },
    { entry: {}, rights: undefined, because: 'it is of another publisher' },
  ])('$entry has $rights: $because', ({ entry, rights }) => {
    expect(rightsOf(entry)).toBe(rights)
  })
})

describe('a view', () => {
  const texts = { summary: 'S' as CleanHtml, content: 'C' as CleanHtml }

  it.each<{ view: View; entry: Partial<ServedEntry>; shows: object; because?: string }>([
    { view: 'full', entry: texts, shows: texts },
    { view: 'summary', entry: texts, shows: { summary: 'S' } },
    { view: 'title', entry: texts, shows: {} },
    {
      view: 'title',
      entry: { ...texts, title: '' },
      shows: { summary: 'S' },
      because: 'without a title its summary tells',
    },
    {
      view: 'summary',
      entry: { title: '', content: texts.content },
      shows: { content: 'C' },
      because: 'or, without that, its content',
    },
  ])('$view of $entry shows $shows: $because', ({ view, entry, shows }) => {
    const [served] = documentOf([servedOf(entry)], EPOCH, view).entries
    const { summary, content } = served ?? {}
    expect({ ...(summary && { summary }), ...(content && { content }) }).toEqual(shows)
  })
})

describe('Last-Modified', () => {
  it.each([
    { because: 'the newest change of an entry', changedAt: EPOCH, is: '2026-11-01T10:00:00Z' },
    { because: 'a later removal', changedAt: '2026-11-20T00:00:00Z', is: '2026-11-20T00:00:00Z' },
  ])('is $because', ({ changedAt, is }) => {
    expect(documentOf([servedOf()], changedAt).lastModified).toBe(is)
  })

  const later = '2026-11-20T00:00:00Z'
  it.each([
    {
      next: 'older',
      from: 'below',
      is: '2026-11-01T10:00:00Z',
      because: 'nothing of this page is gone',
    },
    {
      next: 'older',
      from: 'at its end',
      is: later,
      because: 'something was removed within this page',
    },
    { next: 'nothing', from: 'below', is: later, because: 'the last page reaches to the end' },
  ])('is $is when old entries were removed $from and $next comes after it: $because', (row) => {
    const entries = [servedOf()]
    const last = entries[0]?.sortAt ?? ''
    const next = row.next === 'older' ? { sortAt: last, key: 'k' } : undefined
    const removals = [{ sortAt: row.from === 'below' ? '2020-01-01T00:00:00Z' : last, at: later }]
    const selection = { query: queryOf(), entries, next, changedAt: EPOCH, removals }
    expect(feedDocument(selection, context).lastModified).toBe(row.is)
  })
})

it('an empty feed is as old as can be, for no clock knows better', () => {
  const { updated, lastModified } = documentOf([], '2026-11-20T00:00:00Z')
  expect(updated).toBe('1970-01-01T00:00:00Z')
  expect(lastModified).toBe('2026-11-20T00:00:00Z')
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
