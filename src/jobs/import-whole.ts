import { NOTHING_YET, type Before } from '../archive/format.ts'
import { archiveLines } from '../archive/lines.ts'
import { checkLines, importLines, type ImportDeps, type ImportOutcome } from './import-archive.ts'

/** As much as one batch of statements may hold. */
const TOGETHER = { lines: 500, characters: 1_000_000 }

const BROKEN_OFF = 'the archive breaks off: it was not copied whole'

/** Reads an archive to its end without writing anything; gives the digest that names it. */
async function checkWhole(
  packed: Uint8Array,
  deps: ImportDeps,
): Promise<{ kind: 'whole'; archive: string } | { kind: 'broken'; what: string }> {
  let before: Before = NOTHING_YET
  let ended: string | undefined
  for await (const some of archiveLines(packed, TOGETHER)) {
    if (some.kind === 'broken') return some
    if (ended !== undefined) return { kind: 'broken', what: 'there are lines after the end' }
    const checked = await checkLines(some.lines, before, deps.archive)
    if (checked.kind === 'broken') return checked
    before = checked.to
    ended = checked.ended
  }
  return ended === undefined
    ? { kind: 'broken', what: BROKEN_OFF }
    : { kind: 'whole', archive: ended }
}

/** Takes a whole archive in at once; one in which anything is wrong leaves everything as it is. */
export async function importWhole(packed: Uint8Array, deps: ImportDeps): Promise<ImportOutcome> {
  const checked = await checkWhole(packed, deps)
  if (checked.kind === 'broken') return checked
  let from = 0
  let outcome: ImportOutcome = { kind: 'broken', what: BROKEN_OFF }
  for await (const some of archiveLines(packed, TOGETHER)) {
    if (some.kind === 'broken') return some
    outcome = await importLines(checked.archive, from, some.lines, deps)
    if (outcome.kind !== 'here') return outcome
    from += some.lines.length
  }
  return outcome
}
