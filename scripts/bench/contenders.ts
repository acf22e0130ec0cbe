import { parseFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import sanitizeHtml from 'sanitize-html'
import { cleanDocument } from '../../src/ingest/clean-document.ts'
import { decodeText } from '../../src/web/charset.ts'
import { DEFAULT_LIMITS, readDocument } from '../../src/ingest/read.ts'

/** One way to read a feed, from its bytes; returns how many entries it found. */
export type Contender = (body: Uint8Array, url: string) => Promise<number>

const text = (body: Uint8Array) => decodeText(body).text

/** What `rss-parser` hands to its user as HTML. */
const HTML_MEMBERS = new Set(['content', 'content:encoded', 'summary', 'description'])

async function withRssParser(body: Uint8Array) {
  return (await new RssParser().parseString(text(body))).items
}

function entriesOf(parsed: ReturnType<typeof parseFeed>): object[] {
  const { feed } = parsed
  return ('entries' in feed ? feed.entries : 'items' in feed ? feed.items : undefined) ?? []
}

/** Every string of an entry that holds markup, wherever it stands. */
function htmlIn(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('<') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(htmlIn) : []
}

/** All of them decode with our own rules, so that reading is compared and not the guess of a charset. */
export const CONTENDERS: Record<string, Contender> = {
  'rss-parser': async (body) => (await withRssParser(body)).length,

  feedsmith: async (body) => entriesOf(parseFeed(text(body))).length,

  'rss-parser + sanitize-html': async (body) => {
    const items = await withRssParser(body)
    for (const item of items)
      for (const [member, html] of Object.entries(item))
        if (HTML_MEMBERS.has(member) && typeof html === 'string')
          sanitizeHtml(html, { parseStyleAttributes: false })
    return items.length
  },

  'feedsmith + sanitize-html': async (body) => {
    const entries = entriesOf(parseFeed(text(body)))
    for (const entry of entries)
      for (const html of htmlIn(entry)) sanitizeHtml(html, { parseStyleAttributes: false })
    return entries.length
  },

  'Despatch, reading': async (body, url) => {
    const outcome = await readDocument({ url, body }, DEFAULT_LIMITS)
    return outcome.kind === 'feed' ? outcome.document.entries.length : 0
  },

  'Despatch, to clean entries': async (body, url) => {
    const outcome = await cleanDocument({ url, body }, url)
    return outcome.kind === 'feed' ? outcome.entries.length : 0
  },
}
