import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { operatorApi } from '../../src/api.ts'
import { connect } from '../../src/connect.ts'
import { addSource, applyNewsroom, operate, poll, world } from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const HOOK = 'https://pager.example/hook'
const SOURCE = 'https://rail.example/feed'
const MINUTE = 60_000

/** A newsroom with a webhook, and a queue that is emptied by hand. */
function withWebhook(more: object = {}) {
  const { sent, env: bindings } = remembered()
  const ALERT_SECRET = `whsec_${btoa('a'.repeat(32))}`
  const watched = { ...bindings, ALERT_WEBHOOK: HOOK, ALERT_SECRET, ...more }
  return {
    env: watched,
    cron: () => cron(watched),
    /** Does what is queued of alerts. */
    async deliver() {
      const jobs = sent.splice(0).filter(({ kind }) => kind === 'alert')
      await deliver(jobs, watched)
      return jobs.length
    },
  }
}

/** A receiver that answers as told; what it got. */
function receiver(...statuses: number[]) {
  const got: { id: string | null; payload: { type: string; data: Record<string, unknown> } }[] = []
  const answers = {
    [HOOK]: async (request: Request) => {
      got.push({ id: request.headers.get('webhook-id'), payload: await request.json() })
      return new Response(null, { status: statuses.shift() ?? 204 })
    },
  }
  return { got, answers, types: () => got.map(({ payload }) => payload.type) }
}

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
const end = (slug: string) =>
  env.DB.prepare(
    `UPDATE sources SET memory = '{"endedAt":"2026-11-23T00:00:00Z"}', next_poll_at = '2999' WHERE slug = ?`,
  )
    .bind(slug)
    .run()
const waiting = async () =>
  (await env.DB.prepare('SELECT attempts FROM alerts').all<{ attempts: number }>()).results

let told: ReturnType<typeof vi.spyOn>

beforeEach(async () => {
  await reset()
  await applyNewsroom()
  told = vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the end of a source', () => {
  it('is told once, and its return', async () => {
    const { got, answers, types } = receiver()
    world(answers)
    const newsroom = withWebhook()
    await addSource(SOURCE, { slug: 'rail' })
    await end('rail')
    for (let i = 0; i < 3; i++) {
      await newsroom.cron()
      await newsroom.deliver()
    }
    expect(types()).toEqual(['source.ended'])
    expect(got[0]?.payload).toEqual({
      type: 'source.ended',
      timestamp: expect.stringMatching(/Z$/),
      data: {
        message:
          'the source "rail" has ended: its server said again and again that it is gone (410)',
        source: 'rail',
        newsroom: 'https://despatch.example',
      },
    })

    await env.DB.exec(`UPDATE sources SET memory = '{}'`)
    await newsroom.cron()
    await newsroom.deliver()
    expect(types()).toEqual(['source.ended', 'source.returned'])
    expect(await waiting()).toEqual([])
  })

  it('is a line in the log where there is no webhook', async () => {
    await addSource(SOURCE, { slug: 'rail' })
    await end('rail')
    await cron(remembered().env)
    await cron(remembered().env)
    expect(told).toHaveBeenCalledOnce()
    expect(told).toHaveBeenCalledWith(
      expect.stringContaining('"message":"the source \\"rail\\" has ended'),
    )
    expect(await waiting()).toEqual([])
  })
})

describe('an alert that does not arrive', () => {
  it('is tried again under the same id, later and later, until it does', async () => {
    const { got, answers } = receiver(500, 503, 302, 200)
    world(answers)
    const newsroom = withWebhook()
    await addSource(SOURCE, { slug: 'rail' })
    await end('rail')
    const attempts: number[] = []
    const begin = Date.now()
    for (const minute of [0, 1, 2, 5, 6, 7, 35, 36, 37]) {
      vi.setSystemTime(begin + minute * MINUTE)
      await newsroom.cron()
      if ((await newsroom.deliver()) > 0) attempts.push(minute)
    }
    expect(attempts).toEqual([0, 1, 6, 36])
    expect(new Set(got.map(({ id }) => id)).size).toBe(1)
    expect(got[0]?.payload).toEqual(got[3]?.payload)
  })

  it('is given up after a day, and the log says so', async () => {
    const { got, answers } = receiver(...Array<number>(50).fill(500))
    world(answers)
    const newsroom = withWebhook()
    await addSource(SOURCE, { slug: 'rail' })
    await end('rail')
    await newsroom.cron()
    for (let turn = 0; turn < 8; turn++) {
      await newsroom.deliver()
      later(240 * MINUTE)
      await newsroom.cron()
    }
    expect(await waiting()).toEqual([])
    expect(got.length).toBeGreaterThan(5)
    expect(told).toHaveBeenLastCalledWith(expect.stringContaining('an alert is given up after'))
  })

  it('survives the loss of its message, and a crash between raising and sending', async () => {
    const { types, answers } = receiver()
    world(answers)
    await addSource(SOURCE, { slug: 'rail' })
    await end('rail')
    // Everything of this run but what stands in the database is lost.
    await withWebhook().cron()
    expect(types()).toEqual([])

    later(6 * MINUTE)
    const next = withWebhook()
    await next.cron()
    await next.deliver()
    expect(types()).toEqual(['source.ended'])
  })

  it('an alarm and its alert are written together or not at all', async () => {
    await addSource(SOURCE, { slug: 'rail' })
    await end('rail')
    await env.DB.exec('ALTER TABLE alerts RENAME TO elsewhere')
    await withWebhook().cron()
    expect((await env.DB.prepare('SELECT * FROM alarms').all()).results).toEqual([])
    await env.DB.exec('ALTER TABLE elsewhere RENAME TO alerts')
    await withWebhook().cron()
    expect(await waiting()).toHaveLength(1)
  })
})

