import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { buildWorker } from '../build-worker.ts'
import { Refusal } from '../settings.ts'

/**
 * What Cloudflare allows a Worker, uncompressed, on every plan. Until 2026-09-04 it was 3 MB (free)
 * and 10 MB (paid) after compression.
 */
const MAX_BYTES = 64 * 1024 * 1024

export interface Bundle {
  code: Uint8Array
  /** Its size, in words. */
  size: string
}

const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`

/** Builds the Worker as it would be uploaded, and refuses one that would not be taken. */
export async function bundle(): Promise<Bundle> {
  const code = await readFile(await buildWorker())
  const size = `${kilobytes(code.length)}, ${kilobytes(gzipSync(code).length)} compressed`
  if (code.length > MAX_BYTES)
    throw new Refusal(`The Worker is ${size}; Cloudflare takes ${kilobytes(MAX_BYTES)}.`)
  return { code, size: `${size}, of ${kilobytes(MAX_BYTES)} allowed` }
}
