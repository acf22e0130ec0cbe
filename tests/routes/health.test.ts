import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchedDatabase } from '../support/workerd/database.ts'
import {
  addSource,
  applyNewsroom,
  get,
  operate,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const at = (path: string) => `https://rail.example/${path}`
const feed = serves(rss([{ title: 'A train' }]))

interface Health {
  status: string
  because?: string
  version: string
  database: { answers: boolean; bytes: number | null }
  cycle: { at: string; milliseconds: number; late: boolean } | null
  queue: { due: number; waiting: number; oldestSeconds: number }
  states: Record<string, number>
  listed: string
  sources: { slug: string; state: string }[]
  privateSources: number
}
const health = async () => (await get('/health.json')).json<Health>()

/** Moves the clock on. */
const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)

beforeEach(async () => {
  await reset()
  await applyNewsroom()
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('/health.json', () => {
  it('says that all is well, and which version says so', async () => {
    expect(await health()).toMatchObject({
      status: 'ok',
      version: expect.stringMatching(/./),
      database: { answers: true, bytes: expect.any(Number) },
      cycle: null,
      queue: { due: 0, waiting: 0, oldestSeconds: 0 },
      refiling: null,
    })
  })

  it('counts the sources by how they do, and names all of few', async () => {
    world({ [at('a')]: feed, [at('b')]: () => new Response('', { status: 500 }) })
    await poll(await addSource(at('a'), { slug: 'a' }))
    await poll(await addSource(at('b'), { slug: 'b' }))
    await addSource(at('c'), { slug: 'c' })
    await addSource(at('d'), { slug: 'd', paused: true })
    await addSource(at('e'), { slug: 'e', private: true })
    const told = await health()
    expect(told.states).toEqual({ answering: 1, failing: 1, new: 2, paused: 1, ended: 0 })
    expect(told.privateSources).toBe(1)
    expect(told.listed).toBe('all')
    expect(told.sources.map(({ slug, state }) => [slug, state])).toEqual([
      ['a', 'answering'],
      ['b', 'failing'],
      ['c', 'new'],
      ['d', 'paused'],
    ])
  })

  it.each([
    { change: 'is paused', patch: { paused: true }, state: 'paused' },
    { change: 'has another address', patch: { url: at('new') }, state: 'answering' },
  ])('a source that $change is counted as $state', async ({ patch, state }) => {
    world({ [at('a')]: feed })
    await poll(await addSource(at('a'), { slug: 'a' }))
    await operate('PATCH', '/api/sources/a', patch)
    expect((await health()).states).toMatchObject({ [state]: 1 })
  })

  it('of a thousand sources lists those that do not do well', async () => {
    await env.DB.prepare(
      `INSERT INTO sources (slug, url, first_url, settings, managed_by, changed_at, next_poll_at,
         because, last_report, failures)
       SELECT 's' || value, 'https://s' || value || '.example/', 'x', '{}', 'api', ?1, '2999', '',
         '{"outcome":"failed"}', value < 3
       FROM json_each(?2)`,
    )
      .bind('2026-01-01T00:00:00Z', JSON.stringify(Array.from({ length: 1000 }, (_, i) => i)))
      .run()
    await env.DB.exec(`UPDATE sources SET last_report = '{"outcome":"fresh"}' WHERE failures = 0`)
    const told = await health()
    expect(told.states).toMatchObject({ answering: 997, failing: 3 })
    expect(told.listed).toBe('ill')
    expect(told.sources.map(({ slug }) => slug)).toEqual(['s0', 's1', 's2'])
  })

  it('says how long the queue has kept a poll waiting', async () => {
    await addSource(at('a'))
    await addSource(at('b'))
    await cron(remembered().env)
    later(7)
    const { queue } = await health()
    expect(queue).toMatchObject({ due: 2, waiting: 2 })
    expect(queue.oldestSeconds).toBeGreaterThanOrEqual(420)
    expect(queue.oldestSeconds).toBeLessThan(440)
  })

  it('says when the cron came last, and when it has stopped coming', async () => {
    const began = Date.now()
    await cron(remembered().env)
    const { cycle } = await health()
    expect(Date.parse(cycle?.at ?? '')).toBeGreaterThanOrEqual(began - 1000)
    expect(cycle).toMatchObject({ milliseconds: expect.any(Number), late: false })
    later(4)
    const told = await health()
    expect(told).toMatchObject({ status: 'degraded', cycle: { late: true } })
    expect(told.because).toBe(`the cron has not come since ${cycle?.at}`)
  })

  it('is 503 in the same shape when the database does not answer', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const members = Object.keys(await health())
    const { watched, get: getWatched } = watchedDatabase()
    watched.isDown = true
    const response = await getWatched('/health.json')
    expect(response.status).toBe(503)
    const body = await response.json<Health>()
    expect(body).toMatchObject({ status: 'down', database: { answers: false }, sources: [] })
    expect(Object.keys(body).filter((name) => name !== 'because')).toEqual(members)
    expect(told).toHaveBeenCalledOnce()
  })
})
