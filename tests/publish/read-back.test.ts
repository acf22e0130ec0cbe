import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { describe, expect, it } from 'vitest'
import { WRITER } from '../../src/publish/document.ts'
import { anyEntries } from '../support/any-entry.ts'
import { feedOf } from '../support/feeds.ts'
import { categoryOf, fileOf, told, toldOf, without, type Told } from '../support/told.ts'

const nameOf = ({
  name,
  email,
  uri,
  url,
}: { [name in 'name' | 'email' | 'uri' | 'url']?: string }) => name ?? email ?? uri ?? url ?? ''

/** Dates as we write them, whatever the program makes of them. */
const moment = (date: string | undefined) =>
  date === undefined ? undefined : new Date(date).toISOString().replace('.000Z', 'Z')

const byFeedsmith = {
  atom: (xml: string): Told[] =>
    (parseAtomFeed(xml).entries ?? []).map((entry) => ({
      id: entry.id,
      url: entry.links?.find(({ rel }) => rel === 'alternate')?.href,
      title: entry.title?.value,
      published: entry.published,
      updated: entry.updated,
      authors: entry.authors?.map(nameOf),
      categories: entry.categories?.map(({ term, label, scheme }) =>
        categoryOf(label ?? term, scheme),
      ),
      enclosures: entry.links
        ?.filter(({ rel }) => rel === 'enclosure')
        .map(({ href, type, length }) => fileOf(href, type, length)),
      source: entry.source?.title?.value,
      sourceUrl: entry.source?.links?.find(({ rel }) => rel === 'self')?.href,
      content: entry.content?.value ?? entry.summary?.value,
    })),
  rss: (xml: string): Told[] =>
    (parseRssFeed(xml).items ?? []).map((item) => ({
      id: item.guid?.value,
      url: item.link,
      title: item.title,
      published: moment(item.pubDate),
      updated: item.atom?.updated ?? moment(item.pubDate),
      authors: item.authors?.map(nameOf) ?? item.dc?.creators,
      categories: item.categories?.map(({ name, domain }) => categoryOf(name, domain)),
      enclosures: [
        ...(item.enclosures ?? []).map(({ url, type, length }) => fileOf(url, type, length)),
        ...(item.media?.contents ?? []).map(({ url, type, fileSize }) =>
          fileOf(url, type, fileSize),
        ),
      ],
      source: item.source?.title,
      sourceUrl: item.source?.url,
      content: item.content?.encoded ?? item.description,
    })),
  json: (json: string): Told[] =>
    (parseJsonFeed(json).items ?? []).map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      published: item.date_published,
      updated: item.date_modified,
      authors: item.authors?.map(nameOf),
      enclosures: item.attachments?.map(({ url, mime_type: type, size_in_bytes: length }) =>
        fileOf(url, type, length),
      ),
      content: item.content_html,
    })),
}

const rssParser = new RssParser<object, Record<string, string | undefined>>({
  customFields: { item: ['id', 'published', 'updated', 'content:encoded'] },
})

async function byRssParser(xml: string): Promise<Told[]> {
  const { items } = await rssParser.parseString(xml)
  return items.map((item) => ({
    id: item.guid ?? item['id'],
    url: item.link,
    title: item.title,
    // Its own `pubDate` is either of the two dates of Atom.
    published: xml.includes('<rss') ? moment(item.pubDate) : item['published'],
    updated: item['updated'],
    content: item['content:encoded'] ?? item.content ?? item.summary,
  }))
}

interface Reader {
  name: string
  format: 'atom' | 'rss' | 'json'
  read: (document: string) => Told[] | Promise<Told[]>
  blindTo: (keyof Told)[]
}

const READERS: Reader[] = [
  { name: 'feedsmith', format: 'atom', read: byFeedsmith.atom, blindTo: [] },
  { name: 'feedsmith', format: 'rss', read: byFeedsmith.rss, blindTo: [] },
  // Extensions of a publisher's own are not read; tags are, and compared below.
  {
    name: 'feedsmith',
    format: 'json',
    read: byFeedsmith.json,
    blindTo: ['source', 'sourceUrl', 'categories'],
  },
  // It knows one author and one enclosure, no source, and of categories with a domain only objects.
  {
    name: 'rss-parser',
    format: 'rss',
    read: byRssParser,
    blindTo: ['updated', 'authors', 'categories', 'enclosures', 'source', 'sourceUrl'],
  },
  {
    name: 'rss-parser',
    format: 'atom',
    read: byRssParser,
    blindTo: ['authors', 'categories', 'enclosures', 'source', 'sourceUrl'],
  },
]

describe('every entry says the same after being read by others', () => {
  it.each(READERS)('$name reads .$format, all but $blindTo', async ({ format, read, blindTo }) => {
    await fc.assert(
      fc.asyncProperty(anyEntries, async (entries) => {
        const feed = feedOf(entries)
        const expected = entries.map((entry) => without(toldOf(entry, feed, format), blindTo))
        const seen = (await read(WRITER[format](feed))).map((entry) =>
          without(told(entry), blindTo),
        )
        expect(seen).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  it('tags of JSON Feed are the terms, their labels and the topics', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const items = parseJsonFeed(WRITER.json(feedOf(entries))).items ?? []
        for (const [i, { categories }] of entries.entries())
          for (const { term, label = term } of categories)
            expect(items[i]?.tags).toEqual(expect.arrayContaining([term.trim(), label.trim()]))
      }),
      { numRuns: 100 },
    )
  })
})
