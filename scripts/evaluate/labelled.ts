import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseCsv } from '../csv.ts'

/** A text, and what somebody says of it. */
export interface LabelledText {
  id: string
  title: string
  content: string
  /** Who has labelled it. */
  source: string
  why: string
  /** By topic; what nobody has said is not there. */
  labels: ReadonlyMap<string, boolean>
  /** Rules are tuned by looking at half A; B is for measuring. */
  half: 'A' | 'B'
}

const LABEL = /^label_(.+)$/

/** By a hash of the id, so that a row stays in its half whatever is added. */
const halfOf = (id: string) =>
  (createHash('sha256').update(id).digest()[0] ?? 0) % 2 === 0 ? 'A' : 'B'

/**
 * Texts of a CSV file with columns `id`, `title`, `text`, `source`, `why-the-label` and, for each
 * topic, `label_{slug}` with underscores: 1, 0, or nothing where nobody knows.
 */
export function labelledTexts(path: string): LabelledText[] {
  return parseCsv(readFileSync(path, 'utf8')).map((row) => ({
    id: row['id'] ?? '',
    title: row['title'] ?? '',
    content: row['text'] ?? '',
    source: row['source'] ?? '',
    why: row['why-the-label'] ?? '',
    labels: new Map(
      Object.entries(row).flatMap(([name, value]) => {
        const [, slug] = LABEL.exec(name) ?? []
        return slug !== undefined && (value === '1' || value === '0')
          ? [[slug.replaceAll('_', '-'), value === '1'] as const]
          : []
      }),
    ),
    half: halfOf(row['id'] ?? ''),
  }))
}
