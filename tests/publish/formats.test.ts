import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { describe, expect, it } from 'vitest'
import type { CleanHtml } from '../../src/domain/entry.ts'
import type { ServedEntry, ServedSource } from '../../src/domain/feed.ts'
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
      evidence: [
        { rule: 'words', field: 'title', term: '防衛', quote: '防衛', offset: 27, weight: 1 },
      ],
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
        // For editors into which the address is pasted, and no alternate to a feed reader.
        { rel: 'related', type: 'application/json+oembed' },
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
      { rel: 'related', href: 'https://example.net/copy', title: 'A copy' },
      { rel: 'enclosure', href: 'https://example.org/talk.mp3', type: 'audio/mpeg', length: 1234 },
    ])
  })

  it.each([
    { link: { rel: 'related' }, told: ['related'], because: 'it is of RFC 4287' },
    { link: { rel: 'https://x.example/rel' }, told: ['https://x.example/rel'], because: 'an IRI' },
    { link: { rel: 'service.post' }, told: [], because: 'no registered name' },
    { link: { rel: 'next' }, told: [], because: 'it would speak of our feed' },
    { link: { rel: 'canonical' }, told: ['related'], because: 'younger than readers of Atom' },
    { link: { rel: 'alternate' }, told: ['related'], because: 'there is one page to open' },
  ])('tells a link $link as $told: $because', ({ link, told }) => {
    const linked = { ...entry, enclosures: [], duplicates: [] }
    const links = [{ ...link, href: 'https://x.example/' }]
    const [first] = parseAtomFeed(writeAtom(feedOf([{ ...linked, links }]))).entries ?? []
    expect(first?.links?.slice(1).map(({ rel }) => rel)).toEqual(told)
  })

  it.each([
    { language: undefined, is: '', because: 'nobody knows it' },
    { language: 'ja', is: 'ja', because: 'its own' },
    { language: 'en', is: undefined, because: 'the feed’s' },
  ])('xml:lang of an entry in $language is $is: $because', ({ language, is }) => {
    const xml = writeAtom(feedOf([servedOf(language === undefined ? {} : { language })]))
    expect(/<entry(?: xml:lang="(?<language>[^"]*)")?>/.exec(xml)?.groups?.['language']).toBe(is)
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

  it.each([
    { authors: [{ name: 'Bo', email: 'bo@x.example' }], author: 'bo@x.example (Bo)', creators: [] },
    { authors: [{ email: 'bo@x.example' }], creators: ['bo@x.example'] },
    { authors: [{ name: 'Bo', email: 'at home' }], creators: ['Bo'] },
    { authors: [{ url: 'https://x.example/bo' }], creators: ['https://x.example/bo'] },
    { authors: entry.authors, creators: ['Ada', 'Bo'] },
    { authors: [], creators: [] },
  ])('names $authors as author $author and creators $creators', ({ authors, author, creators }) => {
    const xml = writeRss(feedOf([servedOf({ authors })]))
    expect(/<author>(.*)<\/author>/.exec(xml)?.[1]).toBe(author)
    expect([...xml.matchAll(/<dc:creator>(.*)<\/dc:creator>/g)].map(([, name]) => name)).toEqual(
      creators,
    )
  })

  it.each([
    { texts: { summary: 'S', content: 'C' }, description: 'S', encoded: 'C' },
    { texts: { content: 'C' }, description: 'C', encoded: undefined },
    { texts: { summary: 'S' }, description: 'S', encoded: undefined },
    { texts: {}, description: undefined, encoded: undefined },
  ])('describes $texts by $description and $encoded', ({ texts, description, encoded }) => {
    const xml = writeRss(feedOf([servedOf(texts as Partial<ServedEntry>)]))
    const inside = (name: string) => new RegExp(`<${name}><!\\[CDATA\\[(.*)\\]\\]>`).exec(xml)?.[1]
    expect(inside('description')).toBe(description)
    expect(inside('content:encoded')).toBe(encoded)
  })

  it('describes an item without a title, though it be with nothing', () => {
    expect(writeRss(feedOf([servedOf({ title: '' })]))).toContain('<description><![CDATA[]]>')
  })

  it('writes & and < of plain text in hexadecimal, and leaves HTML as it is', () => {
    const xml = writeRss(feedOf([entry]))
    expect(xml).toContain('<title>AT&#x26;T &#x3C;b&gt;not markup')
    expect(xml).toContain('<![CDATA[<p>In short &amp; plain</p>]]>')
  })

  it('keeps the type and the length of the enclosure', () => {
    expect(read?.enclosures).toEqual([
      { url: 'https://example.org/talk.mp3', type: 'audio/mpeg', length: 1234 },
    ])
  })

  it('has one enclosure an item, and tells of the others by Media RSS', () => {
    const files = [
      { url: 'https://x.example/1.mp3', type: 'audio/mpeg', length: 1 },
      { url: 'https://x.example/2.mp4', type: 'video/mp4', length: 2, durationSeconds: 3 },
    ]
    const [item] = parseRssFeed(writeRss(feedOf([servedOf({ enclosures: files })]))).items ?? []
    expect(item?.enclosures).toEqual([files[0]])
    expect(item?.media?.contents).toEqual([
      { url: 'https://x.example/2.mp4', type: 'video/mp4', fileSize: 2, duration: 3 },
    ])
  })

  it('writes an unknown length as 0 and an unknown type as bytes', () => {
    const bare = servedOf({ enclosures: [{ url: 'https://x.example/1' }] })
    expect(parseRssFeed(writeRss(feedOf([bare]))).items?.[0]?.enclosures).toEqual([
      { url: 'https://x.example/1', type: 'application/octet-stream', length: 0 },
    ])
  })

  it('links to what is related, copies among it', () => {
    expect(read?.atom?.links).toEqual([
      { rel: 'related', href: 'https://example.net/copy', title: 'A copy' },
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

describe('rights and licence', () => {
  const CC = 'https://creativecommons.org/licenses/by/4.0/'
  const from = entry.servedFrom ?? undefined
  const served = (of: Partial<ServedSource>, own: Partial<ServedEntry> = {}) =>
    feedOf([servedOf({ ...own, servedFrom: from ? { ...from, ...of } : null })])
  const credit = 'Licensed by the Crown.'

  it.each([
    { own: { rights: '© Ada' }, of: {}, told: '© Ada' },
    { own: {}, of: { rights: '© Times' }, told: '© Times' },
    { own: { rights: '© Ada' }, of: { rights: '© Times', credit }, told: `© Ada · ${credit}` },
    { own: {}, of: { rights: credit, credit }, told: credit },
    { own: {}, of: { licence: { name: 'CC BY' } }, told: 'CC BY' },
    { own: {}, of: {}, told: undefined },
  ])('$own of $of are told with the entry as $told', ({ own, of, told }) => {
    const document = served(of, own)
    expect(parseRssFeed(writeRss(document)).items?.[0]?.dc?.rights?.[0]).toBe(told)
    expect(JSON.parse(writeJsonFeed(document)).items[0]._rights).toBe(told)
  })

  it('stand in Atom where each belongs: the entry’s own beside those of its source', () => {
    const document = served({ rights: '© Times', credit }, { rights: '© Ada' })
    expect(parseAtomFeed(writeAtom(document)).entries?.[0]).toMatchObject({
      rights: { value: '© Ada' },
      source: { rights: { value: `© Times · ${credit}` } },
    })
  })

  it.each([
    {
      whose: 'the entry’s own',
      document: served({}, { links: [{ rel: 'license', href: CC, title: 'CC BY' }] }),
    },
    { whose: 'its source’s', document: served({ licence: { name: 'CC BY', url: CC } }) },
  ])('a licence is linked to in every format: $whose', ({ document }) => {
    const link = { rel: 'license', href: CC, title: 'CC BY' }
    expect(parseAtomFeed(writeAtom(document)).entries?.[0]?.links).toContainEqual(link)
    const [item] = parseRssFeed(writeRss(document)).items ?? []
    expect(item?.atom?.links).toContainEqual(link)
    expect(item?.creativeCommons?.licenses).toEqual([CC])
    expect(JSON.parse(writeJsonFeed(document)).items[0]._license).toEqual({
      url: CC,
      name: 'CC BY',
    })
  })

  it('only a licence of Creative Commons is named by its module', () => {
    const document = served({ licence: { name: 'OGL', url: 'https://ogl.example/' } })
    expect(writeRss(document)).not.toContain('<creativeCommons:license')
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
