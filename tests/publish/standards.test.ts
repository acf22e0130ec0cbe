import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeedDocument } from '../../src/domain/feed.ts'
import { WRITER } from '../../src/publish/document.ts'
import { anyEntries } from '../support/any-entry.ts'
import { feedOf } from '../support/feeds.ts'
import { readStrictly } from '../support/well-formed.ts'

/** Lines of docs/standards.md that hold for every document, whatever stands in it. */
const holdsFor = (check: (feed: FeedDocument) => void) =>
  fc.assert(
    fc.property(anyEntries, (entries) => check(feedOf(entries))),
    { numRuns: 100 },
  )

const countOf = (names: string[], name: string) => names.filter((other) => other === name).length
const childrenIn = (xml: string, name: string) => readStrictly(xml).children.get(name) ?? []

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/
const RFC_822 = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

describe('Atom (RFC 4287)', () => {
  it.each(['feed', 'entry', 'source'])('§4.1: one id, title and updated in each %s', (name) =>
    holdsFor((feed) => {
      for (const children of childrenIn(WRITER.atom(feed), name))
        for (const one of ['id', 'title', 'updated']) expect(countOf(children, one)).toBe(1)
    }),
  )

  it('§4.1.2: every entry has an author: its own, its source’s or the feed’s', () =>
    holdsFor((feed) => {
      const { children } = readStrictly(WRITER.atom(feed))
      expect(children.get('feed')?.[0]).toContain('author')
      const copied = (children.get('entry') ?? []).filter((names) => names.includes('source'))
      const sources = children.get('source') ?? []
      expect(
        copied.every((names, i) => names.includes('author') || sources[i]?.includes('author')),
      ).toBe(true)
    }))

  it('§4.1.2: every entry has one alternate link, and so no two of one type and language', () =>
    holdsFor((feed) => {
      const entries = WRITER.atom(feed).match(/<entry[ >].*?<\/entry>/gs) ?? []
      for (const entry of entries)
        expect(entry.replace(/<source>.*/s, '').match(/rel="alternate"/g)).toHaveLength(1)
    }))

  it('§4.2.11: a copied entry carries its origin', () =>
    holdsFor((feed) => {
      const copied = feed.entries.filter(({ servedFrom }) => servedFrom !== null)
      expect(childrenIn(WRITER.atom(feed), 'source')).toHaveLength(copied.length)
    }))

  it('§3.3: dates with a capital T and Z', () =>
    holdsFor((feed) => {
      const { texts } = readStrictly(WRITER.atom(feed))
      for (const date of [...(texts.get('updated') ?? []), ...(texts.get('published') ?? [])])
        expect(date).toMatch(RFC_3339)
    }))

  it('§4.2.7.2: one self link, which is where it was asked for', () => {
    const xml = WRITER.atom(feedOf([]))
    expect(xml.match(/<link rel="self" href="[^"]*"/g)).toEqual([
      '<link rel="self" href="https://despatch.example/topics/defence.atom"',
    ])
  })
})

describe('RSS 2.0 and the RSS Board’s Profile', () => {
  it('a channel has one title, link and description; an item a title or a description', () =>
    holdsFor((feed) => {
      const { children } = readStrictly(WRITER.rss(feed))
      const [channel = []] = children.get('channel') ?? []
      for (const one of ['title', 'link', 'description', 'language'])
        expect(countOf(channel, one)).toBe(1)
      for (const item of children.get('item') ?? [])
        expect(item.includes('title') || item.includes('description')).toBe(true)
    }))

  it('an item has one guid, and at most one of what may not be repeated', () =>
    holdsFor((feed) => {
      for (const item of childrenIn(WRITER.rss(feed), 'item')) {
        expect(countOf(item, 'guid')).toBe(1)
        for (const name of ['enclosure', 'author', 'source', 'description', 'pubDate', 'link'])
          expect(countOf(item, name)).toBeLessThanOrEqual(1)
      }
    }))

  it('guids differ, and say that they open the item only where they do', () =>
    holdsFor((feed) => {
      const xml = WRITER.rss(feed)
      const guids = readStrictly(xml).texts.get('guid') ?? []
      expect(new Set(guids).size).toBe(guids.length)
      const said = [...xml.matchAll(/<guid isPermaLink="(\w+)"/g)].map(([, opens]) => opens)
      expect(said).toEqual(feed.entries.map(({ id, url }) => String(id === url)))
    }))

  it('author and dc:creator never stand together', () =>
    holdsFor((feed) => {
      for (const item of childrenIn(WRITER.rss(feed), 'item'))
        expect(item.includes('author') && item.includes('dc:creator')).toBe(false)
    }))

  it('an author is an address with a name', () =>
    holdsFor((feed) => {
      for (const author of readStrictly(WRITER.rss(feed)).texts.get('author') ?? [])
        expect(author).toMatch(/^\S+@\S+ \(.*\)$/s)
    }))

  it('a description stands before content:encoded', () =>
    holdsFor((feed) => {
      const items = childrenIn(WRITER.rss(feed), 'item')
      for (const item of items.filter((names) => names.includes('content:encoded'))) {
        expect(item).toContain('description')
        expect(item.indexOf('description')).toBeLessThan(item.indexOf('content:encoded'))
      }
    }))

  it('an enclosure has an address, a length and a type', () =>
    holdsFor((feed) => {
      for (const tag of WRITER.rss(feed).match(/<enclosure [^>]*>/g) ?? [])
        expect(tag).toMatch(/^<enclosure url="https?:[^"]+" length="\d+" type="[^"/]+\/[^"]+"\/>$/)
    }))

  it('dates are those of RFC 822 with four digits of a year, in GMT', () =>
    holdsFor((feed) => {
      const { texts } = readStrictly(WRITER.rss(feed))
      const dates = [...(texts.get('pubDate') ?? []), ...(texts.get('lastBuildDate') ?? [])]
      expect(dates).toHaveLength(feed.entries.length + 1)
      for (const date of dates) expect(date).toMatch(RFC_822)
    }))

  it('& and < of plain text are in hexadecimal', () =>
    holdsFor((feed) => {
      const plain = WRITER.rss(feed).replaceAll(/<!\[CDATA\[.*?\]\]>/gs, '')
      expect(plain).not.toMatch(/&(?:amp|lt);/)
    }))

  it('a channel has one self link', () => {
    const xml = WRITER.rss(feedOf([]))
    expect(xml.match(/<atom:link rel="self" href="[^"]*"/g)).toEqual([
      '<atom:link rel="self" href="https://despatch.example/topics/defence.rss"',
    ])
  })
})

