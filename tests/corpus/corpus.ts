import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Documents of others, beside the checkout; they are not ours to keep. */
const folder = process.env['CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus')

export const hasCorpus = existsSync(folder)
export const corpusPath = (path: string): string => join(folder, path)
export const corpusBytes = (path: string): Uint8Array => readFileSync(corpusPath(path))
export const corpusText = (path: string): string => readFileSync(corpusPath(path), 'utf8')
