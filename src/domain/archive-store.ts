import type { Door } from './audit.ts'

/** What a column of ours can hold. */
export type Cell = string | number | null
export type Row = Record<string, Cell>

/** A row of an archive, with the table it belongs to. */
export interface ArchiveRow {
  table: string
  row: Row
}

/** What was so when an export began: whatever is younger is left out, or told apart. */
export interface ExportBegun {
  /** Name of the last migration. */
  schema: string
  /** How many entries there were. */
  entries: number
  /** Row of the youngest source. */
  source: number
  /** Of the story clock. */
  tick: number
  /** Of the rules that the entries are filed by. */
  filing: string
}

/** How much is read at once; the limit of characters is passed by the last entry at most. */
export interface ArchiveLimits {
  rows: number
  entries: number
  characters: number
}

export interface ExportStore {
  begin(): Promise<ExportBegun>
  /**
   * The next rows of a table, and where the ones after them begin.
   *
   * @param entry row of the last entry that was exported: what speaks of younger ones is left out.
   */
  rows(
    table: string,
    after: readonly Cell[],
    begun: ExportBegun,
    entry: number,
    limit: number,
  ): Promise<{ rows: Row[]; after: Cell[] }>
  /** The next entries with all that is theirs, as they are at one moment; undefined after the last. */
  entries(
    after: number,
    begun: ExportBegun,
    limits: ArchiveLimits,
  ): Promise<{ rows: ArchiveRow[]; after: number } | undefined>
}

/** How far an import is. */
export interface ImportState {
  /** Digest of the archive. */
  archive: string
  /** So many of its lines are here, and this is their digest. */
  lines: number
  digest: string
  isFinished: boolean
}

/** An entry's words, which no archive holds. */
export interface FoundBy {
  key: string
  words: string
}

export interface ImportStore {
  schema(): Promise<string>
  /** Whether there is nothing here but what `data/` has put there. */
  isFresh(): Promise<boolean>
  state(): Promise<ImportState | undefined>
  /** Empties a fresh newsroom for an archive. */
  begin(archive: string, now: string): Promise<void>
  /** Empties a newsroom of an import that has not ended. */
  abandon(): Promise<void>
  columns(table: string): Promise<ReadonlySet<string>>
  /** Writes rows in their order, and how far that is, all of it or nothing. */
  write(
    rows: readonly ArchiveRow[],
    words: readonly FoundBy[],
    from: ImportState,
    to: ImportState,
    who: Door,
    now: string,
  ): Promise<void>
}
