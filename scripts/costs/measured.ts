/**
 * What one of each costs, as measured on 2026-11-23 in workerd's own D1 with 2,000 stored entries of
 * 150 words; docs/deploy.md says how. `tests/jobs/cost.test.ts` holds rows to these.
 */
export interface Unit {
  rowsRead: number
  rowsWritten: number
  /** Processor time of an invocation, D1 running in the same process included. */
  cpuMs: number
}

export const NOT_MODIFIED: Unit = { rowsRead: 5, rowsWritten: 4, cpuMs: 5 }
export const SAME_DOCUMENT: Unit = { rowsRead: 357, rowsWritten: 4, cpuMs: 20 }
export const ONE_NEW_ENTRY: Unit = { rowsRead: 1011, rowsWritten: 59, cpuMs: 36 }
export const FIRST_OF_FIFTY: Unit = { rowsRead: 30_875, rowsWritten: 2610, cpuMs: 30 }
/** A minute's cron; each source that it finds due costs on top. */
export const CRON: Unit = { rowsRead: 36, rowsWritten: 1, cpuMs: 5 }
/** Of each stored entry, when all are counted: how many there are, and how many are shown. */
export const ENTRIES_COUNTED: Unit = { rowsRead: 2, rowsWritten: 0, cpuMs: 0 }
export const DUE: Unit = { rowsRead: 9, rowsWritten: 1, cpuMs: 0 }
/** A reader's request that is answered from a kept copy, with its share of looking whether that is still good. */
export const READER: Unit = { rowsRead: 5, rowsWritten: 0, cpuMs: 1 }

/** Of the database's file, for an entry of 150 words with all that is kept beside it. */
export const BYTES_PER_ENTRY = 10_500
