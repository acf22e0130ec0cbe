import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import type { CleanHtml } from '../../src/domain/entry.ts'
import { queryOf } from '../../src/domain/feed-query.ts'
import type { FeedDocument, ServedEntry } from '../../src/domain/feed.ts'
import type { FeedMetadata } from '../../src/domain/feed-metadata.ts'
import { cleanDocument } from '../../src/ingest/clean-document.ts'
import { markedHtml } from '../../src/ingest/marked-html.ts'
import { plainText } from '../../src/ingest/plain-text.ts'
import { sanitize } from '../../src/ingest/sanitize.ts'
import { EntryPage } from '../../src/pages/entry.tsx'
import { TopicPage } from '../../src/pages/topic.tsx'
import { writeAtom } from '../../src/publish/atom.ts'
import { writeJsonFeed } from '../../src/publish/json-feed.ts'
import { previewFeed } from '../../src/publish/preview.ts'
import { licenceOf, rightsOf } from '../../src/publish/rights.ts'
import { writeRss } from '../../src/publish/rss.ts'
import { excerptOf, saidOf } from '../../src/routes/plain-words.ts'
import { escapeAttribute } from '../../src/web/html.ts'
import { dangersIn, dangersOnPage, wordsIn } from '../support/dangers.ts'
import { feedOf, servedOf } from '../support/feeds.ts'
import { corpusText, hasCorpus } from './corpus.ts'

interface Attack {
  id: string
  payload: string
  kind: string
  feed_document?: string
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its README has it
const attacks = hasCorpus ? (JSON.parse(corpusText('xss.json')) as Attack[]) : []
const documents = attacks.filter(({ feed_document }) => feed_document !== undefined)

/** The payload wherever a feed can hold text, escaped as an honest publisher would. */
const inAtom = (payload: string) => {
  const p = escapeAttribute(payload)
  return `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title type="html">${p}</title>
    <subtitle type="html">${p}</subtitle><rights type="html">${p}</rights><author><name>${p}</name></author>
    <entry><id>urn:a</id><title type="html">${p}</title><summary type="html">${p}</summary>
    <content type="html">${p} and more</content><rights type="html">${p}</rights>
    <link href="https://evil.example/1" title="${p}"/><link rel="related" href="${p}"/>
    <category term="${p}" label="${p}" scheme="${p}"/><contributor><name>${p}</name><uri>${p}</uri></contributor>
    <source><id>urn:s</id><title type="html">${p}</title></source></entry></feed>`
}

const inRss = (payload: string) => {
  const p = escapeAttribute(payload)
  return `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${p}</title><description>${p}</description>
    <copyright>${p}</copyright><item><guid>${p}</guid><title>${p}</title><link>${p}</link>
    <description>${p}</description><content:encoded>${p} and more</content:encoded><dc:creator>${p}</dc:creator>
    <category domain="${p}">${p}</category><comments>${p}</comments><author>${p}</author>
    <source url="${p}">${p}</source><enclosure url="${p}" type="${p}" length="1"/></item></channel></rss>`
}

const inJson = (payload: string) => {
  const author = { name: payload, url: payload, avatar: payload }
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: payload,
    description: payload,
    authors: [author],
    items: [
      {
        id: '1',
        url: payload,
        external_url: payload,
        title: payload,
        summary: payload,
        content_html: payload,
        image: payload,
        banner_image: payload,
        authors: [author],
        tags: [payload],
        attachments: [{ url: payload, mime_type: payload, title: payload }],
      },
    ],
  })
}

interface Stored {
  feed: FeedMetadata
  entries: ServedEntry[]
}

/** A document as it would be stored, with its source as it would be served. */
async function stored(document: string): Promise<Stored> {
  const body = new TextEncoder().encode(document)
  const clean = await cleanDocument(
    { url: 'https://evil.example/feed', body },
    'https://evil.example/feed',
  )
  if (clean.kind !== 'feed')
    return { feed: { title: '', authors: [], categories: [], hubs: [] }, entries: [] }
  const { title, homePageUrl, rights } = clean.feed
  const servedFrom = {
    slug: 'evil',
    title,
    id: clean.feed.id ?? 'urn:evil',
    homePageUrl,
    rights,
    feedUrl: 'https://evil.example/feed',
    changedAt: '2026-11-01T00:00:00Z',
  }
  const entries = clean.entries.map(({ key, id, content }) =>
    servedOf({ ...content, updated: '2026-11-01T00:00:00Z', key, id, servedFrom }),
  )
  return { feed: clean.feed, entries }
}

/** All HTML that is stored, each piece of it. */
const storedHtml = ({ feed, entries }: Stored): string[] =>
  [feed.subtitle, ...entries.flatMap(({ summary, content }) => [summary, content])].filter(
    (html) => html !== undefined,
  )

/** All HTML in the feeds of these entries, as other people's programs read them. */
function inFeeds(feed: FeedDocument) {
  const atom = parseAtomFeed(writeAtom(feed)).entries ?? []
  const rss = parseRssFeed(writeRss(feed)).items ?? []
  const json = (
    JSON.parse(writeJsonFeed(feed)) as { items: { content_html: string; summary?: string }[] }
  ).items
  const html = [
    ...atom.flatMap(({ summary, content }) => [summary?.value, content?.value]),
    ...rss.flatMap(({ description, content }) => [description, content?.encoded]),
    ...json.flatMap(({ content_html, summary }) => [content_html, summary]),
  ].filter((piece) => piece !== undefined)
  const entries = [atom.length, rss.length, json.length]
  return { html, entries }
}

