import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { describe, expect, it } from 'vitest'
import type { CleanHtml } from '../../src/domain/entry.ts'
import { writeAtom } from '../../src/publish/atom.ts'
import { writeJsonFeed } from '../../src/publish/json-feed.ts'
import { writeRss } from '../../src/publish/rss.ts'
import { feedOf, servedOf } from '../support/feeds.ts'

/** In tests, what is written here is clean by eye. */
const html = (value: string) => value as CleanHtml

const entry = servedOf({
  id: 'tag:example.org,2026:talks',
  url: 'https://example.org/talks?a=1&b=2',
  title: 'AT&T <b>not markup</b> ]]> 防衛',
  summary: html('<p>In short &amp; plain</p>'),
  content: html('<p>At length: <a href="https://example.org/?a=1&amp;b=2">more</a> ]]&gt;</p>'),
  published: '2026-11-01T09:00:00Z',
  updated: '2026-11-01T10:00:00Z',
  authors: [{ name: 'Ada' }, { name: 'Bo', email: 'bo@example.org' }],
  categories: [{ term: 'raa', scheme: 'https://example.org/cat/', label: 'Agreements' }],
  enclosures: [{ url: 'https://example.org/talk.mp3', type: 'audio/mpeg', length: 1234 }],
  language: 'en-GB',
  rights: '© Example Times',
  topics: [
    {
      slug: 'defence',
      evidence: [{ field: 'title', term: '防衛', quote: '防衛', offset: 27, weight: 1 }],
    },
  ],
  duplicates: [{ url: 'https://example.net/copy', title: 'A copy', source: 'Other Times' }],
})
const feed = feedOf([entry])

describe('Atom, read by another parser', () => {
  const atom = parseAtomFeed(writeAtom(feed))
  const [read] = atom.entries ?? []

  it('says what the feed is and where', () => {
    expect(atom).toMatchObject({
      id: feed.id,
      updated: feed.updated,
      links: [
        { rel: 'self', href: feed.feedUrls.atom },
        { rel: 'alternate', href: feed.pageUrl },
      ],
    })
  })

  it('keeps id, dates, authors, text and rights', () => {
    expect(read).toMatchObject({
      id: entry.id,
      published: entry.published,
      updated: entry.updated,
      authors: [{ name: 'Ada' }, { name: 'Bo', email: 'bo@example.org' }],
      title: { value: entry.title },
      summary: { value: entry.summary },
      content: { value: entry.content },
      rights: { value: entry.rights },
    })
  })

  it('keeps the publisher’s categories and adds ours, whose scheme opens the topic', () => {
    expect(read?.categories).toEqual([
      { term: 'raa', scheme: 'https://example.org/cat/', label: 'Agreements' },
      { term: 'defence', scheme: 'https://despatch.example/topics/', label: 'Defence' },
    ])
  })

  it('links to the page, the enclosure and the duplicates', () => {
    expect(read?.links).toEqual([
      { rel: 'alternate', href: entry.url },
      { rel: 'enclosure', href: 'https://example.org/talk.mp3', type: 'audio/mpeg', length: 1234 },
      { rel: 'related', href: 'https://example.net/copy', title: 'A copy' },
    ])
  })

  it('says which source it came from', () => {
    expect(read?.source).toMatchObject({
      id: 'tag:example.org,2026:feed',
      title: { value: 'Example Times' },
      updated: entry.updated,
    })
  })

  it('takes an author for an entry that has none from its source, not from us', () => {
    const [anonymous] = parseAtomFeed(writeAtom(feedOf([servedOf()]))).entries ?? []
    expect(anonymous?.authors).toBeUndefined()
    expect(anonymous?.source?.authors).toEqual([{ name: 'Example Times' }])
  })
})

