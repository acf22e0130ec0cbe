import type { EntryContent } from './entry.ts'
import type { Because, Member, Place, StoryDecision, Telling } from './story.ts'

/** A stored entry with where it was placed. */
export interface StoredMember extends Member {
  neighbourhood: string
  lead: string | null
  /** The id of another, under which this one is shown; null: its own. */
  servedId: string | null
  because: Because | null
}

/** What stands around some entries: all that may be tied to them, and what that was read from. */
export interface Surroundings {
  /** Whole neighbourhoods. */
  members: StoredMember[]
  decisions: StoryDecision[]
  /** Which of the sources asked about are official. */
  official: string[]
  /** Of the store's clock; whatever is placed later was not seen. */
  tick: number
}

export interface Lookup {
  keys: readonly string[]
  sources: readonly string[]
  /** Each entry's marks, with how far around its moment others may bear them too. */
  marked: readonly { at: string; from: string; to: string; marks: number[]; timeless: number[] }[]
}

/** An entry that is to be placed, as it now tells its story. */
export interface Told extends Telling {
  /** Of the entry it was made from. */
  fingerprint: string
}

/** What is to be written of where entries belong. */
export interface Placing {
  version: number
  tick: number
  told: Told[]
  places: (Place & { servedId: string | null })[]
  /** Entries whose feeds change by it, beyond their own revisions. */
  touched: string[]
}

/** An entry that is to be placed anew. */
export interface UnplacedEntry {
  key: string
  id: string
  source: string | null
  sortAt: string
  isWithdrawn: boolean
  fingerprint: string
  content: EntryContent
}

/** Where an entry stands, as the operator is told. */
export interface Standing {
  key: string
  id: string
  title: string
  url?: string | undefined
  source: string | null
  published?: string | undefined
  updated: string
  revision: number
  withdrawnAt: string | null
  withdrawnBecause: string | null
  lead: string | null
  /** The id it is served under. */
  servedId: string
  because: Because | null
  decision: { duplicateOf: string | null; isApart: boolean; decidedAt: string } | null
}

export interface StoryStore {
  around(lookup: Lookup): Promise<Surroundings>
  /** Whether any entry is to be placed anew. */
  isAnyUnplaced(version: number): Promise<boolean>
  unplaced(version: number, limit: number): Promise<UnplacedEntry[]>
  /** These, wherever they are now. */
  toPlace(keys: readonly string[]): Promise<UnplacedEntry[]>
  /**
   * Writes where entries belong, with a decision that led to it, all of it or nothing.
   *
   * @returns whether that is settled: others may have been placed meanwhile, and it must be done anew.
   */
  place(
    placing: Placing,
    decision: (StoryDecision & { decidedAt: string }) | null,
    now: string,
  ): Promise<boolean>
  /** An entry and those of its cluster, itself first. */
  standing(key: string): Promise<Standing[]>
}
