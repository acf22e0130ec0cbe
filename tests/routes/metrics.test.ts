import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { app } from '../../src/app.ts'
import { connect } from '../../src/connect.ts'
import {
  addSource,
  applyNewsroom,
  get,
  operate,
  operatorHeaders,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const at = (path: string) => `https://rail.example/${path}`

const read = async () => (await get('/metrics', operatorHeaders)).text()

/** The value of one sample, as it is written. */
const sample = (text: string, name: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`despatch_${name} `))
    ?.split(' ')
    .at(-1)

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('/metrics', () => {
  it('counts polls and what they brought, for good', async () => {
    const answers = [
      serves(rss([{ title: 'A train' }, { title: 'Another' }])),
      () => new Response(null, { status: 304 }),
      () => new Response('', { status: 500 }),
    ]
    world({ [at('a')]: (request) => answers.shift()?.(request) ?? Response.error() })
    const slug = await addSource(at('a'))
    for (let i = 0; i < 3; i++) await poll(slug)
    await operate('DELETE', `/api/sources/${slug}`)
    const text = await read()
    expect(sample(text, 'polls_total{outcome="fresh"}')).toBe('1')
    expect(sample(text, 'polls_total{outcome="failed"}')).toBe('2')
    expect(sample(text, 'polls_total{outcome="gone"}')).toBe('0')
    expect(sample(text, 'poll_entries_total{as="added"}')).toBe('2')
    expect(sample(text, 'sources{state="failing"}')).toBe('0')
  })

  it('names what is ill, and no private source', async () => {
    world(
      Object.fromEntries(
        ['a', 'b'].map((path) => [at(path), () => new Response('', { status: 500 })]),
      ),
    )
    await poll(await addSource(at('a'), { slug: 'a' }))
    await poll(await addSource(at('b'), { slug: 'hidden', private: true }))
    const text = await read()
    expect(sample(text, 'sources{state="failing"}')).toBe('2')
    expect(sample(text, 'sources_private')).toBe('1')
    expect(sample(text, 'source_failures{source="a",state="failing"}')).toBe('1')
    expect(text).not.toContain('hidden')
  })

  it('tells of the queue, the cron and the database', async () => {
    await addSource(at('a'))
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
    await cron(remembered().env)
    const text = await read()
    expect(sample(text, 'polls_queued')).toBe('1')
    expect(Number(sample(text, 'polls_due_age_seconds'))).toBeGreaterThanOrEqual(59)
    expect(Number(sample(text, 'cycle_last_timestamp_seconds'))).toBe(Math.floor(Date.now() / 1000))
    expect(Number(sample(text, 'database_bytes'))).toBeGreaterThan(10_000)
    expect(sample(text, 'alarm_raised{alarm="outage"}')).toBe('0')
  })

  it('counts entries from time to time, for that reads all of them', async () => {
    world({ [at('a')]: serves(rss([{ title: 'A train' }, { title: 'Another' }])) })
    expect(sample(await read(), 'entries')).toBeUndefined()
    await cron(remembered().env)
    expect(sample(await read(), 'entries')).toBe('0')
    await poll(await addSource(at('a')))
    await cron(remembered().env)
    expect(sample(await read(), 'entries')).toBe('0')
    vi.useFakeTimers({ now: Date.now() + 600_000, toFake: ['Date'] })
    await cron(remembered().env)
    expect(sample(await read(), 'entries')).toBe('2')
    expect(sample(await read(), 'entries_shown')).toBe('2')
  })

  it.each([
    { stored: 0, minutes: 10 },
    { stored: 6000, minutes: 110 },
    { stored: 1_000_000, minutes: 24 * 60 },
  ])('a count of $stored entries holds for $minutes minutes', async ({ stored, minutes }) => {
    await cron(remembered().env)
    await env.DB.prepare("UPDATE counters SET value = ? WHERE name = 'entries'").bind(stored).run()
    const began = Date.now()
    // It began up to a second before its moment was written down.
    vi.useFakeTimers({ now: began + minutes * 60_000 - 5000, toFake: ['Date'] })
    await cron(remembered().env)
    expect(sample(await read(), 'entries')).toBe(String(stored))
    vi.setSystemTime(began + minutes * 60_000)
    await cron(remembered().env)
    expect(sample(await read(), 'entries')).toBe('0')
  })

  it.each([
    { METRICS: '', token: false, status: 401, type: 'application/problem+json; charset=utf-8' },
    { METRICS: '', token: true, status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' },
    {
      METRICS: 'open',
      token: false,
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
    },
    { METRICS: 'off', token: true, status: 404, type: 'application/problem+json; charset=utf-8' },
  ])(
    'METRICS=$METRICS, with a token: $token: $status',
    async ({ METRICS, token, status, type }) => {
      const headers = token ? operatorHeaders : {}
      const response = await app(connect({ ...env, METRICS })).request('/metrics', { headers })
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toBe(type)
    },
  )
})
