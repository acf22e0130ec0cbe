import type { Cursor, FeedQuery } from './feed-query.ts'
import type { TopicMatch } from './topic.ts'

/** What readers see of an entry, and if nothing, why. */
export const ENTRY_STATES = ['shown', 'duplicate', 'withdrawn', 'draft', 'scheduled'] as const
export type EntryState = (typeof ENTRY_STATES)[number]

/** An entry as its operator sees it in a list. */
export interface ListedEntry {
  key: string
  id: string
  title: string
  url: string | null
  /** Slug; null for the operator's own. */
  source: string | null
  /** What the source is called. */
  sourceTitle: string | null
  published: string | null
  updated: string
  /** 0: it was never shown. */
  revision: number
  state: EntryState
  withdrawnAt: string | null
  withdrawnBecause: string | null
  /** Slugs. */
  topics: string[]
  own: { managedBy: 'data' | 'api' } | null
}

/** Which entries are asked for, beside what a feed can be asked for. */
export interface ListQuery extends FeedQuery {
  state: EntryState
  isOwn: boolean
  limit: number
}

/** What was changed in an entry, and when that was recorded here. */
interface RevisionSummary {
  revision: number
  changedAt: string
  /** Names of what differs from the revision before; empty for the first. */
  differs: string[]
}

/** What an entry is, beside what it tells and where it stands. */
export interface EntryDetails {
  state: EntryState
  topics: TopicMatch[]
  /** Newest first. */
  revisions: RevisionSummary[]
  /** Whether the operator has withdrawn it, whatever its source says. */
  isWithheld: boolean
}

export interface ListedEntryStore {
  list(query: ListQuery): Promise<{ entries: ListedEntry[]; next: Cursor | undefined }>
  /** Of an entry that is or was shown; undefined for any other. */
  details(key: string, maxRevisions: number): Promise<EntryDetails | undefined>
}
