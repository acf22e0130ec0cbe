import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const train = { title: 'A train arrives' }
const ship = { title: 'A ship sails', date: 'Mon, 02 Nov 2026 10:00:00 GMT' }

/** A newsroom that has polled these items once. */
async function newsroomWith(...items: Parameters<typeof rss>[0]) {
  await applyNewsroom()
  world({ [SOURCE]: serves(rss(items)) })
  const slug = await addSource(SOURCE, { slug: 'rail-times' })
  await poll(slug)
  return {
    /** The source publishes something else, and is polled. */
    async publish(...next: typeof items) {
      world({ [SOURCE]: serves(rss(next)) })
      return poll(slug)
    },
  }
}

beforeEach(reset)
afterEach(() => vi.unstubAllGlobals())

describe('a feed reader polling /topics/rail.atom', () => {
  const read = (headers: Record<string, string> = {}) => get('/topics/rail.atom', headers)

  it('gets the whole feed the first time, with validators to send back', async () => {
    await newsroomWith(train, ship)

    const response = await read()

    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
    expect(Date.parse(response.headers.get('last-modified') ?? '')).not.toBeNaN()
    const body = await response.text()
    expect(body).toContain('A train arrives')
    expect(body).not.toContain('A ship sails')
  })

  it('gets 304 and no body while nothing has changed, by either validator', async () => {
    const { publish } = await newsroomWith(train)
    const { headers } = await read()
    await publish(train)

    for (const condition of [
      { 'if-none-match': headers.get('etag') ?? '' },
      { 'if-modified-since': headers.get('last-modified') ?? '' },
    ]) {
      const again = await read(condition)
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
      expect(again.headers.get('etag')).toBe(headers.get('etag'))
    }
  })

  it('gets 304 too when another topic has news', async () => {
    const { publish } = await newsroomWith(train)
    const etag = (await read()).headers.get('etag') ?? ''
    await publish(ship, train)
    expect((await read({ 'if-none-match': etag })).status).toBe(304)
  })

  it('gets the feed again once an entry is added', async () => {
    const { publish } = await newsroomWith(train)
    const etag = (await read()).headers.get('etag') ?? ''
    await publish({ title: 'Another train' }, train)
    expect((await read({ 'if-none-match': etag })).status).toBe(200)
  })

  it('gets the feed again once an entry is corrected, and keeps its place', async () => {
    const { publish } = await newsroomWith({ ...train, id: 'urn:x:1' }, { title: 'Train two' })
    const etag = (await read()).headers.get('etag') ?? ''
    await publish({ title: 'A train is late', id: 'urn:x:1' }, { title: 'Train two' })

    const response = await read({ 'if-none-match': etag })

    expect(response.status).toBe(200)
    expect((await itemsOf('rail')).map(({ title }) => title).sort()).toEqual([
      'A train is late',
      'Train two',
    ])
  })

  it('gets with HEAD what it gets with GET, without the body', async () => {
    await newsroomWith(train)
    const [head, whole] = [await get('/topics/rail.atom', {}, 'HEAD'), await read()]

    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    for (const name of ['etag', 'last-modified', 'content-type', 'cache-control', 'link'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
  })
})

describe('every representation of a topic', () => {
  it.each([
    ['/topics/rail.atom', 'application/atom+xml; charset=utf-8'],
    ['/topics/rail.rss', 'application/rss+xml; charset=utf-8'],
    ['/topics/rail.json', 'application/feed+json; charset=utf-8'],
    ['/topics/rail', 'text/html; charset=utf-8'],
    ['/topics/rail.html', 'text/html; charset=utf-8'],
    ['/topics/all.atom', 'application/atom+xml; charset=utf-8'],
  ])('%s is %s, may be read from any page and says where it lives', async (path, type) => {
    await newsroomWith(train)
    const { status, headers } = await get(path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('link')).toContain('rel="self"')
    expect(headers.get('cache-control')).toMatch(
      /^public, max-age=\d+, stale-while-revalidate=\d+, stale-if-error=\d+$/,
    )
  })

  it('has an ETag of its own', async () => {
    await newsroomWith(train)
    const tags = await Promise.all(
      ['.atom', '.rss', '.json', ''].map(async (ending) =>
        (await get(`/topics/rail${ending}`)).headers.get('etag'),
      ),
    )
    expect(new Set(tags).size).toBe(4)
  })
})

describe('what /topics/ cannot answer', () => {
  it.each([
    { path: '/topics/rial.atom', status: 404, says: '"near":["rail"' },
    { path: '/topics/rial', status: 404, says: 'href="/topics/rail"' },
    { path: '/topics/rail.xml', status: 404, says: 'ask for .atom, .rss or .json' },
    { path: '/topics/Rail.atom', status: 400, says: 'small letters' },
    { path: '/topics/rail+sea.atom', status: 400, says: 'cannot be combined yet' },
    { path: '/topics/rail.atom?limit=0', status: 400, says: 'from 1 to 200' },
    { path: '/topics/rail.atom?limit=many', status: 400, says: 'from 1 to 200' },
    { path: '/nowhere', status: 404, says: 'There is nothing at /nowhere' },
  ])('$path: $status, $says', async ({ path, status, says }) => {
    await applyNewsroom()
    const response = await get(path)
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(says)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])(
    '%s: 405 that says what is allowed',
    async (method) => {
      await applyNewsroom()
      const response = await get('/topics/rail.atom', {}, method)
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    },
  )

  it('a preflight is answered', async () => {
    const response = await get('/topics/rail.json', { origin: 'https://other.example' }, 'OPTIONS')
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-headers')).toContain('If-None-Match')
  })
})

describe('the unified stream', () => {
  it('has every entry, newest first, each with its source, topics and why', async () => {
    await newsroomWith(train, ship, { title: 'A plane', date: 'Sun, 01 Nov 2026 09:00:00 GMT' })

    const items = await itemsOf('all')

    expect(items.map(({ title }) => title)).toEqual(['A ship sails', 'A train arrives', 'A plane'])
    expect(items[1]).toMatchObject({
      date_published: '2026-11-01T10:00:00Z',
      _source: { title: 'Rail Times', home_page_url: 'https://rail.example/', feed_url: SOURCE },
      _topics: [{ slug: 'rail', evidence: [{ field: 'title', quote: 'train' }] }],
      _duplicates: [],
    })
    expect(items[2]?._topics).toEqual([])
  })

  it('is as long as asked for, under an address of its own', async () => {
    await newsroomWith(train, ship)
    const feed = await (
      await get('/topics/all.json?limit=1')
    ).json<{ items: []; feed_url: string }>()
    expect(feed.items).toHaveLength(1)
    expect(feed.feed_url).toBe('https://despatch.example/topics/all.json?limit=1')
  })
})
