import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../src/connect.ts'
import { failureLine } from '../../src/domain/log.ts'
import {
  addSource,
  applyNewsroom,
  get,
  operatorHeaders,
  rss,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'

/** Everything that is logged from now on, as it is given to the console. */
function listening() {
  const told: unknown[][] = []
  for (const level of ['info', 'warn', 'error', 'log'] as const)
    vi.spyOn(console, level).mockImplementation((...line: unknown[]) => void told.push(line))
  return told
}

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('what the newsroom says of itself', () => {
  it('is one line for a poll, an object whose members can be asked for', async () => {
    world({ [SOURCE]: () => new Response(rss([{ title: 'A train' }])) })
    await addSource(SOURCE, { slug: 'rail' })
    const told = listening()
    await deliver([{ kind: 'poll', slug: 'rail' }], { ...env, LOG: '' })
    expect(told).toEqual([
      [
        expect.objectContaining({
          message: expect.stringMatching(
            /^poll rail: 1 new, next in [\d.]+ hours \(its newest entry is/,
          ),
          kind: 'poll',
          source: 'rail',
          outcome: 'fresh',
          added: 1,
        }),
      ],
    ])
  })

  it('is one line for a job', async () => {
    const told = listening()
    await deliver([{ kind: 'reclean', until: '2000' }], { ...env, LOG: 'json' })
    expect(told.map(([line]) => JSON.parse(String(line)) as object)).toEqual([
      {
        message: expect.stringMatching(/^reclean: done in \d+ ms$/),
        kind: 'job',
        level: 'info',
        job: 'reclean',
        milliseconds: expect.any(Number),
      },
    ])
  })

  it('is nothing where all is as it should be and the log is to be quiet', async () => {
    world({ [SOURCE]: () => new Response(rss([])) })
    await addSource(SOURCE, { slug: 'rail' })
    const told = listening()
    await deliver([{ kind: 'poll', slug: 'rail' }], { ...env, LOG: 'quiet' })
    expect(told).toEqual([])
  })

  it('says of a poll that is put off until when, and why', async () => {
    world({
      [SOURCE]: () => new Response('', { status: 429, headers: { 'retry-after': '7200' } }),
    })
    await addSource(SOURCE, { slug: 'rail' })
    await addSource(`${SOURCE}2`, { slug: 'other' })
    listening()
    await deliver([{ kind: 'poll', slug: 'rail' }])
    await env.DB.exec(`UPDATE sources SET next_poll_at = '2020' WHERE slug = 'other'`)
    const told = listening()
    await deliver([{ kind: 'poll', slug: 'other' }], { ...env, LOG: '' })
    expect(told).toMatchObject([
      [{ message: expect.stringMatching(/^poll other: put off \(its host asked us/) }],
    ])
  })
})

describe('a private source', () => {
  const CANARY = 'canary'
  const URL_ = `https://ann:${CANARY}@rail.example/${CANARY}/feed?key=${CANARY}`

  it.each([
    { how: 'fails', answer: () => new Response('', { status: 500 }) },
    { how: 'is gone', answer: () => new Response('', { status: 410 }) },
    { how: 'moves', answer: () => Response.redirect(`https://${CANARY}.example/`, 301) },
    {
      how: 'cannot be reached',
      answer: () => {
        throw new TypeError(`no connection to https://rail.example/${CANARY}/feed`)
      },
    },
    { how: 'breaks us', answer: () => new Response(rss([{ title: 'A train' }])), isBroken: true },
  ])(
    'is betrayed by no line, metric, alert or health when it $how',
    async ({ answer, isBroken }) => {
      vi.stubGlobal('fetch', async () => answer())
      await addSource(URL_, { slug: 'hidden', private: true })
      const told = listening()
      const bindings = {
        ...remembered().env,
        LOG: 'json',
        ALERT_WEBHOOK: 'https://pager.example/',
        ALERT_SECRET: `whsec_${btoa('a'.repeat(32))}`,
      }
      if (isBroken) await env.DB.exec('ALTER TABLE originals RENAME TO elsewhere')
      await deliver([{ kind: 'poll', slug: 'hidden' }], bindings)
      await env.DB.exec(`UPDATE sources SET memory = '{"endedAt":"2026-11-23T00:00:00Z"}'`)
      await cron(bindings)
      const alerts = await env.DB.prepare('SELECT * FROM alerts').all()
      const metrics = await (await get('/metrics', operatorHeaders)).text()
      const health = await (await get('/health.json')).text()
      expect(alerts.results).toHaveLength(1)
      expect(told.length).toBeGreaterThan(1)
      expect(JSON.stringify([told, alerts.results, metrics, health])).not.toContain(CANARY)
    },
  )
})

it('an error is told with where it was, and without addresses', async () => {
  const told = listening()
  const { log } = connect({ ...env, LOG: '' })
  log(failureLine('a poll broke', new TypeError('bad https://a:b@c.example/d'), { source: 'rail' }))
  expect(told).toEqual([
    [
      {
        message: 'a poll broke: bad https://c.example/…',
        kind: 'error',
        level: 'error',
        source: 'rail',
        error: {
          name: 'TypeError',
          message: 'bad https://c.example/…',
          stack: expect.stringMatching(/^TypeError: bad https:\/\/c\.example\/…\n\s+at /),
        },
      },
    ],
  ])
})
