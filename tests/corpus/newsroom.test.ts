import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { mf2 } from 'microformats-parser'
import RssParser from 'rss-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PollReport } from '../../src/domain/source.ts'
import { feedparser, isFeedparserInstalled, type ReadEntry } from '../support/feedparser.ts'
import { publisher, serves, type Answer, type Publisher } from '../support/publisher.ts'
import { start, type Started } from '../support/started.ts'
import { fileOf, told, without, type Told } from '../support/told.ts'
import { wellFormed } from '../support/well-formed.ts'
import { corpusBytes, corpusText, hasCorpus } from './corpus.ts'
import { parseCsv } from '../../scripts/csv.ts'

interface RealFeed {
  file: string
  format: string
  charset: string
  items: number
}

/** Of every format and every charset at least one, and every fourth of the others. */
function chosen(): RealFeed[] {
  const sound = parseCsv(corpusText('feeds/index.csv'))
    .filter(({ wellformed }) => wellformed === 'yes' || wellformed === 'json-ok')
    .map(({ file = '', format = '', charset = '', items }): RealFeed => ({
      file,
      format,
      charset,
      items: Number(items),
    }))
  const kinds = new Map<string, RealFeed>()
  for (const feed of sound.toReversed()) kinds.set(feed.format, feed).set(feed.charset, feed)
  return [...new Set([...kinds.values(), ...sound.filter((_, i) => i % 4 === 0)])]
}

/** As a static file server: the same bytes each time, with no validators and no word on charsets. */
const answersOf = (feeds: RealFeed[]): Record<string, Answer> =>
  Object.fromEntries(feeds.map(({ file }) => [`/${file}`, serves(corpusBytes(file))]))

interface Item {
  id: string
  url?: string
  title?: string
  content_html: string
  date_published?: string
  date_modified: string
  authors?: { name?: string; url?: string }[]
  tags?: string[]
  attachments?: { url: string; mime_type: string; size_in_bytes?: number }[]
  _source: { title: string; feed_url: string }
}

describe.skipIf(!hasCorpus)('a newsroom made of other people’s feeds', () => {
  const feeds = hasCorpus ? chosen() : []
  let publishers: Publisher
  let newsroom: Started
  const slugs = new Map<string, string>()
  const first = new Map<string, PollReport>()

  beforeAll(async () => {
    publishers = await publisher(answersOf(feeds))
    newsroom = await start({ PRIVATE_HOSTS: publishers.host })
    for (const { file } of feeds) {
      const slug = await newsroom.addSource(`${publishers.url}/${file}`)
      slugs.set(file, slug)
      first.set(file, await newsroom.poll(slug))
    }
  })
  afterAll(async () => {
    await newsroom?.cleanUp()
    await publishers?.close()
  })

  it('has at least 40 sources, of all formats', () => {
    expect(feeds.length).toBeGreaterThanOrEqual(40)
    expect(new Set(feeds.map(({ format }) => format)).size).toBeGreaterThanOrEqual(9)
  })

  it.each(feeds)('$file ($format, $charset): $items entries', ({ file, items }) => {
    const report = first.get(file)
    expect(report).toMatchObject({ outcome: 'fresh', status: 200 })
    const { added = 0, changed = 0, unchanged = 0, duplicate = 0 } = report ?? {}
    expect(added + changed + unchanged + duplicate).toBe(items)
  })

  it('shows them merged, newest first, each with its source', async () => {
    const feed = (await (await newsroom.get('/topics/all.json?limit=200')).json()) as {
      items: Item[]
    }
    const dates = feed.items.map((item) => item.date_published ?? item.date_modified)
    expect(feed.items).toHaveLength(200)
    expect(dates).toEqual(dates.toSorted().toReversed())
    expect(new Set(feed.items.map(({ id }) => id)).size).toBe(200)
    const addresses = new Set(feeds.map(({ file }) => `${publishers.url}/${file}`))
    for (const { _source: source } of feed.items.filter((item) => item._source))
      expect(addresses).toContain(source.feed_url)
    expect(new Set(feed.items.map((item) => item._source?.feed_url)).size).toBeGreaterThanOrEqual(4)
  })

  it('polled again, finds everything unchanged, and its feeds answer 304', async () => {
    const paths = ['atom', 'rss', 'json'].map((ending) => `/topics/all.${ending}?limit=200`)
    const before = await Promise.all(paths.map((path) => newsroom.get(path)))

    for (const { file, items } of feeds)
      expect(await newsroom.poll(slugs.get(file) ?? '')).toMatchObject({
        added: 0,
        changed: 0,
        unchanged: items,
        duplicate: 0,
      })

    for (const [i, path] of paths.entries()) {
      const { headers } = before[i] ?? new Response()
      for (const condition of [
        { 'if-none-match': headers.get('etag') ?? '' },
        { 'if-modified-since': headers.get('last-modified') ?? '' },
      ])
        expect((await newsroom.get(path, condition)).status).toBe(304)
    }
  })

  it('is read by other parsers with the same entries', async () => {
    for await (const { items, atom, rss } of pages(newsroom)) {
      const ids = items.map(({ id }) => id)
      expect(parseAtomFeed(atom).entries?.map(({ id }) => id)).toEqual(ids)
      expect(parseRssFeed(rss).items?.map(({ guid }) => guid?.value)).toEqual(ids)
      const parser = new RssParser()
      expect((await parser.parseString(rss)).items.map(({ guid }) => guid)).toEqual(ids)
      expect((await parser.parseString(atom)).items).toHaveLength(ids.length)
      wellFormed(atom)
      wellFormed(rss)
    }
  })

  it.skipIf(!isFeedparserInstalled())('is read by feedparser to the last enclosure', async () => {
    const reader = feedparser()
    for await (const { items, atom, rss } of pages(newsroom))
      for (const [format, xml] of [
        ['atom', atom],
        ['rss', rss],
      ] as const) {
        const { isBroken, entries } = await reader.read(xml)
        expect(isBroken).toBe(false)
        const seen = entries.map(({ enclosures, ...entry }) => ({
          ...toldOfReal(entry),
          ...told({ enclosures: enclosures.map((file) => fileOf(...file)) }),
        }))
        expect(seen).toEqual(items.map((item) => toldOfItem(item, format)))
        // A tag is a term or a label, and feedparser shows one of them.
        for (const [i, { categories }] of entries.entries())
          expect(items[i]?.tags?.map(inOneLine) ?? []).toEqual(
            expect.arrayContaining(categories.map(([name]) => inOneLine(name))),
          )
      }
    reader.close()
  })

  it('is an h-feed with the same ids, links and dates', async () => {
    for await (const { items, html, url } of pages(newsroom)) {
      const [hFeed] = mf2(html, { baseUrl: url }).items
      expect(
        hFeed?.children?.map(({ properties: of }) => [of['uid'], of['published'], of['updated']]),
      ).toEqual(
        items.map((item) => [
          [item.id],
          item.date_published === undefined ? undefined : [item.date_published],
          [item.date_modified],
        ]),
      )
    }
  })
})