const NEWSROOM = { title: 'News', description: 'All', contact: 'a@b.example', language: 'en' }

/** As the words of evidence are marked: every fourth character, wherever that is. */
function withMarks(entry: ServedEntry): CleanHtml | undefined {
  const html = entry.content ?? entry.summary
  const plain = plainText(html ?? '')
  const quotes = Array.from({ length: Math.ceil(plain.length / 4) }, (_, i) => ({
    offset: i * 4,
    quote: plain.charAt(i * 4),
  }))
  return html && markedHtml(html, plain, quotes)
}

const onTopicPage = (feed: FeedDocument) =>
  TopicPage({ feed, query: queryOf('defence'), topics: [], excerpts: excerptsOf(feed) })

const excerptsOf = ({ entries }: FeedDocument) =>
  new Map(entries.map((entry) => [entry.key, excerptOf(entry)]))

function onEntryPage(entry: ServedEntry) {
  const said = saidOf(entry)
  const before = { ...said, title: `${said.title} once`, text: said.text.slice(1) }
  return EntryPage({
    entry,
    marked: withMarks(entry),
    newsroom: NEWSROOM,
    topics: [],
    url: 'https://despatch.example/entries/a',
    excerpt: excerptOf(entry),
    said: [said, before],
    rights: rightsOf(entry),
    licence: licenceOf(entry),
  })
}

const written = async (page: { toString: () => string | Promise<string> }) =>
  `<!doctype html>${await page.toString()}`

/** The forms and links that are our own, in our own words, are no danger; any other one is. */
const OURS = await written(onTopicPage(feedOf([]))).then(dangersOnPage)

/** What can be done on the pages of these entries beyond what can be done on a page without any. */
async function dangersOnPages(feed: FeedDocument): Promise<string[]> {
  const left = [...OURS]
  const onTopic = dangersOnPage(await written(onTopicPage(feed))).filter((danger) => {
    const at = left.indexOf(danger)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  const pages = await Promise.all(feed.entries.map((entry) => written(onEntryPage(entry))))
  return [...onTopic, ...pages.flatMap(dangersOnPage)]
}

const URL_FIELDS = ['url', 'image'] as const

/** What can be done with what is stored of a document, and with all that is served of it. */
async function dangersOf(
  document: string,
): Promise<{ dangers: string[]; isStable: boolean; entries: number }> {
  const kept = await stored(document)
  const feed = feedOf(kept.entries)
  const served = inFeeds(feed)
  const html = storedHtml(kept)
  const onPages = await dangersOnPages(feed)
  const preview = previewFeed(
    kept.feed,
    kept.entries.map((entry) => ({ id: entry.id, content: entry, topics: [] })),
    [],
  )
  const addresses = kept.entries.flatMap((entry) => [
    ...URL_FIELDS.map((name) => entry[name]),
    ...entry.links.map(({ href }) => href),
    ...entry.enclosures.map(({ url }) => url),
    ...[...entry.authors, ...entry.contributors].map(({ url }) => url),
  ])
  expect(served.entries).toEqual(
    kept.entries.length === 0 ? [0, 0, 0] : served.entries.map(() => kept.entries.length),
  )
  return {
    entries: kept.entries.length,
    isStable: html.every((piece) => sanitize(piece) === piece),
    dangers: [
      ...[...html, ...served.html].flatMap(dangersIn),
      ...preview.items.flatMap(({ content_html, summary }) =>
        dangersIn(`${content_html}${summary ?? ''}`),
      ),
      ...onPages,
      ...addresses
        .filter((url) => url !== undefined && !/^https?:\/\//i.test(url))
        .map((url) => `leads to ${url}`),
    ],
  }
}

describe.skipIf(!hasCorpus)('attacks collected by other sanitisers', () => {
  it.each(attacks)('$id does no harm, and is clean once and for all', ({ payload }) => {
    const clean = sanitize(payload)

    expect(dangersIn(clean)).toEqual([])
    expect(sanitize(clean)).toBe(clean)
  })

  it.each(documents)(
    '$id does no harm as a whole feed, stored and served',
    async ({ feed_document = '' }) => {
      const { dangers, isStable } = await dangersOf(feed_document)

      expect(dangers).toEqual([])
      expect(isStable).toBe(true)
    },
  )

  it.each(
    attacks.flatMap(({ id, payload }) =>
      Object.entries({ Atom: inAtom, RSS: inRss, 'JSON Feed': inJson }).map(([format, write]) => ({
        id,
        format,
        document: write(payload),
      })),
    ),
  )('$id does no harm anywhere in $format, stored and served', async ({ document }) => {
    const { dangers, isStable, entries } = await dangersOf(document)

    expect(dangers).toEqual([])
    expect(isStable).toBe(true)
    expect(entries).toBe(1)
  })

  const benign = attacks.filter(({ kind }) => kind === 'benign')

  it.each(benign)('$id keeps its words', ({ payload }) => {
    expect(wordsIn(sanitize(payload))).toContain(wordsIn(payload))
  })
})
