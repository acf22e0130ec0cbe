import { faultOf, unknownColumn } from '../archive/check-row.ts'
import { after, NOTHING_YET, readLine, type Before } from '../archive/format.ts'
import type { ArchiveRow, ImportState, ImportStore } from '../domain/archive-store.ts'
import type { Door } from '../domain/audit.ts'
import { wholeSeconds } from '../web/moment.ts'
import { cleanRow, foundBy } from './clean-row.ts'

export interface ImportDeps {
  archive: ImportStore
  /** Who answers for it. */
  who: Door
  now: () => Date
}

export type ImportOutcome =
  /** So many of its lines are here now. */
  | { kind: 'here'; lines: number; isFinished: boolean }
  /** Something else is here. */
  | { kind: 'conflict'; what: string; lines?: number | undefined }
  /** It is no archive that can be read here. */
  | { kind: 'broken'; what: string }

/** Some lines of an archive, read and checked. */
type Checked =
  /** `ended` with that digest, where the end of the archive is among them. */
  | { kind: 'rows'; rows: ArchiveRow[]; to: Before; ended?: string }
  | { kind: 'broken'; what: string }

const NOT_FRESH =
  'This newsroom has entries, sources or topics of its own already: import into a fresh one, started with POLLING=off.'

/**
 * Checks lines of an archive against what stands before them, and against the tables of this version.
 *
 * @param before what stands before the first of them.
 */
export async function checkLines(
  lines: readonly string[],
  before: Before,
  archive: Pick<ImportStore, 'schema' | 'columns'>,
): Promise<Checked> {
  const rows: ArchiveRow[] = []
  const columnsOf = remembering(archive.columns)
  let to = before
  for (const [i, line] of lines.entries()) {
    const read = readLine(line, to)
    switch (read.kind) {
      case 'broken':
        return read
      case 'end': {
        const isLast = i === lines.length - 1
        if (!isLast) return { kind: 'broken', what: 'there are lines after the end of the archive' }
        return { kind: 'rows', rows, to: after(to, line), ended: read.digest }
      }
      case 'head': {
        const what = await refusedSchema(read.head.schema, archive)
        if (what !== undefined) return { kind: 'broken', what }
        break
      }
      case 'row': {
        const fault = await faultIn(read.row, columnsOf)
        if (fault !== undefined) return { kind: 'broken', what: `line ${to.lines + 1}: ${fault}` }
        rows.push(read.row)
        break
      }
      default:
        return read satisfies never
    }
    to = after(to, line)
  }
  return { kind: 'rows', rows, to }
}

async function faultIn(
  { table, row }: ArchiveRow,
  columnsOf: ImportStore['columns'],
): Promise<string | undefined> {
  const fault = faultOf({ table, row })
  if (fault !== undefined) return fault
  const unknown = unknownColumn(row, await columnsOf(table))
  return unknown === undefined ? undefined : `${table} has no column "${unknown}" here`
}

/** Asks about each table once. */
function remembering(columns: ImportStore['columns']): ImportStore['columns'] {
  const asked = new Map<string, ReturnType<ImportStore['columns']>>()
  return (table) => {
    const known = asked.get(table) ?? columns(table)
    asked.set(table, known)
    return known
  }
}

async function refusedSchema(
  schema: string,
  archive: Pick<ImportStore, 'schema'>,
): Promise<string | undefined> {
  const ours = await archive.schema()
  return schema > ours
    ? `this archive was made by a newer version (${schema}) than is here (${ours}): update this one first`
    : undefined
}

/**
 * Takes some lines of an archive into a fresh newsroom. Which are here is known by their number, so
 * the same lines may come twice and a run may end anywhere. Nothing is shown before the last of them
 * has come and the digest of all is what the archive says.
 *
 * @param archive its digest, which names it.
 * @param from how many of its lines stand before the first of these.
 */
export async function importLines(
  archive: string,
  from: number,
  lines: readonly string[],
  deps: ImportDeps,
): Promise<ImportOutcome> {
  const found = await deps.archive.state()
  const refusal = refused(found, archive, from)
  if (refusal) return refusal
  if (found?.isFinished) return { kind: 'here', lines: found.lines, isFinished: true }
  const state = found ?? { archive, ...NOTHING_YET, isFinished: false }
  const fresh = lines.slice(state.lines - from)
  const checked = await checkLines(fresh, state, deps.archive)
  if (checked.kind === 'broken') return checked
  if (checked.ended !== undefined && checked.ended !== archive)
    return { kind: 'broken', what: 'this is the end of another archive' }
  if (!found && !(await deps.archive.isFresh())) return { kind: 'conflict', what: NOT_FRESH }
  return written(checked, state, found !== undefined, deps)
}

function refused(
  found: ImportState | undefined,
  archive: string,
  from: number,
): ImportOutcome | undefined {
  if (found && found.archive !== archive) {
    const what = found.isFinished
      ? 'This newsroom was made from another archive: import into a fresh one.'
      : 'The import of another archive was begun here, and has not ended.'
    return { kind: 'conflict', what }
  }
  const lines = found?.lines ?? 0
  return !found?.isFinished && from > lines
    ? { kind: 'conflict', what: `The line after ${lines} is to come next.`, lines }
    : undefined
}

async function written(
  { rows, to, ended }: Extract<Checked, { kind: 'rows' }>,
  from: ImportState,
  isBegun: boolean,
  { archive, who, now }: ImportDeps,
): Promise<ImportOutcome> {
  const isFinished = ended !== undefined
  const clean = rows.map(cleanRow)
  const words = clean.filter(({ table }) => table === 'entries').map(foundBy)
  const state = { archive: from.archive, ...to, isFinished }
  try {
    if (!isBegun) await archive.begin(from.archive, wholeSeconds(now()))
    await archive.write(clean, words, from, state, who, wholeSeconds(now()))
  } catch (error) {
    return whyNot(error, from, await archive.state())
  }
  return { kind: 'here', lines: to.lines, isFinished }
}

/** Somebody else wrote the same lines first, or they cannot stand beside what is there. */
function whyNot(error: unknown, from: ImportState, found: ImportState | undefined): ImportOutcome {
  const isBegunTwice = String(error).includes('imports.one')
  if (found && (isBegunTwice || found.lines !== from.lines)) {
    const what = `The lines up to ${found.lines} came meanwhile.`
    return { kind: 'conflict', what, lines: found.lines }
  }
  if (!String(error).includes('constraint failed')) throw error
  const what = `a row after line ${from.lines} does not fit the others (${String(error)})`
  return { kind: 'broken', what }
}

/** Gives an import up that has not ended, with all that it brought. */
export async function abandonImport({ archive }: Pick<ImportDeps, 'archive'>): Promise<boolean> {
  const found = await archive.state()
  if (!found || found.isFinished) return false
  await archive.abandon()
  return true
}
