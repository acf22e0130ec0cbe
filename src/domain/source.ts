import type { Fault } from './fault.ts'
import type { Enricher } from './enrichment.ts'
import type { FeedMetadata } from './feed-metadata.ts'
import type { PollHints } from './document.ts'
import type { Keep } from './keep.ts'

/** Under what terms a source's entries may be shown again. */
export interface Licence {
  name: string
  url?: string | undefined
}

/** What the operator says about a source. A source is keyed by its URL, never by its feed's id. */
export interface SourceSettings {
  slug: string
  url: string
  /** Shown instead of the feed's own title. */
  title?: string | undefined
  homePageUrl?: string | undefined
  /** Speaks for the body whose news it is. */
  official?: boolean | undefined
  /** Its feed URL appears in no feed, page, list, log or public answer. */
  private?: boolean | undefined
  /** Not polled for now. */
  paused?: boolean | undefined
  /** BCP 47; for feeds that declare none. */
  language?: string | undefined
  licence?: Licence | undefined
  /** The words the licence asks to be shown. */
  credit?: string | undefined
  /** Where more of each entry can be asked for than its feed tells. */
  enrich?: Enricher | undefined
  /** How long its entries are kept, whatever their topics say. */
  keep?: Keep | undefined
}

/** RFC 9110 §8.8, byte for byte as the source sent them, to be sent back to the URL they came from. */
export interface KeptValidators {
  url: string
  etag?: string | undefined
  lastModified?: string | undefined
}

/** What a source asked for when it last sent a document; kept through every 304 after it. */
export interface PublisherHints extends PollHints {
  /** RFC 9111 §4.2.1. */
  freshSeconds?: number | undefined
}

/** How often a source brings something, told from the dates of its entries. */
export interface Rhythm {
  /** RFC 3339: of its newest entry, dates in the future left out. */
  newestAt: string
  /** Between two entries on average, of late; absent when it brought nothing of late. */
  gapSeconds?: number
}

/** What one answer alone does not prove, and several together do. */
export interface PollMemory {
  /** How many entries its last document had. */
  entries?: number
  rhythm?: Rhythm
  /** 410s in a row, and when the first of them came. RFC 3339. */
  gone?: { times: number; firstAt: string }
  /** Since when it permanently redirects there. RFC 3339. */
  move?: { to: string; since: string }
  /** It said for long enough that it is gone. RFC 3339. */
  endedAt?: string
  /** The last poll reached nobody: no connection, no name, no status. */
  isUnreachable?: true
}

export type OutcomeKind = 'fresh' | 'not-modified' | 'gone' | 'failed'

/** What came of one poll, as the operator is told. The four counts add up to the entries read. */
export interface PollReport {
  outcome: OutcomeKind
  /** The HTTP status of the last response, or null when none came. */
  status: number | null
  added: number
  changed: number
  unchanged: number
  duplicate: number
  faults: Fault[]
  /** RFC 3339. */
  nextPollAt: string
  /** Why then, in words. */
  because: string
}

/** One of a source's last polls: its report in short. */
export interface RememberedPoll extends Omit<PollReport, 'faults'> {
  /** RFC 3339. */
  at: string
  /** How many. */
  faults: number
  /** From the question to the decision when to come again. */
  milliseconds: number
}

/** A source with what we remember of it. */
export interface Source extends SourceSettings {
  /** Whether `data/` or the API put it there: `data/` never removes what the API added. */
  managedBy: 'data' | 'api'
  /** The URL it was added under: derived ids hang on it, so that a source that moves keeps them. */
  firstUrl: string
  /** What its feed said of itself when last read. */
  feed: FeedMetadata | null
  /** When `feed` or the settings last changed in a way our feeds show. */
  changedAt: string
  validators: KeptValidators | null
  hints: PublisherHints
  /** Polls in a row that brought neither a document nor a 304. */
  failures: number
  memory: PollMemory
  polledAt: string | null
  nextPollAt: string
  because: string
  lastReport: PollReport | null
}

export const SOURCE_STATES = ['new', 'answering', 'failing', 'ended', 'paused'] as const
export type SourceState = (typeof SOURCE_STATES)[number]

/** How a source does, in one word. */
export function sourceState({ paused, lastReport, failures, memory }: Source): SourceState {
  if (paused) return 'paused'
  if (memory.endedAt !== undefined) return 'ended'
  if (!lastReport) return 'new'
  return failures === 0 && lastReport.outcome !== 'failed' ? 'answering' : 'failing'
}
