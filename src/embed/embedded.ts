import type { EmbedQuery } from '../domain/embed-query.ts'
import type { CleanHtml } from '../domain/entry.ts'
import type { FeedDocument, ServedEntry } from '../domain/feed.ts'
import { excerpt } from '../domain/excerpt.ts'

/** An entry as another site shows it. All of it is plain text; addresses are absolute. */
export interface EmbeddedEntry {
  title: string
  url: string
  /** Its page in this newsroom. */
  pageUrl: string
  language: string | undefined
  source: string | undefined
  published: string
  summary: string | undefined
}

/** A topic as another site shows it. */
export interface Embedded {
  title: string
  pageUrl: string
  /** BCP 47. */
  language: string
  newsroom: { title: string; url: string }
  entries: EmbeddedEntry[]
}

/** About two lines of a column. */
const SUMMARY_CHARACTERS = 200
/** What stands for a title that is missing. */
const TITLE_CHARACTERS = 90

/**
 * What an embed shows of a feed.
 *
 * @param plainText what a person reads of an entry's HTML.
 */
export function embedded(
  feed: FeedDocument,
  { feed: { view } }: EmbedQuery,
  siteUrl: string,
  plainText: (html: CleanHtml) => string,
): Embedded {
  const isAll = feed.expression === 'all' && feed.search === ''

  function embeddedEntry(entry: ServedEntry): EmbeddedEntry {
    const html = entry.summary ?? entry.content
    const text = () => (html === undefined ? '' : plainText(html))
    const pageUrl = `${siteUrl}/entries/${entry.key}`
    const url = entry.url ?? pageUrl
    return {
      title: entry.title || excerpt(text(), TITLE_CHARACTERS) || url,
      url,
      pageUrl,
      language: entry.language,
      source: entry.servedFrom?.title,
      published: entry.published ?? entry.updated,
      summary:
        view === 'summary' && entry.title !== ''
          ? excerpt(text(), SUMMARY_CHARACTERS) || undefined
          : undefined,
    }
  }

  return {
    title: isAll ? feed.author.name : feed.heading,
    pageUrl: feed.pageUrl,
    language: feed.language,
    newsroom: { title: feed.author.name, url: `${siteUrl}/` },
    entries: feed.entries.map(embeddedEntry),
  }
}
