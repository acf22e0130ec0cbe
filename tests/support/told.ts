import type { FeedDocument, ServedEntry } from '../../src/domain/feed.ts'
import { withoutForbiddenCharacters } from '../../src/web/characters.ts'

/** What a subscriber's program makes of an entry. What it does not see, or there is not, is absent. */
export interface Told {
  id?: string | undefined
  url?: string | undefined
  title?: string | undefined
  published?: string | undefined
  updated?: string | undefined
  authors?: string[] | undefined
  categories?: string[] | undefined
  enclosures?: string[] | undefined
  source?: string | undefined
  sourceUrl?: string | undefined
  content?: string | undefined
}

type Format = 'atom' | 'rss' | 'json'

const nameOf = ({ name, email, url }: ServedEntry['authors'][number]) => name ?? email ?? url ?? ''

/** What a document of ours has to say of an entry, by the rules of its format. */
export function toldOf(entry: ServedEntry, feed: FeedDocument, format: Format): Told {
  const { servedFrom: from, enclosures } = entry
  const titleOf = (slug: string) => feed.topics.find((topic) => topic.slug === slug)?.title ?? slug
  const page = `https://despatch.example/entries/${entry.key}`
  const isRss = format === 'rss'
  return told({
    id: entry.id,
    // RFC 4287 §4.1.2: an entry has a page, and be it ours.
    url: entry.url ?? (format === 'atom' ? page : undefined),
    title: entry.title,
    // RSS has one date for an item, and everybody takes it for that of publication.
    published: entry.published ?? (isRss ? entry.updated : undefined),
    updated: entry.updated,
    authors: entry.authors.map(nameOf),
    categories: [
      ...entry.categories.map(({ term, label, scheme }) => categoryOf(label ?? term, scheme)),
      ...entry.topics.map(({ slug }) =>
        categoryOf(titleOf(slug), `https://despatch.example/topics/${isRss ? slug : ''}`),
      ),
    ],
    enclosures: enclosures.map(({ url, type, length }, i) =>
      fileOf(url, type ?? 'application/octet-stream', length ?? (isRss && i === 0 ? 0 : undefined)),
    ),
    // RSS 2.0: `source` is nothing without the feed's address.
    source: isRss && from?.feedUrl === undefined ? undefined : from?.title,
    sourceUrl: from?.feedUrl,
    content: entry.content ?? entry.summary,
  })
}

export const categoryOf = (name: string | undefined, scheme: string | null | undefined) =>
  `${name} of ${scheme ?? '-'}`

export const fileOf = (
  url: string | undefined,
  type: string | null | undefined,
  length: number | string | null | undefined,
) => [url, type ?? '-', length ?? '-'].join(' ')

const inOneLine = (text: string) =>
  withoutForbiddenCharacters(text)
    .replaceAll(/&(?:amp;)+/g, '&')
    .replaceAll(/&(?:#60|#x3c|lt);/gi, '<')
    .replaceAll(/&(?:#62|#x3e|gt);/gi, '>')
    .replaceAll(/[\s\uFEFF]+/g, ' ')
    .trim()

/**
 * White space is each program's own affair, and some decode references once more than XML asks; what
 * XML forbids is not said, and what is empty is absent.
 */
export function told(entry: Told): Told {
  const members = Object.entries(entry).map(
    ([name, value]: [string, string | string[] | undefined]) => [
      name,
      Array.isArray(value) ? value.map(inOneLine) : value === undefined ? value : inOneLine(value),
    ],
  )
  return Object.fromEntries(members.filter(([, value]) => value !== undefined && value.length > 0))
}

/** The same but for what a program is blind to. */
export const without = (entry: Told, names: readonly (keyof Told)[]): Told =>
  Object.fromEntries(
    Object.entries(entry).filter(([name]) => !names.some((blind) => blind === name)),
  )
