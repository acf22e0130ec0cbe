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
const OTHER = 'https://sea.example/feed'
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
    ['/topics/rail.html', 'text/html; charset=utf-8'],
    ['/topics/rail', 'application/atom+xml; charset=utf-8'],
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
      ['.atom', '.rss', '.json', '.html'].map(async (ending) =>
        (await get(`/topics/rail${ending}`)).headers.get('etag'),
      ),
    )
    expect(new Set(tags).size).toBe(4)
  })
})

describe('what /topics/ cannot answer', () => {
  it.each([
    { path: '/topics/rial.atom', status: 404, says: '"near":["rail"' },
    { path: '/topics/rial.html', status: 404, says: 'href="/topics/rail"' },
    { path: '/topics/rail.xml', status: 404, says: 'ask for .atom, .rss or .json' },
    { path: '/topics/Rail.atom', status: 400, says: 'small letters' },
    {
      path: '/topics/rail+.atom',
      status: 400,
      says: 'at character 6 of the topic, a topic is missing',
    },
    { path: '/topics/rail+!rail.atom', status: 400, says: 'no entry could ever be in it' },
    { path: '/topics/rail+boats.atom', status: 404, says: 'There is no topic \\"boats\\"' },
    { path: '/topics/rail.atom?since=soon', status: 400, says: 'a date or a date-time' },
    { path: '/topics/rail.atom?q=-x', status: 400, says: 'there is nothing in it to look for' },
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

describe('topics combined', () => {
  const both = { title: 'A train on a ship', date: 'Tue, 03 Nov 2026 10:00:00 GMT' }
  const neither = { title: 'A plane', date: 'Sun, 01 Nov 2026 09:00:00 GMT' }

  it.each([
    { expression: 'rail+sea', holds: ['A train on a ship'] },
    { expression: 'rail,sea', holds: ['A train on a ship', 'A ship sails', 'A train arrives'] },
    { expression: 'rail+!sea', holds: ['A train arrives'] },
    { expression: '!rail', holds: ['A ship sails', 'A plane'] },
    { expression: '!rail+sea,rail+!sea', holds: ['A ship sails', 'A train arrives'] },
    { expression: '!rail,!sea', holds: ['A ship sails', 'A train arrives', 'A plane'] },
    {
      expression: 'all',
      holds: ['A train on a ship', 'A ship sails', 'A train arrives', 'A plane'],
    },
  ])('$expression holds $holds', async ({ expression, holds }) => {
    await newsroomWith(train, ship, both, neither)
    expect((await itemsOf(expression)).map(({ title }) => title)).toEqual(holds)
  })

  it('have a title in words, and an id and address of their own', async () => {
    await newsroomWith(both)
    const feed = await (await get('/topics/rail+!sea.json')).json()
    expect(feed).toMatchObject({
      title: 'RAIL, without SEA · Transport',
      feed_url: 'https://despatch.example/topics/rail+!sea.json',
    })
  })

  it.each([
    ['/topics/sea,rail.atom', '/topics/rail,sea.atom'],
    ['/topics/rail,rail+sea.rss', '/topics/rail.rss'],
    ['/topics/all+rail', '/topics/rail'],
    ['/topics/rail.json?limit=50', '/topics/rail.json'],
    ['/topics/rail.json?view=title&lang=EN&utm_source=x', '/topics/rail.json?lang=en&view=title'],
    ['/topics/rail%2Bsea.atom', '/topics/rail+sea.atom'],
    ['/topics/rail%20sea.atom', '/topics/rail+sea.atom'],
  ])('%s is at home at %s', async (path, home) => {
    await applyNewsroom()
    const response = await get(path)
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe(home)
    expect((await get(home)).status).toBe(200)
  })
})

describe('a feed narrowed by parameters', () => {
  const japanese = '<channel><language>ja</language>'

  it.each([
    { parameters: '?source=rail-times', holds: ['A ship sails', 'A train arrives'] },
    {
      parameters: '?source=rail-times,sea-times',
      holds: ['A ship sails', 'A train arrives', 'A ferry'],
    },
    { parameters: '?source=nobody', holds: [] },
    { parameters: '?lang=ja', holds: ['A ferry'] },
    { parameters: '?since=2026-11-02', holds: ['A ship sails'] },
    { parameters: '?since=2026-11-01T10:00:00Z', holds: ['A ship sails', 'A train arrives'] },
  ])('$parameters: $holds', async ({ parameters, holds }) => {
    await newsroomWith(train, ship)
    const ferries = rss([{ title: 'A ferry', date: 'Sat, 31 Oct 2026 10:00:00 GMT' }])
    world({ [OTHER]: serves(ferries.replace('<channel>', japanese)) })
    await poll(await addSource(OTHER, { slug: 'sea-times' }))

    const feed = await (
      await get(`/topics/all.json${parameters}`)
    ).json<{ items: { title: string }[] }>()
    expect(feed.items.map(({ title }) => title)).toEqual(holds)
  })

  it.each(['summary', 'title'])(
    'view=%s leaves the content out, and the title in',
    async (view) => {
      await newsroomWith(train)
      const body = await (await get(`/topics/rail.atom?view=${view}`)).text()
      expect(body).toContain('A train arrives')
      expect(body).not.toContain('<content')
    },
  )
})

describe('a search', () => {
  const items = [
    { title: 'Carrier strike group visits Japan', text: 'The ships stayed a week.' },
    { title: '防衛省が新型護衛艦を発注', text: '海上自衛隊。' },
    { title: 'Défense européenne', text: 'A group of carriers. No strike.' },
    { title: 'กองทัพเรือไทยซื้อเรือดำน้ำ', text: 'x' },
  ]

  it.each([
    { q: 'japan', holds: [0] },
    { q: 'ship', holds: [0], because: 'words are found by their stems' },
    { q: 'carrier strike', holds: [0, 2], because: 'both words must be there, anywhere' },
    { q: '"strike group"', holds: [0], because: 'a phrase is words that follow each other' },
    { q: 'carrier -japan', holds: [2], because: 'what is not wanted must not be there' },
    { q: 'defense', holds: [2], because: 'accents do not matter' },
    { q: '護衛艦', holds: [1], because: 'in a script without spaces anything may be found' },
    { q: '衛艦', holds: [1], because: 'in a script without spaces anything may be found' },
    { q: 'เรือดำน้ำ', holds: [3], because: 'in a script without spaces anything may be found' },
    { q: '艦衛', holds: [] },
    { q: 'jap', holds: [] },
    { q: 'words:japan OR NEAR(a)', holds: [], because: 'nothing of it is a command' },
  ])('for $q finds $holds: $because', async ({ q, holds }) => {
    await newsroomWith(...items)
    const home = `/topics/all.json?${new URLSearchParams({ q })}`
    const first = await get(home)
    const response = first.status === 308 ? await get(first.headers.get('location') ?? '') : first
    expect(response.status).toBe(200)
    const feed = await response.json<{ items: { title: string }[]; feed_url: string }>()
    expect(feed.items.map(({ title }) => title).toSorted()).toEqual(
      holds.map((i) => items[i]?.title ?? '').toSorted(),
    )
    expect(new URL(feed.feed_url).searchParams.get('q')).toBeTruthy()
  })

  it('finds what an entry says now, and no longer what it said', async () => {
    const { publish } = await newsroomWith({ title: 'Train', id: 'urn:x:1', text: 'At noon.' })
    await publish({ title: 'Train', id: 'urn:x:1', text: 'At midnight.' })
    const found = async (q: string) =>
      (await (await get(`/topics/all.json?q=${q}`)).json<{ items: [] }>()).items.length
    expect(await found('midnight')).toBe(1)
    expect(await found('noon')).toBe(0)
  })

  it('works within topics and pages', async () => {
    await newsroomWith({ title: 'Train A' }, { title: 'Train B' }, { title: 'Ship A' })
    const page = await (await get('/topics/rail.json?limit=1&q=train')).json<{ next_url: string }>()
    expect(page.next_url).toContain('q=train')
  })
})

describe('pages of a feed', () => {
  interface Page {
    items: { id: string }[]
    next_url?: string
  }
  const ids = async (path: string, between?: () => Promise<unknown>): Promise<string[]> => {
    const page = await (await get(path)).json<Page>()
    await between?.()
    const here = page.items.map(({ id }) => id)
    if (page.next_url === undefined) return here
    return [...here, ...(await ids(page.next_url.replace('https://despatch.example', '')))]
  }
  const items = Array.from({ length: 7 }, (_, i) => ({
    title: `Train ${i}`,
    id: `urn:x:${i}`,
    // Three at the same moment: the order among them must hold still too.
    date: `Sun, 01 Nov 2026 ${10 + Math.floor(i / 3)}:00:00 GMT`,
  }))

  it.each(['rail', 'all', '!sea', 'rail,sea'])(
    'of %s hold everything once, in order',
    async (expression) => {
      await newsroomWith(...items)
      const whole = await ids(`/topics/${expression}.json`)
      expect(whole).toHaveLength(7)
      expect(await ids(`/topics/${expression}.json?limit=2`)).toEqual(whole)
    },
  )

  it('neither repeat nor skip when something new arrives between them', async () => {
    const { publish } = await newsroomWith(...items)
    const whole = await ids('/topics/rail.json')
    const arrival = { title: 'New train', id: 'urn:x:new', date: 'Mon, 02 Nov 2026 10:00:00 GMT' }
    expect(await ids('/topics/rail.json?limit=3', () => publish(arrival, ...items))).toEqual(whole)
  })

  it('are linked in every format', async () => {
    await newsroomWith(...items)
    const response = await get('/topics/rail.atom?limit=2')
    expect(response.headers.get('link')).toMatch(/before=[^>]+>; rel="next"/)
    expect(await response.text()).toMatch(
      /<link rel="next" href="[^"]+\.atom\?before=[^"]+limit=2"/,
    )
    expect(await (await get('/topics/rail.rss?limit=2')).text()).toMatch(
      /<atom:link rel="next" href="[^"]+\.rss\?before=/,
    )
    expect(await (await get('/topics/rail.html?limit=2')).text()).toMatch(/rel="next"/)
  })
})

describe('an address without an extension', () => {
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

  it.each([
    { accept: browser, type: 'text/html; charset=utf-8' },
    { accept: 'application/rss+xml, */*;q=0.1', type: 'application/rss+xml; charset=utf-8' },
    { accept: '*/*', type: 'application/atom+xml; charset=utf-8' },
  ])('gives $accept $type, and says so to caches', async ({ accept, type }) => {
    await newsroomWith(train)
    const { status, headers } = await get('/topics/rail', { accept })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('vary')).toBe('Accept')
    const again = await get('/topics/rail', { accept, 'if-none-match': headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    expect(again.headers.get('vary')).toBe('Accept')
  })

  it('is 406 for those who want none of what there is', async () => {
    await applyNewsroom()
    expect((await get('/topics/rail', { accept: 'image/png' })).status).toBe(406)
  })

  it('is the only one that negotiates', async () => {
    await newsroomWith(train)
    const { headers } = await get('/topics/rail.rss', { accept: browser })
    expect(headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    expect(headers.get('vary')).toBeNull()
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
