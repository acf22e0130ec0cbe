import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import * as v from 'valibot'
import { table } from './table.ts'

const MemoryReport = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ documentMegabytes: v.number(), heldMegabytes: v.number() }),
)

/** What is held while a feed is read, by the number of its entries. */
export function benchMemory(): void {
  console.log(
    '\nMemory while reading one feed to its limit of entries, above what the process holds anyway\n',
  )
  const rows = [500, 2000, 8000, 32_000].map((entries) => {
    const output = execFileSync(
      process.execPath,
      ['--expose-gc', join(import.meta.dirname, 'memory-of.ts'), String(entries)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const { documentMegabytes, heldMegabytes } = v.parse(MemoryReport, output)
    return [entries, documentMegabytes.toFixed(1), heldMegabytes.toFixed(1)]
  })
  console.log(table(['entries', 'document MB', 'held MB'], rows))
}
