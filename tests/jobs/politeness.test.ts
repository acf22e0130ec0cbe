import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  operate,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const HOUR = 3600
const at = (path: string) => `https://rail.example/${path}`
const hoursUntil = (moment: string) => (Date.parse(moment) - Date.now()) / (HOUR * 1000)
const feed = serves(rss([{ title: 'A train' }]))

interface Health {
  status: string
  because?: string
  sources: { slug: string; failures: number; because: string; nextPollAt: string }[]
}
const health = async () => (await get('/health.json')).json<Health>()
const healthOf = async (slug: string) =>
  (await health()).sources.find((source) => source.slug === slug)

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('several sources of one host', () => {
  it('are asked one after the other, and the others at once', async () => {
    for (const slug of ['a', 'b', 'c']) await addSource(at(slug), { slug })
    await addSource('https://other.example/', { slug: 'd' })
    const { messages, env: bindings } = remembered()
    await cron(bindings)
    expect(messages).toEqual([
      { body: { kind: 'poll', slug: 'a' }, delaySeconds: 0 },
      { body: { kind: 'poll', slug: 'b' }, delaySeconds: 5 },
      { body: { kind: 'poll', slug: 'c' }, delaySeconds: 10 },
      { body: { kind: 'poll', slug: 'd' }, delaySeconds: 0 },
    ])
  })

  it('do not all come in one run when they are many', async () => {
    for (let i = 0; i < 15; i++) await addSource(at(String(i)))
    const { messages, env: bindings } = remembered()
    await cron(bindings)
    expect(messages).toHaveLength(12)
    await cron(bindings)
    expect(messages).toHaveLength(15)
  })

  it('wait together when the host asks one of them to, those added later too', async () => {
    const { asked } = world({
      [at('a')]: () => new Response('', { status: 429, headers: { 'retry-after': '7200' } }),
      [at('b')]: feed,
      [at('d')]: feed,
      'https://other.example/': feed,
    })
    for (const slug of ['a', 'b']) await addSource(at(slug), { slug })
    await addSource('https://other.example/', { slug: 'c' })
    await poll('a')
    await addSource(at('d').replace('//', '//ann:secret@'), { slug: 'd' })
    asked.length = 0

    await deliver(['b', 'c', 'd'].map((slug) => ({ kind: 'poll', slug })))

    expect(asked.map(({ url }) => url)).toEqual(['https://other.example/'])
    for (const slug of ['b', 'd']) {
      const source = await healthOf(slug)
      expect(source?.because).toBe(
        'its host asked us to wait 2 hours with all its feeds (429, Retry-After)',
      )
      expect(hoursUntil(source?.nextPollAt ?? '')).toBeCloseTo(2, 1)
    }
  })

  it('are asked all the same when the operator wants it', async () => {
    world({
      [at('a')]: () => new Response('', { status: 503, headers: { 'retry-after': '7200' } }),
      [at('b')]: feed,
    })
    await poll(await addSource(at('a')))
    expect(await poll(await addSource(at('b')))).toMatchObject({ outcome: 'fresh' })
  })
})

it('a message that comes twice asks once', async () => {
  const { asked } = world({ [at('a')]: feed })
  await addSource(at('a'), { slug: 'a' })
  await deliver([{ kind: 'poll', slug: 'a' }])
  await deliver([{ kind: 'poll', slug: 'a' }])
  expect(asked).toHaveLength(1)
})

describe('a 304', () => {
  it('keeps what the document asked for, and brings its own cache headers', async () => {
    const justNow = rss([{ title: 'A train', date: new Date().toUTCString() }], '<ttl>120</ttl>')
    const answers = [
      () => new Response(justNow, { headers: { etag: '"1"' } }),
      () => new Response(null, { status: 304 }),
      () => new Response(null, { status: 304, headers: { 'cache-control': 'max-age=36000' } }),
      () => new Response(null, { status: 304 }),
    ]
    world({ [at('a')]: () => answers.shift()?.() ?? Response.error() })
    const slug = await addSource(at('a'))
    const because = []
    for (let i = 0; i < 4; i++) because.push((await poll(slug)).because)
    expect(because).toEqual([
      'the publisher asks for 2 hours by its ttl: every 2 hours',
      'the publisher asks for 2 hours by its ttl: every 2 hours',
      'the publisher asks for 10 hours by its cache headers: every 10 hours',
      'the publisher asks for 10 hours by its cache headers: every 10 hours',
    ])
  })

  it('that nobody asked for is a failure', async () => {
    world({ [at('a')]: () => new Response(null, { status: 304 }) })
    expect(await poll(await addSource(at('a')))).toMatchObject({
      outcome: 'failed',
      faults: [{ what: expect.stringContaining('although it was not asked that') }],
    })
  })
})

