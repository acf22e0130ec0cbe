import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWorker } from '../build-worker.ts'
import { startLocalNewsroom } from '../local-newsroom.ts'
import { settings } from '../settings.ts'
import { typicalFeed } from './feeds.ts'
import { table } from './table.ts'
import { workerdCpuSeconds } from './workerd-cpu.ts'

const PORT = 8795
const REQUESTS = 60

/**
 * What one feed of 50 entries and 100 KB costs inside workerd, from its bytes to filed entries:
 * the processor time of the runtime's process for a preview, less that of a request which does nothing.
 */
export async function benchTypicalFeed(): Promise<void> {
  const stateDir = mkdtempSync(join(tmpdir(), 'despatch-bench-'))
  const environment = {
    PORT: String(PORT),
    STATE_DIR: stateDir,
    ADMIN_TOKEN: 'bench',
    POLLING: 'off',
  }
  const newsroom = await startLocalNewsroom(await buildWorker(), settings(environment))
  const { body } = typicalFeed(50)
  const send = (bytes: Uint8Array) =>
    fetch(`http://127.0.0.1:${PORT}/api/preview`, {
      method: 'POST',
      headers: { authorization: 'Bearer bench', 'x-feed-url': 'https://example.org/feed' },
      body: Uint8Array.from(bytes),
    }).then((response) => response.text())
  const cpuOf = async (bytes: Uint8Array) => {
    const before = workerdCpuSeconds()
    for (let i = 0; i < REQUESTS; i++) await send(bytes)
    return ((workerdCpuSeconds() - before) / REQUESTS) * 1000
  }
  // An empty document is refused before it is read; it costs the request and nothing else.
  const nothing = new Uint8Array(0)
  await cpuOf(body)
  await cpuOf(nothing)
  const rows = []
  for (let round = 1; round <= 3; round++) {
    const [whole, request] = [await cpuOf(body), await cpuOf(nothing)]
    rows.push([
      round,
      (body.length / 1000).toFixed(0),
      whole.toFixed(1),
      request.toFixed(1),
      (whole - request).toFixed(1),
    ])
  }
  console.log('\nA typical feed of 50 entries, warm, inside workerd; the free plan allows 10 ms\n')
  console.log(table(['round', 'KB', 'CPU ms', 'bare request ms', 'feed ms'], rows))
  await newsroom.stop()
  rmSync(stateDir, { recursive: true })
}
