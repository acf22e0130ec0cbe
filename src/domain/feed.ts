import type { Entry } from './entry.ts'
import type { Licence } from './source.ts'
import type { TopicMatch } from './topic.ts'

/** A source as the readers of our feeds are told of it. */
export interface ServedSource {
  slug: string
  title: string
  /** Its feed's own id, else its address, else (when that is private) a name of ours for it. */
  id: string
  homePageUrl?: string | undefined
  /** Absent for a private source. */
  feedUrl?: string | undefined
  rights?: string | undefined
  licence?: Licence | undefined
  credit?: string | undefined
  /** When any of this last changed here. */
  changedAt: string
}

/** A copy of an entry that another source brought. */
export interface Duplicate {
  url?: string | undefined
  title: string
  source?: string | undefined
}

/** An entry on its way out: with where it came from, why it is here, and its copies. */
export interface ServedEntry extends Entry {
  /** Null for the operator's own. */
  servedFrom: ServedSource | null
  topics: TopicMatch[]
  duplicates: Duplicate[]
  /** How often this revision came out differently when it was cleaned again. */
  cleanings: number
}

interface NamedTopic {
  slug: string
  title: string
}

/** A feed as we serve it, before it is written in any format. All URLs are absolute. */
export interface FeedDocument {
  /** RFC 4287 §4.2.6; the address of its page, which no other feed has. */
  id: string
  title: string
  /** The title as it stands on the newsroom's own page, which has named the newsroom already. */
  heading: string
  description: string
  /** The expression in its one spelling, and what is searched for in it; empty for nothing. */
  expression: string
  search: string
  language: string
  author: { name: string; email?: string | undefined }
  pageUrl: string
  feedUrls: Record<FeedFormatName, string>
  /** RFC 5005 §3: where the pages begin, unless that is here. */
  first?: { feedUrls: Record<FeedFormatName, string> }
  /** RFC 5005 §3: the page after this one, where there is one. */
  next?: { pageUrl: string; feedUrls: Record<FeedFormatName, string> }
  /** RFC 3339: the newest `updated` of its entries. */
  updated: string
  /** RFC 3339: when anything in it last changed here, removals included. */
  lastModified: string
  entries: ServedEntry[]
  /** Whether each entry ends by saying where it came from. */
  hasVia: boolean
  /** The topics that its entries name, for their labels. */
  topics: NamedTopic[]
  /** Scheme of our categories: a topic's slug behind it opens the topic. */
  scheme: string
}

/** The representations with an extension of their own. */
export type FeedFormatName = 'atom' | 'rss' | 'json'
