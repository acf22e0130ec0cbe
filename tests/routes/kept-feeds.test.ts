import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchedDatabase } from '../support/workerd/database.ts'
import {
  addSource,
  applyNewsroom,
  poll,
  rss,
  serves,
  world,
  type JsonItem,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const OTHER = 'https://copies.example/feed'
const train = { title: 'A train arrives', id: 'urn:x:train' }
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

/** A newsroom with one train, and what asks it. */
async function newsroom() {
  await applyNewsroom()
  world({ [SOURCE]: serves(rss([train])) })
  const slug = await addSource(SOURCE, { slug: 'rail-times' })
  await poll(slug)
  return { ...watchedDatabase(), slug }
}

/** So much later, what an isolate knows of versions is looked at again. */
const later = () => vi.setSystemTime(Date.now() + 60_000)

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await reset()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a feed that was read before', () => {
  it('costs no query while it is asked for again and again', async () => {
    const { get, watched } = await newsroom()
    const first = await get('/topics/rail.atom')
    watched.queries = 0

    const again = await get('/topics/rail.atom')

    expect(watched.queries).toBe(0)
    expect(again.headers.get('cache-status')).toBe('Despatch; hit')
    expect(await again.text()).toBe(await first.text())
    expect((await get('/topics/rail.atom', { 'if-none-match': '*' })).status).toBe(304)
    expect(watched.queries).toBe(0)
  })

  it('costs one query a while later', async () => {
    const { get, watched } = await newsroom()
    await get('/topics/rail.atom')
    later()
    watched.queries = 0
    expect((await get('/topics/rail.atom')).headers.get('cache-status')).toBe('Despatch; hit')
    expect(watched.queries).toBe(1)
  })

  it('has the same tag when a version moved and nothing else did', async () => {
    const { get } = await newsroom()
    const first = await get('/topics/rail.atom')
    await env.DB.prepare('UPDATE streams SET version = version + 1').run()
    later()

    const again = await get('/topics/rail.atom')

    expect(again.headers.get('cache-status')).toBe('Despatch; fwd=stale')
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(await again.text()).toBe(await first.text())
  })

  it('is kept apart for each representation, negotiated or not', async () => {
    const { get } = await newsroom()
    const types = async () => {
      const answers = [
        await get('/topics/rail', { accept: BROWSER }),
        await get('/topics/rail', { accept: 'application/rss+xml' }),
        await get('/topics/rail', { accept: '*/*' }),
        await get('/topics/rail.json'),
        await get('/topics/rail.html'),
      ]
      return answers.map(({ headers }) => [
        headers.get('content-type')?.replace('; charset=utf-8', ''),
        headers.get('content-location')?.replace('https://despatch.example', '') ?? '',
        headers.get('vary'),
      ])
    }
    const expected = [
      ['text/html', '/topics/rail.html', 'Accept'],
      ['application/rss+xml', '/topics/rail.rss', 'Accept'],
      ['application/atom+xml', '/topics/rail.atom', 'Accept'],
      ['application/feed+json', '', null],
      ['text/html', '', null],
    ]
    expect(await types()).toEqual(expected)
    expect(await types()).toEqual(expected)
  })
})

describe('a kept feed is made anew at once when', () => {
  const items = async ({ get }: Awaited<ReturnType<typeof newsroom>>) =>
    (await (await get('/topics/rail.json')).json<{ items: JsonItem[] }>()).items

  it('an entry is added', async () => {
    const here = await newsroom()
    await items(here)
    world({ [SOURCE]: serves(rss([train, { title: 'Another train' }])) })
    await poll(here.slug)
    expect(await items(here)).toHaveLength(2)
  })

  it('its source calls itself something else', async () => {
    const here = await newsroom()
    await items(here)
    world({ [SOURCE]: serves(rss([train]).replace('Rail Times', 'Railway Times')) })
    await poll(here.slug)
    expect((await items(here))[0]?._source?.title).toBe('Railway Times')
  })

  it('another source brings a copy of an entry', async () => {
    const here = await newsroom()
    world({ [OTHER]: serves(rss([{ title: 'A plane' }])) })
    const other = await addSource(OTHER)
    await poll(other)
    expect((await items(here))[0]?._duplicates).toEqual([])
    world({ [OTHER]: serves(rss([{ title: 'A plane' }, train])) })
    await poll(other)
    expect((await items(here))[0]?._duplicates).toHaveLength(1)
  })

  it('the newsroom calls itself something else', async () => {
    const { get } = await newsroom()
    await get('/topics/rail.json')
    await applyNewsroom({
      newsroom: { title: 'Moving', description: 'd', contact: 'desk@example.org', language: 'en' },
    })
    expect(await (await get('/topics/rail.json')).text()).toContain('RAIL · Moving')
  })
})

describe('while the database fails', () => {
  const paths = [
    { path: '/topics/rail.atom' },
    { path: '/topics/rail.rss' },
    { path: '/topics/rail.json?view=title' },
    { path: '/topics/rail', accept: BROWSER },
    { path: '/topics/rail,sea.atom' },
    { path: '/topics/!sea.atom' },
    { path: '/topics/all.json?q=train' },
  ]

  it.each(paths)('$path is answered with its last good copy', async ({ path, accept }) => {
    const { get, watched } = await newsroom()
    const headers = accept === undefined ? {} : { accept }
    const before = await get(path, headers)
    expect(before.status).toBe(200)
    vi.spyOn(console, 'error').mockReturnValue()
    watched.isDown = true
    later()

    const now = await get(path, headers)

    expect(now.status).toBe(200)
    expect(now.headers.get('etag')).toBe(before.headers.get('etag'))
    expect(now.headers.get('content-type')).toBe(before.headers.get('content-type'))
    expect(now.headers.get('cache-control')).toBe('public, max-age=30, stale-if-error=604800')
    expect(now.headers.get('cache-status')).toContain('the database fails')
    expect(await now.text()).toBe(await before.text())
    const etag = before.headers.get('etag') ?? ''
    expect((await get(path, { ...headers, 'if-none-match': etag })).status).toBe(304)
    expect((await get(path, headers, 'HEAD')).status).toBe(200)
  })

  it('what nobody has read before is 503, with when to come again', async () => {
    const { get, watched } = await newsroom()
    vi.spyOn(console, 'error').mockReturnValue()
    watched.isDown = true

    const { status, headers } = await get('/topics/sea.rss')

    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('60')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  it('another spelling still leads home', async () => {
    const { get, watched } = await newsroom()
    watched.isDown = true
    const { status, headers } = await get('/topics/sea,rail.atom')
    expect(status).toBe(308)
    expect(headers.get('location')).toBe('/topics/rail,sea.atom')
  })

  it('the feed is fresh again once it is back', async () => {
    const { get, watched } = await newsroom()
    await get('/topics/rail.atom')
    vi.spyOn(console, 'error').mockReturnValue()
    watched.isDown = true
    later()
    await get('/topics/rail.atom')
    watched.isDown = false
    expect((await get('/topics/rail.atom')).headers.get('cache-control')).toMatch(/max-age=300/)
  })
})