describe('everything failing', () => {
  it('is told when it begins and when it is over', async () => {
    const { types, answers } = receiver()
    const newsroom = withWebhook()
    const slugs = ['a', 'b', 'c', 'd', 'e', 'f']
    const urls = slugs.map((slug) => `https://${slug}.example/`)
    for (const url of urls) await addSource(url)
    const all = (answer: () => Response) => ({
      ...answers,
      ...Object.fromEntries(urls.map((url) => [url, answer])),
    })
    const { pollDue, sources } = connect(newsroom.env)
    const pollAll = async () => {
      for (const { slug } of await sources.list()) {
        await env.DB.exec(`UPDATE sources SET next_poll_at = '2020'`)
        await pollDue(slug)
      }
    }
    world(
      all(() => {
        throw new TypeError('network is unreachable')
      }),
    )
    await pollAll()
    await newsroom.cron()
    await newsroom.deliver()
    expect(types()).toEqual(['outage.began'])

    world(all(() => new Response('', { status: 404 })))
    await pollAll()
    await newsroom.cron()
    await newsroom.deliver()
    expect(types()).toEqual(['outage.began', 'outage.over'])
  })
})

describe('a queue that is stuck', () => {
  /** Every other minute is as good as every minute. */
  const minutes = async (count: number, run: () => Promise<void>) => {
    for (let i = 0; i < count; i += 2) {
      await run()
      later(2 * MINUTE)
    }
  }

  it('is told after a quarter of an hour, and when polls are made again', async () => {
    const { types, answers } = receiver()
    world({ ...answers, [SOURCE]: () => new Response('', { status: 500 }) })
    const newsroom = withWebhook()
    const slug = await addSource(SOURCE)
    await minutes(14, newsroom.cron)
    await newsroom.deliver()
    expect(types()).toEqual([])
    await minutes(4, newsroom.cron)
    await newsroom.deliver()
    expect(types()).toEqual(['queue.stuck'])

    await poll(slug)
    await newsroom.cron()
    await newsroom.deliver()
    expect(types()).toEqual(['queue.stuck', 'queue.moving'])
  })

  it('is not one that slept', async () => {
    const newsroom = withWebhook()
    await addSource(SOURCE)
    await newsroom.cron()
    later(600 * MINUTE)
    await minutes(10, newsroom.cron)
    expect(await waiting()).toEqual([])
  })

  it('is not one that polling is off for', async () => {
    const newsroom = withWebhook({ POLLING: 'off' })
    await addSource(SOURCE)
    await minutes(20, newsroom.cron)
    expect(await waiting()).toEqual([])
  })
})

describe('POST /api/alerts/test', () => {
  const test = async (more: object = {}) =>
    operatorApi(connect(withWebhook(more).env)).request('/alerts/test', { method: 'POST' })

  it('sends an alert and tells what came of it', async () => {
    const { got, answers } = receiver()
    world(answers)
    const response = await test()
    expect(response.status).toBe(200)
    const { id, ...rest } = await response.json<{ id: string }>()
    expect(rest).toEqual({ delivered: true, status: 204, because: 'it was taken' })
    expect(got).toMatchObject([{ id, payload: { type: 'alert.test' } }])
  })

  it.each([
    { more: { ALERT_WEBHOOK: '' }, says: 'There is no webhook' },
    { more: { ALERT_WEBHOOK: 'mailto:a@b.example' }, says: 'no http or https URL' },
    { more: { ALERT_SECRET: '' }, says: 'ALERT_SECRET is not' },
    { more: { ALERT_SECRET: 'whsec_c2hvcnQ=' }, says: 'ALERT_SECRET is not' },
  ])('says what is missing with $more', async ({ more, says }) => {
    const response = await test(more)
    expect(response.status).toBe(409)
    expect((await response.json<{ detail: string }>()).detail).toContain(says)
  })

  it.each([
    { url: 'http://127.0.0.1/hook', says: 'is a private address' },
    { url: 'https://pager.example:8443/hook', says: 'port 8443' },
    { url: 'https://despatch.example/hook', says: 'this newsroom itself' },
  ])('asks $url no more than a source would be', async ({ url, says }) => {
    const { asked } = world({})
    const answer = await (await test({ ALERT_WEBHOOK: url })).json<{ because: string }>()
    expect(answer).toMatchObject({ delivered: false, status: null })
    expect(answer.because).toContain(says)
    expect(asked).toEqual([])
  })

  it('asks a private host that PRIVATE_HOSTS names', async () => {
    world({ 'http://private.test/hook': () => new Response(null, { status: 200 }) })
    expect(await (await test({ ALERT_WEBHOOK: 'http://private.test/hook' })).json()).toMatchObject({
      delivered: true,
    })
  })

  it('is for operators alone', async () => {
    const response = await operate('POST', '/api/alerts/test')
    expect(response.status).toBe(409)
  })
})
