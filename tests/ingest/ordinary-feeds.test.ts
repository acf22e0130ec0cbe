import { describe, expect, it } from 'vitest'
import { normalizeEntry, normalizeFeed } from '../../src/ingest/normalize.ts'
import { readDocument } from '../../src/ingest/read.ts'

const fetched = (body: string, contentType?: string) => ({
  url: 'https://news.example/feed',
  body: new TextEncoder().encode(body),
  contentType,
})

async function read(body: string) {
  const outcome = await readDocument(fetched(body))
  if (outcome.kind !== 'feed') throw new Error(outcome.what)
  const { feed, entries, faults } = outcome.document
  return {
    feed: normalizeFeed(feed),
    entries: entries.map((entry) => normalizeEntry(entry, feed).content),
    parsed: outcome.document,
    faults,
  }
}

describe('an ordinary feed', () => {
  it('in RSS 2.0 gives its metadata and its entries', async () => {
    const { feed, entries, parsed, faults } = await read(`<?xml version="1.0"?>
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
           xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel>
        <title>Harbour News</title><link>https://news.example/</link><description>Ships &amp; tides</description>
        <language>en_GB</language><ttl>30</ttl>
        <atom:link rel="self" href="https://news.example/feed"/><atom:link rel="hub" href="https://hub.example/"/>
        <item>
          <title>Two boats &lt; three</title><link>/boats</link>
          <guid isPermaLink="false">boats-1</guid>
          <dc:creator>Ann Lee</dc:creator><pubDate>Sun, 22 Nov 2026 10:00:00 +0100</pubDate>
          <category domain="https://news.example/topics">Boats</category>
          <description>Short.</description>
          <content:encoded><![CDATA[<p onclick="x()">Long <a href="/more">more</a></p>]]></content:encoded>
          <enclosure url="/boats.mp3" type="audio/mpeg" length="123"/>
        </item>
      </channel></rss>`)

    expect(feed).toEqual({
      title: 'Harbour News',
      subtitle: 'Ships &amp; tides',
      homePageUrl: 'https://news.example/',
      selfUrl: 'https://news.example/feed',
      hubs: ['https://hub.example/'],
      language: 'en-GB',
      authors: [],
      categories: [],
    })
    expect(parsed.entries[0]?.id).toBe('boats-1')
    expect(parsed.feed.hints).toEqual({ ttlMinutes: 30 })
    expect(entries).toEqual([
      {
        url: 'https://news.example/boats',
        title: 'Two boats < three',
        summary: 'Short.',
        content:
          '<p>Long <a href="https://news.example/more" rel="noopener noreferrer">more</a></p>',
        language: 'en-GB',
        published: '2026-11-22T09:00:00Z',
        authors: [{ name: 'Ann Lee' }],
        contributors: [],
        categories: [{ term: 'Boats', scheme: 'https://news.example/topics' }],
        links: [],
        enclosures: [{ url: 'https://news.example/boats.mp3', type: 'audio/mpeg', length: 123 }],
      },
    ])
    expect(faults).toEqual([])
  })

  it('in Atom 1.0 gives both dates, its source and text of every type', async () => {
    const { feed, entries, parsed } =
      await read(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <id>urn:feed</id><title type="html">Rail &amp;amp; Road</title><updated>2026-11-22T10:00:00Z</updated>
      <author><name>Desk</name><email>desk@rail.example</email></author>
      <entry xml:base="https://rail.example/2026/">
        <id>tag:rail.example,2026:1</id><title>A &lt;b&gt; title</title>
        <link href="one"/><link rel="related" href="two"/><link rel="enclosure" href="a.mp3" length="9"/>
        <published>2026-11-21T10:00:00.5Z</published><updated>2026-11-22T10:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>See <a href="three">3</a></p></div></content>
        <source><id>urn:origin</id><title>Origin</title><link rel="self" href="https://origin.example/feed"/></source>
      </entry></feed>`)

    expect(feed).toMatchObject({ id: 'urn:feed', title: 'Rail & Road', language: 'en' })
    expect(parsed.entries[0]?.id).toBe('tag:rail.example,2026:1')
    expect(entries[0]).toEqual({
      url: 'https://rail.example/2026/one',
      title: 'A <b> title',
      content:
        '<p>See <a href="https://rail.example/2026/three" rel="noopener noreferrer">3</a></p>',
      language: 'en',
      published: '2026-11-21T10:00:00.500Z',
      updated: '2026-11-22T10:00:00Z',
      authors: [{ name: 'Desk', email: 'desk@rail.example' }],
      contributors: [],
      categories: [],
      links: [{ href: 'https://rail.example/2026/two', rel: 'related' }],
      enclosures: [{ url: 'https://rail.example/2026/a.mp3', length: 9 }],
      origin: { title: 'Origin', feedUrl: 'https://origin.example/feed' },
    })
  })

  it('in JSON Feed 1.1 keeps the good items beside a bad one', async () => {
    const { feed, entries, faults } = await read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Notes',
        home_page_url: 'https://notes.example/',
        authors: [{ name: 'Kim' }],
        items: [
          { id: 1, url: 'https://notes.example/1', content_text: '1 < 2', tags: ['a', 7] },
          'nothing',
          { id: '2', title: 'Two', date_published: '2026-11-22T10:00:00+01:00', url: 5 },
        ],
      }),
    )

    expect(feed).toMatchObject({ title: 'Notes', homePageUrl: 'https://notes.example/' })
    expect(entries).toMatchObject([
      { title: '', content: '1 &lt; 2', authors: [{ name: 'Kim' }], categories: [{ term: 'a' }] },
      { title: 'Two', published: '2026-11-22T09:00:00Z' },
    ])
    expect(faults.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'entries[1]: an item is no object and was passed over',
      'entries[1]: url is not what JSON Feed says it is and was passed over',
    ])
  })
})