/** Every page of the whole stream, in each format. */
async function* pages(newsroom: Started) {
  let next: string | undefined = '/topics/all.json?limit=200'
  while (next !== undefined) {
    const path: string = next
    const text = async (ending: string) =>
      (await newsroom.get(path.replace('.json', ending))).text()
    const json = JSON.parse(await text('.json')) as { items: Item[]; next_url?: string }
    const [atom, rss, html] = [await text('.atom'), await text('.rss'), await text('.html')]
    yield { items: json.items, atom, rss, html, url: `${newsroom.url}${path}` }
    const { pathname = '', search = '' } = json.next_url ? new URL(json.next_url) : {}
    next = json.next_url === undefined ? undefined : `${pathname}${search}`
  }
}

/** Without what JSON Feed does not tell: schemes of categories, and our page where there is no other. */
const toldOfReal = ({ url, ...entry }: Omit<ReadEntry, 'enclosures'>): Told => {
  const seen = Object.entries(entry).filter(([, value]) => value !== null)
  return without(told({ ...Object.fromEntries(seen), categories: [], url: pageOf(url) }), [
    'sourceUrl',
  ])
}

function toldOfItem(item: Item, format: 'atom' | 'rss'): Told {
  const isRss = format === 'rss'
  return told({
    id: item.id,
    url: pageOf(item.url),
    title: item.title,
    published: wholeSeconds(item.date_published ?? (isRss ? item.date_modified : undefined)),
    updated: wholeSeconds(item.date_modified),
    authors: item.authors?.map(({ name, url }) => name ?? url ?? ''),
    enclosures: item.attachments?.map(({ url, mime_type: type, size_in_bytes: length }, i) =>
      fileOf(url, type, length ?? (isRss && i === 0 ? 0 : undefined)),
    ),
    source: item._source?.title,
    content: item.content_html,
  })
}

/** A page of the publisher's; where there is none, Atom has ours. */
const pageOf = (url: string | null | undefined) =>
  url?.startsWith('http://localhost:') ? undefined : (url ?? undefined)

/** As far as feedparser counts. */
const wholeSeconds = (date: string | undefined) => date?.replace(/\.\d+/, '')

const inOneLine = (title: string) => told({ title }).title