describe('RSS, read by another parser', () => {
  const rss = parseRssFeed(writeRss(feed))
  const [read] = rss.items ?? []

  it('says what the feed is and where', () => {
    expect(rss).toMatchObject({
      title: feed.title,
      description: feed.description,
      link: feed.pageUrl,
      language: 'en',
      lastBuildDate: 'Sun, 01 Nov 2026 10:00:00 GMT',
      atom: { links: [{ rel: 'self', href: feed.feedUrls.rss, type: 'application/rss+xml' }] },
    })
  })

  it('keeps the id, whether or not it opens the item', () => {
    expect(read?.guid).toEqual({ value: entry.id, isPermaLink: false })
    const permalink = servedOf({ id: 'https://example.org/a', url: 'https://example.org/a' })
    expect(parseRssFeed(writeRss(feedOf([permalink]))).items?.[0]?.guid).toMatchObject({
      isPermaLink: true,
    })
  })

  it('keeps date, title, link, summary and content', () => {
    expect(read).toMatchObject({
      pubDate: 'Sun, 01 Nov 2026 09:00:00 GMT',
      title: entry.title,
      link: entry.url,
      description: entry.summary,
      content: { encoded: entry.content },
    })
  })

  it('names an author only with an address, and any other as creator', () => {
    expect(read?.authors).toEqual([{ email: 'bo@example.org', name: 'Bo' }])
    expect(read?.dc?.creators).toEqual(['Ada'])
  })

  it('keeps the type and the length of the enclosure', () => {
    expect(read?.enclosures).toEqual([
      { url: 'https://example.org/talk.mp3', type: 'audio/mpeg', length: 1234 },
    ])
  })

  it('says which source it came from, and not when that is private', () => {
    expect(read?.source).toEqual({ title: 'Example Times', url: 'https://example.org/feed' })
    const secret = servedOf({
      servedFrom: { slug: 's', title: 'Example Times', id: 'urn:x', changedAt: entry.changedAt },
    })
    expect(writeRss(feedOf([secret]))).not.toContain('https://example.org/feed')
    expect(writeAtom(feedOf([secret]))).not.toContain('https://example.org/feed')
    expect(writeJsonFeed(feedOf([secret]))).not.toContain('https://example.org/feed')
  })

  it('carries both kinds of category', () => {
    expect(read?.categories).toEqual([
      { name: 'Agreements', domain: 'https://example.org/cat/' },
      { name: 'Defence', domain: 'https://despatch.example/topics/defence' },
    ])
  })
})

describe('JSON Feed, read by another parser', () => {
  const json = parseJsonFeed(writeJsonFeed(feed))
  const [read] = json.items ?? []

  it('says the same in its own way', () => {
    expect(json).toMatchObject({
      title: feed.title,
      home_page_url: feed.pageUrl,
      feed_url: feed.feedUrls.json,
    })
    expect(read).toMatchObject({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      content_html: entry.content,
      summary: entry.summary,
      date_published: entry.published,
      date_modified: entry.updated,
      tags: ['raa', 'Agreements', 'Defence'],
      language: 'en-GB',
      attachments: [
        { url: 'https://example.org/talk.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1234 },
      ],
    })
  })

  it('carries source, topics with evidence, and duplicates', () => {
    const [item] = JSON.parse(writeJsonFeed(feed)).items
    expect(item).toMatchObject({
      _source: {
        title: 'Example Times',
        home_page_url: 'https://example.org/',
        feed_url: 'https://example.org/feed',
      },
      _topics: entry.topics,
      _duplicates: entry.duplicates,
    })
  })
})

describe('rss-parser, which most JavaScript subscribers use', () => {
  it.each([
    ['RSS', writeRss],
    ['Atom', writeAtom],
  ])('finds the entry in %s', async (_, write) => {
    const { items } = await new RssParser().parseString(write(feed))
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ title: entry.title, link: entry.url })
  })
})

describe('characters that XML 1.0 forbids', () => {
  it.each([
    ['Atom', writeAtom, parseAtomFeed],
    ['RSS', writeRss, parseRssFeed],
  ])('never get out in %s', (_, write, parse) => {
    const hostile = servedOf({ title: 'a\u0008b\uD800c', content: html('<p>\u000C\uFFFE</p>') })
    const document = write(feedOf([hostile]))
    // oxlint-disable-next-line no-control-regex -- these are the characters in question
    expect(document).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/)
    expect(document.isWellFormed()).toBe(true)
    expect(() => parse(document)).not.toThrow()
  })
})
