import type { Category } from './category.ts'
import type { Enclosure, Link } from './link.ts'
import type { Person } from './person.ts'

declare const clean: unique symbol
/** HTML that has been through `ingest/sanitize`: nothing in it can run, load a frame or style a page. */
export type CleanHtml = string & { readonly [clean]: true }

/** Where a publisher says it took an entry from, when that is not its own feed (RFC 4287 §4.2.11). */
export interface Origin {
  title?: string
  url?: string
  feedUrl?: string
}

/** What a publisher says it changed in an entry, and when it said so. */
export interface ChangeNote {
  /** RFC 3339, UTC. */
  at: string
  /** Plain text. */
  note: string
}

/** What an entry says. URLs are absolute, HTML is clean, no character is outside XML 1.0 `Char`. */
export interface EntryContent {
  /** The page to open: the first alternate link. */
  url?: string
  /** Plain text; empty when the publisher gave none. */
  title: string
  summary?: CleanHtml
  content?: CleanHtml
  /** BCP 47. */
  language?: string
  /** RFC 3339, UTC. */
  published?: string
  updated?: string
  authors: Person[]
  contributors: Person[]
  categories: Category[]
  /** Links other than the alternate one and the enclosures: related, via, replies. */
  links: Link[]
  enclosures: Enclosure[]
  rights?: string
  image?: string
  origin?: Origin
  /** Oldest first; absent when its publisher keeps no such notes. */
  changes?: ChangeNote[]
  /**
   * When its source said that it was updated, as this revision was read. Kept per entry, so that
   * what we tell of an old entry's source does not move with every new one.
   */
  sourceUpdated?: string
}

/** An entry as we keep it. */
export interface Entry extends EntryContent {
  /** Ours, opaque, safe in a path: `/entries/{key}`. */
  key: string
  /** RFC 4287 §4.2.6: the publisher's, or one derived once and for ever. */
  id: string
  /** Slug of the source that brought it; null for the operator's own. */
  source: string | null
  /** Moves only with a revision. */
  updated: string
  /** Where the entry stands in every feed; fixed when it is first seen. */
  sortAt: string
  firstSeenAt: string
  /** When its present revision was recorded here. */
  changedAt: string
  /** 1 when first seen. */
  revision: number
  /** Of what a reader would notice; equal fingerprints mean nothing to tell. */
  fingerprint: string
  /** Key of the entry that is shown instead of this one, which tells the same. */
  lead: string | null
}