describe('JSON Feed 1.1', () => {
  const FEED = new Set([
    'version',
    'title',
    'home_page_url',
    'feed_url',
    'next_url',
    'description',
    'language',
    'authors',
    'items',
  ])
  const ITEM = new Set([
    'id',
    'url',
    'external_url',
    'title',
    'content_html',
    'summary',
    'image',
    'date_published',
    'date_modified',
    'authors',
    'tags',
    'language',
    'attachments',
  ])

  it('a feed has its version, title and items; whatever is not of the standard begins with _', () =>
    holdsFor((feed) => {
      const read = JSON.parse(WRITER.json(feed))
      expect(read.version).toBe('https://jsonfeed.org/version/1.1')
      expect(read.feed_url).toBe(feed.feedUrls.json)
      expect(Object.keys(read).filter((name) => !FEED.has(name))).toEqual([])
      for (const item of read.items)
        for (const name of Object.keys(item))
          expect(ITEM.has(name) || name.startsWith('_')).toBe(true)
    }))

  it('an item has a string for an id, a content, whole dates and authors who are somebody', () =>
    holdsFor((feed) => {
      for (const item of JSON.parse(WRITER.json(feed)).items) {
        expect(item.id).toBeTypeOf('string')
        expect(item.content_html).toBeTypeOf('string')
        expect(item.date_modified).toMatch(RFC_3339)
        expect(item.date_published ?? item.date_modified).toMatch(RFC_3339)
        for (const { name, url } of item.authors ?? []) expect(name ?? url).toBeTypeOf('string')
        for (const { url, mime_type: type } of item.attachments ?? [])
          expect([url, type]).toEqual([expect.any(String), expect.stringContaining('/')])
      }
    }))
})

describe('RFC 5005 §3, pages', () => {
  const pageOf = (name: string) => ({
    pageUrl: `https://despatch.example/topics/${name}`,
    feedUrls: {
      atom: `https://despatch.example/topics/${name}.atom`,
      rss: `https://despatch.example/topics/${name}.rss`,
      json: `https://despatch.example/topics/${name}.json`,
    },
  })
  const relations = (feed: FeedDocument) =>
    (['atom', 'rss'] as const).map((format) =>
      [...WRITER[format](feed).matchAll(/<(?:atom:)?link rel="(first|next)"/g)].map(
        ([, rel]) => rel,
      ),
    )

  it.each([
    { where: 'the only page', given: {}, has: [] },
    { where: 'the first of several', given: { next: pageOf('b') }, has: ['next'] },
    {
      where: 'one between',
      given: { first: pageOf('a'), next: pageOf('b') },
      has: ['first', 'next'],
    },
    { where: 'the last', given: { first: pageOf('a') }, has: ['first'] },
  ])('$where links to $has', ({ given, has }) => {
    expect(relations(feedOf([], given))).toEqual([has, has])
    const { next_url: next } = JSON.parse(WRITER.json(feedOf([], given)))
    expect(next).toBe('next' in given ? pageOf('b').feedUrls.json : undefined)
  })
})