it('a document that broke off is asked for again without conditions', async () => {
  const half = rss([{ title: 'A train' }, { title: 'A late train' }])
  const { asked } = world({
    [at('a')]: () =>
      new Response(half.slice(0, half.lastIndexOf('<item>')), {
        headers: { etag: '"1"', 'content-length': String(half.length) },
      }),
  })
  const slug = await addSource(at('a'))
  const report = await poll(slug)
  expect(report).toMatchObject({ outcome: 'fresh', added: 1 })
  expect(report.faults[0]?.what).toContain('its body ended early')
  await poll(slug)
  expect(asked[1]?.headers.get('if-none-match')).toBeNull()
})

it('a mistake of ours is told, and costs the source no more questions than a failure', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  world({ [at('a')]: feed })
  const slug = await addSource(at('a'))
  await env.DB.exec('ALTER TABLE originals RENAME TO elsewhere')

  const report = await poll(slug)

  expect(report).toMatchObject({ outcome: 'failed', added: 0 })
  expect(report.because).toBe('the poll failed: tried again after 1 hour')
  expect(told).toHaveBeenCalledOnce()
  await env.DB.exec('ALTER TABLE elsewhere RENAME TO originals')
  expect(await poll(slug)).toMatchObject({ outcome: 'fresh', added: 1 })
  expect(await itemsOf('rail')).toHaveLength(1)
})

describe('when nearly nothing can be reached', () => {
  const dead = () => {
    throw new TypeError('network is unreachable')
  }
  const slugs = ['a', 'b', 'c', 'd', 'e', 'f']
  const all = (answer: () => Response) =>
    Object.fromEntries(slugs.map((slug) => [`https://${slug}.example/`, answer]))
  const pollAll = async () => {
    for (const slug of slugs) await poll(slug)
  }

  it('the newsroom says once that it is us, and blames no source', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.spyOn(console, 'info').mockImplementation(() => {})
    for (const slug of slugs) await addSource(`https://${slug}.example/`, { slug })
    world(all(dead))
    await pollAll()
    await pollAll()
    await pollAll()

    expect(told).toHaveBeenCalledOnce()
    expect(await health()).toMatchObject({
      status: 'degraded',
      because:
        '6 of the 6 sources asked of late could not be reached at all: most likely it is our own network or name service, not theirs',
    })
    expect(await (await get('/sources')).text()).toContain('It is us, not them.')
    for (const { failures, because } of (await health()).sources) {
      expect(failures).toBeLessThanOrEqual(1)
      expect(because).toContain('tried again after 1 hour')
    }

    world(all(() => new Response(rss([{ title: 'A train' }]))))
    await pollAll()
    expect(await health()).toMatchObject({ status: 'ok' })

    // The next outage is told again.
    await cron(remembered().env)
    world(all(dead))
    await pollAll()
    expect(told).toHaveBeenCalledTimes(2)
  })

  it('servers that answer with errors are their own fault', async () => {
    for (const slug of slugs) await addSource(`https://${slug}.example/`, { slug })
    world(all(() => new Response('', { status: 500 })))
    await pollAll()
    expect(await health()).toMatchObject({ status: 'ok' })
  })
})

it('the password of a source is in no answer but its operator’s', async () => {
  world({ [at('a')]: () => new Response('', { status: 500 }) })
  const slug = await addSource('https://ann:secret@rail.example/a')
  await poll(slug)
  for (const path of ['/health.json', '/sources', '/topics/all.json'])
    expect(await (await get(path)).text()).not.toContain('secret')
  expect((await operate('GET', '/api/sources')).status).toBe(200)
})
