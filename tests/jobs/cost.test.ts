import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Cost, meteredWorker } from '../support/workerd/metered.ts'
import { applyNewsroom, rss, serves, world, type Item } from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

/**
 * What D1 counts, for docs/deploy.md reckons with it: a plan allows so many rows a day. The bounds
 * are what was measured and a little more; what grows with all that is stored breaks them.
 */

/** Enough for what reads everything to be told from what reads what it needs. */
const SOURCES = 8
const slugs = Array.from({ length: SOURCES }, (_, index) => `s${index}`)

/** The same texts each time, of words as frequent as words are (Zipf). */
let seed = 1
const chance = () => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}
const word = () => Math.floor(20_000 ** chance()).toString(36)
const text = (words: number) => Array.from({ length: words }, word).join(' ')

let minute = 0
const news = (count: number): Item[] =>
  Array.from({ length: count }, () => {
    minute += 1
    const date = new Date(Date.UTC(2026, 10, 1, 0, minute)).toUTCString()
    return { id: `urn:x:${minute}`, title: `train ${text(8)}`, text: text(150), date }
  })

const documents = new Map(slugs.map((slug) => [slug, news(50)]))
const worker = meteredWorker()

async function polled(slug: string) {
  await env.DB.prepare(
    "UPDATE sources SET next_poll_at = '2000-01-01T00:00:00Z', queued_until = NULL WHERE slug = ?",
  )
    .bind(slug)
    .run()
  return worker.message({ kind: 'poll', slug })
}

let lastFirstPoll: Cost
let isChanged = true
function outside() {
  const feed = (slug: string) => (request: Request) =>
    !isChanged && request.headers.has('if-none-match')
      ? new Response(null, { status: 304, headers: { etag: '"x"' } })
      : (serves(rss(documents.get(slug) ?? []), { etag: '"x"' })(request) as Response)
  world(Object.fromEntries(slugs.map((slug) => [`https://${slug}.example/feed`, feed(slug)])))
}

beforeAll(async () => {
  await reset()
  await applyNewsroom({
    sources: slugs.map((slug) => ({ slug, url: `https://${slug}.example/feed` })),
  })
  outside()
  for (const slug of slugs) lastFirstPoll = await polled(slug)
}, 120_000)
afterEach(() => {
  isChanged = true
  vi.useRealTimers()
})

describe('a poll', () => {
  it('that is answered 304 reads and writes next to nothing', async () => {
    isChanged = false
    const cost = await polled('s1')
    expect(cost.statements).toBeLessThanOrEqual(6)
    expect(cost.rowsRead).toBeLessThanOrEqual(10)
    expect(cost.rowsWritten).toBeLessThanOrEqual(6)
  })

  it('that finds the document as before reads the entries in it, and none of the others', async () => {
    const cost = await polled('s2')
    expect(cost.rowsRead).toBeLessThanOrEqual(500)
    expect(cost.rowsWritten).toBeLessThanOrEqual(6)
  })

  it('that brings one new entry', async () => {
    documents.set('s3', [...news(1), ...(documents.get('s3') ?? []).slice(0, 49)])
    const cost = await polled('s3')
    expect(cost.statements).toBeLessThanOrEqual(50)
    expect(cost.rowsRead).toBeLessThanOrEqual(1500)
    expect(cost.rowsWritten).toBeLessThanOrEqual(70)
  })

  it('that is the first, of fifty entries', () => {
    expect(lastFirstPoll.statements).toBeLessThanOrEqual(50)
    expect(lastFirstPoll.rowsWritten).toBeLessThanOrEqual(3000)
  })
})

describe('an operator', () => {
  it('who adds a source waits for no entry or source that is there already', async () => {
    const cost = await worker.post('/api/sources', { url: 'https://another.example/feed' })
    expect(cost.rowsRead).toBeLessThanOrEqual(30)
  })
})

describe('a minute in which nothing is due', () => {
  it('stays well within the 50 statements of the free plan, and reads no source', async () => {
    // What is counted from time to time.
    await worker.cron()
    const cost = await worker.cron()
    expect(cost.statements).toBeLessThanOrEqual(25)
    expect(cost.rowsRead).toBeLessThanOrEqual(40)
    expect(cost.rowsWritten).toBeLessThanOrEqual(5)
  })
})

describe('a reader', () => {
  it('of a topic costs once what its entries cost, and a look at versions every five seconds', async () => {
    const path = '/topics/rail.atom'
    const cold = await worker.get(path)
    const kept = await worker.get(path)
    vi.setSystemTime(Date.now() + 6000)
    const asked = await worker.get(path)
    expect(cold.rowsRead).toBeLessThanOrEqual(600)
    expect(kept).toEqual({ statements: 0, rowsRead: 0, rowsWritten: 0 })
    expect(asked.statements).toBe(1)
    expect(asked.rowsRead).toBeLessThanOrEqual(20)
  })
})
