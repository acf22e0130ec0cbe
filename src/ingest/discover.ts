import type { FetchedDocument, ParsedDocument } from '../domain/document.ts'
import { decodeText } from '../web/charset.ts'
import { parseMediaType } from '../web/media-type.ts'
import { type FeedCandidate, readPageClues } from './discover-page.ts'
import { siteFeeds } from './discover-sites.ts'
import { generatorFeeds, usualFeeds } from './discover-usual.ts'
import { normalizeFeed } from './normalize.ts'

/** A feed that was asked for and read. */
export interface FoundFeed extends FeedCandidate {
  /** Where it was found after redirects. */
  foundAt: string
  title?: string
  type: string
  id?: string
  /** The pages of its entries: two formats of one feed tell of the same. */
  entryUrls: string[]
}

/** A feed for an operator to choose. */
export interface DiscoveredFeed {
  url: string
  title?: string
  type: string
  how: string
  /** The same in other formats. */
  alternatives?: { url: string; type: string }[]
}

const TYPES: readonly { format: RegExp; type: string }[] = [
  { format: /^atom/, type: 'application/atom+xml' },
  { format: /^rss/, type: 'application/rss+xml' },
  { format: /^json/, type: 'application/feed+json' },
]

/** Atom says most; of two that say the same it is the one to poll. */
const preference = (type: string) => TYPES.findIndex((row) => row.type === type)

/** Addresses where a page's feeds may be, best first; to be asked until there is no more room. */
export function candidatesOfPage(page: FetchedDocument): FeedCandidate[] {
  const charset = parseMediaType(page.contentType)?.charset
  const clues = readPageClues(decodeText(page.body, charset).text, page.url)
  return once([
    ...clues.links,
    ...siteFeeds(page.url, clues),
    ...clues.anchors,
    ...generatorFeeds(page.url, clues.generator),
  ]).filter(({ url }) => url !== page.url)
}

/** Addresses to try of a page that could not be read: what its own address tells. */
export const candidatesOfAddress = (url: string): FeedCandidate[] => siteFeeds(url)

/** Addresses to try while nothing was found; none that was asked already. */
export function lastCandidates(pageUrl: string, asked: ReadonlySet<string>): FeedCandidate[] {
  return usualFeeds(pageUrl).filter(({ url }) => !asked.has(url))
}

function once(candidates: FeedCandidate[]): FeedCandidate[] {
  return [...new Map(candidates.toReversed().map((one) => [one.url, one])).values()].toReversed()
}

/** What an operator wants to know of a feed that was read. */
export function foundFeed(
  { url, how }: FeedCandidate,
  foundAt: string,
  { feed, entries }: ParsedDocument,
): FoundFeed {
  const { title, id } = normalizeFeed(feed)
  const type = TYPES.find(({ format }) => format.test(feed.format))?.type ?? ''
  const entryUrls = entries
    .slice(0, 5)
    .flatMap(({ links }) => links.find(({ rel }) => rel === 'alternate')?.href ?? [])
  return {
    url,
    how,
    foundAt,
    type,
    entryUrls,
    ...(title !== '' && { title }),
    ...(id !== undefined && { id }),
  }
}

const isSameDocument = (a: FoundFeed, b: FoundFeed) => a.url === b.url || a.foundAt === b.foundAt

/**
 * The same feed in another format. An id alone proves nothing between feeds of one format: all
 * filtered feeds of a GOV.UK finder share theirs.
 */
function isSameFeed(a: FoundFeed, b: FoundFeed): boolean {
  if (a.type === b.type) return false
  if (a.id !== undefined && a.id === b.id) return true
  return a.entryUrls.length > 0 && a.entryUrls.join('\n') === b.entryUrls.join('\n')
}

/** Each feed once, in the order found, by its best format; the others are named beside it. */
export function foldFeeds(found: readonly FoundFeed[]): DiscoveredFeed[] {
  const groups: FoundFeed[][] = []
  for (const feed of found) {
    if (groups.flat().some((other) => isSameDocument(feed, other))) continue
    const group = groups.find((others) => others.some((other) => isSameFeed(feed, other)))
    if (group) group.push(feed)
    else groups.push([feed])
  }
  return groups.flatMap((group) => {
    const [chosen, ...others] = group.toSorted((a, b) => preference(a.type) - preference(b.type))
    if (!chosen) return []
    const { url, title, type, how } = chosen
    const alternatives = others.map((other) => ({ url: other.url, type: other.type }))
    return [
      {
        url,
        ...(title !== undefined && { title }),
        type,
        how,
        ...(alternatives.length > 0 && { alternatives }),
      },
    ]
  })
}
