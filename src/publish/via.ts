import type { CleanHtml } from '../domain/entry.ts'
import type { FeedDocument, ServedEntry, ServedSource } from '../domain/feed.ts'
import { escapeAttribute, escapeText } from '../web/html.ts'

/** Where an entry came from, in words and with those that its licence asks to be shown. */
function viaLine({ title, homePageUrl, credit }: ServedSource): string {
  const name = escapeText(title)
  const named =
    homePageUrl === undefined ? name : `<a href="${escapeAttribute(homePageUrl)}">${name}</a>`
  return `<p>Via ${named}${credit === undefined ? '' : `. ${escapeText(credit)}`}</p>`
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- clean HTML with a line of our own behind it
const followed = (html: string, line: string) => `${html}${line}` as CleanHtml

function withVia(entry: ServedEntry): ServedEntry {
  if (!entry.servedFrom) return entry
  const line = viaLine(entry.servedFrom)
  return entry.content === undefined
    ? { ...entry, summary: followed(entry.summary ?? '', line) }
    : { ...entry, content: followed(entry.content, line) }
}

/**
 * A feed whose entries end by saying where they came from, when the newsroom wants that: most
 * readers hide what the formats have for it. A page shows it anyway.
 */
export const withViaLines = (feed: FeedDocument): FeedDocument =>
  feed.hasVia ? { ...feed, entries: feed.entries.map(withVia) } : feed
