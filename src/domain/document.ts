import type { Category } from './category.ts'
import type { Fault } from './fault.ts'
import type { Enclosure, Link } from './link.ts'
import type { Person } from './person.ts'

/** A document as it came over the wire. */
export interface FetchedDocument {
  /** Where it was finally found, after redirects: the base of relative references. */
  url: string
  body: Uint8Array
  /** The response's header fields of these names, when it had them. */
  contentType?: string | undefined
  contentLocation?: string | undefined
  contentLanguage?: string | undefined
}

/** What came of asking an address for what is there. */
export type FetchedOnce =
  | { kind: 'fetched'; document: FetchedDocument; faults: Fault[] }
  /** Why nothing came, in words. */
  | { kind: 'failed'; what: string }

/** Text as its publisher wrote it: references resolved to absolute URLs, not yet safe to show. */
export interface ParsedText {
  type: 'text' | 'html'
  value: string
}

export type FeedFormat =
  | 'rss-0.90'
  | 'rss-0.91'
  | 'rss-0.92'
  | 'rss-1.0'
  | 'rss-2.0'
  | 'atom-0.3'
  | 'atom-1.0'
  | 'json-feed-1.0'
  | 'json-feed-1.1'

/** How often a publisher asks to be polled, as far as the document says so. */
export interface PollHints {
  /** RSS `ttl`. */
  ttlMinutes?: number
  /** RSS `skipHours`, GMT, 0 to 23. */
  skipHours?: number[]
  /** RSS `skipDays`, 0 (Sunday) to 6. */
  skipDays?: number[]
  /** RSS 1.0 syndication module: `updatePeriod` divided by `updateFrequency`. */
  updatePeriodSeconds?: number
}

/** What stands above the entries. Dates are RFC 3339 in UTC; URLs are absolute. */
export interface ParsedFeed {
  format: FeedFormat
  id?: string
  title?: ParsedText
  subtitle?: ParsedText
  updated?: string
  published?: string
  links: Link[]
  authors: Person[]
  contributors: Person[]
  categories: Category[]
  rights?: ParsedText
  language?: string
  /** Logo, icon or RSS image, in that order of preference. */
  image?: string
  generator?: string
  hints: PollHints
}

/** RFC 4287 §4.2.11 or RSS `source`: where the publisher itself took the entry from. */
export interface ParsedSource {
  id?: string
  title?: ParsedText
  /** The page of the source. */
  url?: string
  /** The feed of the source. */
  feedUrl?: string
  rights?: ParsedText
}

/** An entry as its publisher wrote it. Dates are RFC 3339 in UTC; URLs are absolute. */
export interface ParsedEntry {
  /** The publisher's id, verbatim but for surrounding white space (RFC 4287 §4.2.6.1). */
  id?: string
  title?: ParsedText
  summary?: ParsedText
  content?: ParsedText
  published?: string
  updated?: string
  /** All links, the alternate one included; enclosures are apart. */
  links: Link[]
  enclosures: Enclosure[]
  authors: Person[]
  contributors: Person[]
  categories: Category[]
  rights?: ParsedText
  language?: string
  image?: string
  source?: ParsedSource
}

/** A feed document that was read, whole or as far as it went. */
export interface ParsedDocument {
  feed: ParsedFeed
  entries: ParsedEntry[]
  faults: Fault[]
}
