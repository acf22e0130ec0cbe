import * as v from 'valibot'
import type { ArchiveRow } from '../domain/archive-store.ts'
import { sha256 } from '../web/digest.ts'

/**
 * An archive is text of lines, each of them JSON, compressed (RFC 1952): a head, then rows, then an
 * end that tells how many lines stand before it and their digest, so that one that was cut short or
 * changed is told from one that is whole.
 */
const FORMAT = 'despatch-archive'
const VERSION = 1

/** A row holds at most the 2 MB that a database does, and escapes make it longer. */
export const MAX_LINE_CHARACTERS = 12_000_000

const Head = v.object({
  format: v.literal(FORMAT),
  version: v.number(),
  /** Name of the last migration of the newsroom it was made of. */
  schema: v.string(),
  madeAt: v.string(),
  siteUrl: v.string(),
  /** How many there were when it was begun. */
  entries: v.number(),
})
type Head = v.InferOutput<typeof Head>

const End = v.object({ end: v.object({ lines: v.number(), digest: v.string() }) })

const RowLine = v.object({
  table: v.string(),
  row: v.record(v.string(), v.union([v.string(), v.number(), v.null()])),
})

const Line = v.union([RowLine, End, Head])

/** What stands before a line: how many lines, and their digest. */
export interface Before {
  lines: number
  digest: string
}

export const NOTHING_YET: Before = { lines: 0, digest: '' }

/** A chain, so that it can be carried from one part of an archive to the next. */
export const after = ({ lines, digest }: Before, line: string): Before => ({
  lines: lines + 1,
  digest: sha256(`${digest}\n${line}`),
})

export const printHead = (head: Omit<Head, 'format' | 'version'>): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, ...head })

export const printRow = ({ table, row }: ArchiveRow): string => JSON.stringify({ table, row })

export const printEnd = ({ lines, digest }: Before): string =>
  JSON.stringify({ end: { lines, digest } })

export type ReadLine =
  | { kind: 'head'; head: Head }
  | { kind: 'row'; row: ArchiveRow }
  | { kind: 'end'; digest: string }
  | { kind: 'broken'; what: string }

const broken = (what: string): ReadLine => ({ kind: 'broken', what })

function parsed(line: string): v.InferOutput<typeof Line> | undefined {
  try {
    const result = v.safeParse(Line, JSON.parse(line))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

/** One line of an archive, by what stands before it. */
export function readLine(line: string, before: Before): ReadLine {
  const said = parsed(line)
  if (before.lines === 0)
    return said && 'format' in said
      ? readHead(said)
      : broken('this is not an archive of a newsroom')
  const where = `line ${before.lines + 1}`
  if (!said || 'format' in said) return broken(`${where} is no row of an archive`)
  if (!('end' in said)) return { kind: 'row', row: said }
  return said.end.lines === before.lines && said.end.digest === before.digest
    ? { kind: 'end', digest: before.digest }
    : broken('the archive is not as it was made: its digest differs')
}

function readHead(head: Head): ReadLine {
  return head.version === VERSION
    ? { kind: 'head', head }
    : broken(`this archive is of format ${head.version}, and only ${VERSION} can be read here`)
}
