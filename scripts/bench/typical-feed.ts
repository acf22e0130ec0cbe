import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWorker } from '../build-worker.ts'
import { startLocalNewsroom } from '../local-newsroom.ts'
import { newsroomFrom, putNewsroom } from '../put-newsroom.ts'
import { settings } from '../settings.ts'
import { typicalFeed } from './feeds.ts'
import { table } from './table.ts'
import { workerdCpuSeconds } from './workerd-cpu.ts'

const PORT = 8795
const FEED_PORT = 8796
const SITE = `http://127.0.0.1:${PORT}`
const ENTRIES = 50
const REQUESTS = 60
const ROUNDS = 3

const operate = async (path: string, body?: Uint8Array | string, headers = {}) => {
  const response = await fetch(SITE + path, {
    method: 'POST',
    headers: { authorization: 'Bearer bench', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : Uint8Array.from(body) }),
  })
  return { status: response.status, text: await response.text() }
}

const preview = (body: Uint8Array) =>
  operate('/api/preview', body, { 'x-feed-url': 'https://example.org/feed' })

/** Processor time of workerd for one of many, in milliseconds. */
async function cpuOf(ask: () => Promise<{ status: number }>): Promise<number> {
  const before = workerdCpuSeconds()
  for (let i = 0; i < REQUESTS; i++) await ask()
  return ((workerdCpuSeconds() - before) / REQUESTS) * 1000
}

/** As many bytes that are a picture's: refused as soon as they are in, so they cost just that. */
function picture(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return bytes
}

type Answer = 'one more' | 'the same' | 'not modified'

/** A publisher on this machine. */
function publisher() {
  const will: { answer: Answer } = { answer: 'one more' }
  let oldest = 0
  const server = createServer((_, response) => {
    if (will.answer === 'not modified') {
      response.writeHead(304).end()
      return
    }
    if (will.answer === 'one more') oldest += 1
    response.writeHead(200, { 'content-type': 'application/rss+xml', etag: `"${oldest}"` })
    response.end(typicalFeed(ENTRIES, oldest).body)
  })
  return { will, server: server.listen(FEED_PORT, '127.0.0.1') }
}

/**
 * What one feed of 50 entries and 100 KB costs inside workerd, warm: read for the first time, and
 * polled again. On the platform the database's work is not the Worker's; here it is in the same
 * process, which is why a poll that is answered with 304 stands beside the others.
 */
export async function benchTypicalFeed(): Promise<void> {
  const stateDir = mkdtempSync(join(tmpdir(), 'despatch-bench-'))
  const environment = {
    PORT: String(PORT),
    STATE_DIR: stateDir,
    ADMIN_TOKEN: 'bench',
    POLLING: 'off',
    LOG: 'quiet',
    PRIVATE_HOSTS: '127.0.0.1',
  }
  const chosen = settings(environment)
  const newsroom = await startLocalNewsroom(await buildWorker(), chosen)
  await putNewsroom(await newsroomFrom(chosen.dataDir), SITE, 'bench')
  const { will, server } = publisher()
  const url = `http://127.0.0.1:${FEED_PORT}/feed`
  await operate('/api/sources', JSON.stringify({ url, slug: 'typical' }))
  const polled = (answer: Answer) => () => {
    will.answer = answer
    return cpuOf(() => operate('/api/sources/typical/poll'))
  }
  const { body } = typicalFeed(ENTRIES)
  const refused = picture(body.length)

  const measures: [string, () => Promise<number>][] = [
    ['the request and its bytes alone', () => cpuOf(() => preview(refused))],
    ['read, cleaned and filed, all 50 entries new', () => cpuOf(() => preview(body))],
    ['polled, 1 of 50 new', polled('one more')],
    ['polled, a document with nothing new', polled('the same')],
    ['polled, not modified (304)', polled('not modified')],
  ]
  const rows = measures.map(([what]): (string | number)[] => [what])
  for (const [, measure] of measures) await measure()
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, [, measure]] of measures.entries()) rows[i]?.push((await measure()).toFixed(1))
  console.log(
    `\nA typical feed (${ENTRIES} entries, ${(body.length / 1000).toFixed(0)} KB), warm, in workerd: CPU ms in each round; the free plan allows 10\n`,
  )
  console.log(table(['', ...Array.from({ length: ROUNDS }, (_, i) => String(i + 1))], rows))
  server.close()
  await newsroom.stop()
  rmSync(stateDir, { recursive: true })
}
