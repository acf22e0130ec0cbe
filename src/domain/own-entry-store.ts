import type { Held, OwnEntry } from './own-entry.ts'

/** What the operator has written, whether it is shown or not. */
export interface StoredOwnEntry {
  definition: OwnEntry
  managedBy: 'data' | 'api'
  /** How often it was written. */
  version: number
  changedAt: string
  held: Held | null
}

/** One that is to be carried out among the entries. */
export interface DueOwnEntry {
  slug: string
  /** Null: it is gone, and what it released is to be withdrawn. */
  definition: OwnEntry | null
  version: number
}

/** What was carried out, and when there is something to do again; RFC 3339. */
export interface CarriedOut {
  slug: string
  version: number
  isGone: boolean
  held: Held | null
  dueAt: string | null
}

export interface OwnEntryStore {
  bySlug(slug: string): Promise<StoredOwnEntry | undefined>
  /** The slug of another that declares this id. */
  byId(id: string, except: string): Promise<string | undefined>
  /** Of a slug and those made of it by a number, what is an entry's; null for one that is not ours. */
  near(slug: string): Promise<ReadonlyMap<string, OwnEntry | null>>
  /** Adds an entry of the API's; false when its slug is any entry's. */
  add(definition: OwnEntry, now: string): Promise<boolean>
  /** Writes another definition over this version; false when somebody else has. */
  change(definition: OwnEntry, version: number, now: string): Promise<boolean>
  /** Forgets one of the API's that nobody ever saw; false when it is none. */
  forget(slug: string): Promise<boolean>

  /** Those that are to be carried out, who waits longest first. */
  due(now: string, limit: number): Promise<DueOwnEntry[]>
  isAnyDue(now: string): Promise<boolean>
  /** Withdraws what is shown of them, in the words of their definitions; names those that were shown. */
  withdraw(entries: readonly { key: string; because: string }[], now: string): Promise<string[]>
  /** Marks what was carried out, unless it was written anew meanwhile. */
  done(entries: readonly CarriedOut[], now: string): Promise<void>
}

/** What came of adding one. */
export type CreatedOwnEntry =
  | { kind: 'created' | 'there'; slug: string }
  /** Another entry has that name. */
  | { kind: 'taken'; member: 'slug' | 'id'; slug: string }

/** What came of correcting one. */
export type CorrectedOwnEntry =
  | { kind: 'corrected' | 'unchanged' }
  | { kind: 'taken'; slug: string }
  | { kind: 'broken'; faults: { where: string; what: string }[] }
