import type { Keep } from './keep.ts'

/** All that says how long entries are kept. */
export interface RetentionRules {
  newsroom: Keep | null
  topics: { slug: string; keep: Keep | null }[]
  /** Those that say something themselves. */
  sources: { slug: string; keep: Keep }[]
}

/** The moments before which entries go, RFC 3339; what has none is kept for ever. */
export interface Cutoffs {
  sources: Record<string, string | null>
  topics: Record<string, string | null>
  /** Of entries in no topic. */
  all: string | null
}

/** An entry as far as it matters for how long it is kept. */
export interface AgingEntry {
  key: string
  /** Slug; null for the operator's own. */
  source: string | null
  sortAt: string
  /** Slugs. */
  topics: string[]
}

/** Where something begins to be looked at: after this entry. */
export interface AgePosition {
  sortAt: string
  key: string
}

/** What is looked at of a scope: its entries from before a moment, the oldest first. */
export interface AgingPage {
  scope: { kind: 'source' | 'topic'; slug: string } | { kind: 'all' }
  before: string
  after: AgePosition
  limit: number
}

/** What a run of retention did. */
export interface RetentionReport {
  begunAt: string
  endedAt: string
  /** How many entries of each source. */
  removed: Record<string, number>
}

/** How far a run is. */
export interface RetentionRun {
  /** The rules it began with, as text. */
  rules: string
  cutoffs: Cutoffs
  scope: number
  after: AgePosition
  removed: Record<string, number>
  begunAt: string
  endedAt: string | null
}

/** What goes of a source or a topic, or would. */
export interface Going {
  going: number
  /** Of the oldest entry that stays, RFC 3339. */
  oldestKept: string | null
}

export interface RetentionPreview {
  /** Whether all that is old enough was looked at. */
  isWhole: boolean
  going: number
  sources: Record<string, Going>
  topics: Record<string, Going>
  /** A run that is under way. */
  run: Pick<RetentionRun, 'begunAt' | 'removed'> | null
  last: RetentionReport | null
}

/** Where a run goes on. */
type RetentionStep = Pick<RetentionRun, 'scope' | 'after' | 'removed'>

export interface RetentionStore {
  /** The rules as they are, as text that is equal while they are. */
  rules(): Promise<{ text: string; rules: RetentionRules }>
  run(): Promise<RetentionRun | undefined>
  /** What the last run that removed anything did. */
  last(): Promise<RetentionReport | undefined>
  /** Where the newest so many entries of a scope end: RFC 3339, or null when there are fewer. */
  newest(scope: AgingPage['scope'], entries: number): Promise<string | null>
  /** The first entry of each place after a position: RFC 3339, by its slug. */
  oldestAfter(
    kind: 'source' | 'topic',
    places: readonly ({ slug: string } & AgePosition)[],
  ): Promise<ReadonlyMap<string, string>>
  /** Whether there are marks from before a moment, or keys missing since another, that may go. */
  isAnyOver(markedBefore: string, missingSince: string): Promise<boolean>
  begin(rules: string, cutoffs: Cutoffs, now: string): Promise<void>
  aging(page: AgingPage): Promise<AgingEntry[]>
  /** Removes entries whole, and tells that the run has come so far, all of it or nothing. */
  remove(
    keys: readonly string[],
    run: RetentionRun,
    step: RetentionStep,
    now: string,
  ): Promise<void>
  /** Ends a run, and forgets what its sources have forgotten since before that moment. */
  end(run: RetentionRun, missingSince: string, now: string): Promise<void>
  /** The next entries, from before a moment, whose marks are still there to be looked up by. */
  marked(before: string, limit: number): Promise<MarkedEntry[]>
  unmark(entries: readonly MarkedEntry[]): Promise<void>
}

/** An entry with what it is looked up by. */
interface MarkedEntry extends AgePosition {
  marks: number[]
}
