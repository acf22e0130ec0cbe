import * as v from 'valibot'
import {
  after as afterLine,
  NOTHING_YET,
  printEnd,
  printHead,
  printRow,
  type Before,
} from '../archive/format.ts'
import { STEPS } from '../archive/tables.ts'
import type { ArchiveLimits, ArchiveRow, ExportStore } from '../domain/archive-store.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface ExportDeps {
  archive: ExportStore
  siteUrl: string
  limits: ArchiveLimits
  now: () => Date
}

/** Where an export goes on: all that it has to know of what came before. */
const ExportPosition = v.object({
  step: v.number(),
  after: v.array(v.union([v.string(), v.number(), v.null()])),
  /** Row of the last entry. */
  entry: v.number(),
  begun: v.object({
    schema: v.string(),
    entries: v.number(),
    source: v.number(),
    tick: v.number(),
    filing: v.string(),
  }),
  before: v.object({ lines: v.number(), digest: v.string() }),
})
export type ExportPosition = v.InferOutput<typeof ExportPosition>

/** A part of an archive, and where the next begins; the last has none. */
export interface ExportPart {
  lines: string[]
  next?: ExportPosition
}

export const printPosition = (position: ExportPosition): string =>
  btoa(JSON.stringify(position)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Undefined where it is none of ours. */
export function readPosition(text: string): ExportPosition | undefined {
  try {
    const said: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
    const result = v.safeParse(ExportPosition, said)
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

/** The next part of an export, from its beginning or from where another part ended. */
export async function exportPart(
  position: ExportPosition | undefined,
  deps: ExportDeps,
): Promise<ExportPart> {
  if (!position) return beginning(deps)
  const step = STEPS[position.step]
  if (!step) return { lines: [printEnd(position.before)] }
  return step === 'entries' ? entriesPart(position, deps) : tablePart(step.name, position, deps)
}

async function beginning({ archive, siteUrl, now }: ExportDeps): Promise<ExportPart> {
  const begun = await archive.begin()
  const { schema, entries } = begun
  const head = printHead({ schema, madeAt: wholeSeconds(now()), siteUrl, entries })
  const before = afterLine(NOTHING_YET, head)
  return { lines: [head], next: { step: 0, after: [], entry: 0, begun, before } }
}

async function tablePart(table: string, position: ExportPosition, { archive, limits }: ExportDeps) {
  const { begun, entry, step } = position
  const { rows, after } = await archive.rows(table, position.after, begun, entry, limits.rows)
  const written = rows.map((row) => ({ table, row }))
  return part(written, position, { step: after.length === 0 ? step + 1 : step, after })
}

async function entriesPart(position: ExportPosition, { archive, limits }: ExportDeps) {
  const page = await archive.entries(position.entry, position.begun, limits)
  if (!page) return part([], position, { step: position.step + 1 })
  return part(page.rows, position, { entry: page.after })
}

function part(
  rows: readonly ArchiveRow[],
  position: ExportPosition,
  moved: Partial<ExportPosition>,
): ExportPart {
  const lines = rows.map(printRow)
  const before = lines.reduce<Before>(afterLine, position.before)
  return { lines, next: { ...position, ...moved, before } }
}
