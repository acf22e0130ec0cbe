import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { complaints } from '../src/domain/complaint.ts'
import type { Path, Place, PlacedDocument } from './placed-document.ts'

/** Something wrong in a file of a newsroom, and where: counted from 1. */
export interface Problem extends Place {
  /** Relative to the newsroom's folder. */
  file: string
  /** What was expected. */
  what: string
}

/** A file that is what it should be and knows where its values stand, or what is wrong with it. */
export type Read<T> =
  | { kind: 'good'; file: string; value: T; placeOf: (path: Path) => Place }
  | { kind: 'broken'; problems: Problem[] }

export const broken = (file: string, what: string) => ({
  kind: 'broken' as const,
  problems: [{ file, line: 1, column: 1, what }],
})

export const errorCode = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/** The text of a file, or why there is none. */
export async function textOf(
  dir: string,
  file: string,
): Promise<{ text: string } | { what: string }> {
  try {
    const bytes = await readFile(join(dir, file))
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT') return { what: 'expected this file, and there is none' }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { what: 'expected text in UTF-8' }
    return { what: `cannot be read (${code})` }
  }
}

/** A parsed document held against its schema. */
export function check<S extends v.GenericSchema>(
  file: string,
  document: PlacedDocument,
  schema: S,
  complete: (value: object) => object = (value) => value,
): Read<v.InferOutput<S>> {
  if (document.kind === 'broken')
    return { kind: 'broken', problems: document.faults.map((fault) => ({ file, ...fault })) }
  const { value, placeOf } = document
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return broken(file, 'expected an object with named members')
  const parsed = v.safeParse(schema, complete(value))
  if (parsed.success) return { kind: 'good', file, value: parsed.output, placeOf }
  const problems = complaints(parsed.issues).map(({ path, isName, what }): Problem => {
    const { line, column } = placeOf(path, isName)
    return { file, line, column, what }
  })
  return { kind: 'broken', problems }
}
