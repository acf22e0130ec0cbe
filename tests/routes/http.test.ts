import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  NEWSROOM,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const FRESH = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800'
const ABSENT = 'public, max-age=60'

beforeEach(async () => {
  await reset()
  await applyNewsroom()
  world({ [SOURCE]: serves(rss([{ title: 'Train one' }, { title: 'Train two' }])) })
  await poll(await addSource(SOURCE))
})
afterEach(() => vi.unstubAllGlobals())

/** Asks twice, for a feed that is made anew and one that is kept must be told alike. */
const twice = async (...asked: Parameters<typeof get>) => [await get(...asked), await get(...asked)]

describe('every answer under /topics/', () => {
  it.each([
    { path: '/topics/rail.atom', status: 200, cache: FRESH, vary: null },
    { path: '/topics/rail', status: 200, cache: FRESH, vary: 'Accept' },
    { path: '/topics/all+rail.atom', status: 308, cache: FRESH, vary: null },
    { path: '/topics/all+rail', status: 308, cache: FRESH, vary: 'Accept' },
    { path: '/topics/rail+.atom', status: 400, cache: ABSENT, vary: null },
    { path: '/topics/rail.atom?limit=0', status: 400, cache: ABSENT, vary: null },
    { path: '/topics/%E0%A4%A.atom', status: 400, cache: ABSENT, vary: null },
    { path: '/topics/nope.atom', status: 404, cache: ABSENT, vary: null },
    { path: '/topics/nope', status: 404, cache: ABSENT, vary: 'Accept' },
    { path: '/topics/nope.html', status: 404, cache: ABSENT, vary: null },
    { path: '/topics/rail.xml', status: 404, cache: ABSENT, vary: null },
    { path: '/topics/rail', accept: 'image/png', status: 406, cache: ABSENT, vary: 'Accept' },
  ])('$path $accept: $status, kept $cache, Vary $vary', async (row) => {
    const accept: Record<string, string> = row.accept === undefined ? {} : { accept: row.accept }
    for (const { status, headers } of await twice(row.path, accept)) {
      expect(status).toBe(row.status)
      expect(headers.get('cache-control')).toBe(row.cache)
      expect(headers.get('vary')).toBe(row.vary)
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-expose-headers')).toContain('ETag, Last-Modified, Link')
      expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now())).toBeLessThan(60_000)
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  it.each(['/topics/rail.atom', '/topics/rail', '/topics/nope.atom', '/topics/all+rail.atom', '/'])(
    'HEAD %s is GET without the body',
    async (path) => {
      for (let time = 0; time < 2; time++) {
        const [head, whole] = [await get(path, {}, 'HEAD'), await get(path)]
        const told = ({ headers }: Response) =>
          [...headers].filter(
            ([name]) => !['date', 'cache-status', 'content-length'].includes(name),
          )
        expect(head.status).toBe(whole.status)
        expect(told(head)).toEqual(told(whole))
        // RFC 9110 §9.3.2: left out, or the same.
        expect([null, whole.headers.get('content-length')]).toContain(
          head.headers.get('content-length'),
        )
        expect(await head.text()).toBe('')
      }
    },
  )

  it('OPTIONS: 204 that says what may be done, and from where', async () => {
    const { status, headers } = await get('/topics/rail.atom', {}, 'OPTIONS')
    expect(status).toBe(204)
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS')
  })
})

describe('a conditional request', () => {
  const LONG_AGO = 'Sat, 01 Nov 2025 00:00:00 GMT'
  const IN_A_YEAR = new Date(Date.now() + 365 * 86_400_000).toUTCString()

  it.each([
    { because: 'its tag', given: (tag: string) => ({ 'if-none-match': tag }), status: 304 },
    { because: 'weakened', given: (tag: string) => ({ 'if-none-match': `W/${tag}` }), status: 304 },
    {
      because: 'in a list',
      given: (tag: string) => ({ 'if-none-match': `"a,b", W/"c" , ${tag}` }),
      status: 304,
    },
    { because: 'whatever there is', given: () => ({ 'if-none-match': '*' }), status: 304 },
    { because: 'another tag', given: () => ({ 'if-none-match': '"x"' }), status: 200 },
    {
      because: 'the tag wins over the date',
      given: () => ({ 'if-none-match': '"x"', 'if-modified-since': IN_A_YEAR }),
      status: 200,
    },
    {
      because: 'the tag wins over the date',
      given: (tag: string) => ({ 'if-none-match': tag, 'if-modified-since': LONG_AGO }),
      status: 304,
    },
    { because: 'older', given: () => ({ 'if-modified-since': LONG_AGO }), status: 200 },
    { because: 'newer', given: () => ({ 'if-modified-since': IN_A_YEAR }), status: 304 },
    { because: 'no date', given: () => ({ 'if-modified-since': 'soon' }), status: 200 },
  ])('is $status: $because', async ({ given, status }) => {
    const etag = (await get('/topics/rail.atom')).headers.get('etag') ?? ''
    for (const method of ['GET', 'HEAD'])
      expect((await get('/topics/rail.atom', given(etag), method)).status).toBe(status)
  })

  it.each(['/topics/rail.atom?limit=1', '/topics/rail?limit=1'])(
    '%s: 304 tells all that 200 would, but of its body',
    async (path) => {
      const whole = await get(path)
      const again = await get(path, { 'if-none-match': whole.headers.get('etag') ?? '' })
      expect(again.status).toBe(304)
      for (const name of [
        'etag',
        'last-modified',
        'cache-control',
        'vary',
        'content-location',
        'link',
      ])
        expect(again.headers.get(name)).toBe(whole.headers.get(name))
      expect(again.headers.get('date')).not.toBeNull()
      expect(again.headers.get('content-type')).toBeNull()
      expect(await again.text()).toBe('')
    },
  )
})

describe('Link', () => {
  const links = async (path: string) =>
    ((await get(path)).headers.get('link') ?? '').replaceAll('https://despatch.example', '')

  it('of a feed: itself, its page, and what comes next', async () => {
    expect(await links('/topics/rail.rss?limit=1')).toMatch(
      /^<\/topics\/rail\.rss\?limit=1>; rel="self", <\/topics\/rail\?limit=1>; rel="alternate"; type="text\/html", <\/topics\/rail\.rss\?before=[\w-]+&limit=1>; rel="next"$/,
    )
  })

  it('of a page: itself, its feeds, and how to embed it', async () => {
    const oembed = `/oembed?url=${encodeURIComponent('https://despatch.example/topics/rail')}`
    expect(await links('/topics/rail.html')).toBe(
      [
        '</topics/rail>; rel="self"',
        '</topics/rail.atom>; rel="alternate"; type="application/atom+xml"',
        '</topics/rail.rss>; rel="alternate"; type="application/rss+xml"',
        '</topics/rail.json>; rel="alternate"; type="application/feed+json"',
        `<${oembed}>; rel="alternate"; type="application/json+oembed"`,
        `<${oembed}&format=xml>; rel="alternate"; type="text/xml+oembed"`,
      ].join(', '),
    )
  })
})

describe('a topic that has ended', () => {
  const [rail, sea] = NEWSROOM.topics
  const only = (topic: typeof rail) => applyNewsroom({ topics: topic ? [topic] : [] })

  it.each(['/topics/sea.atom', '/topics/sea', '/topics/rail+sea.json', '/topics/rail,sea.rss'])(
    '%s: 410, which tells when it did and what to do',
    async (path) => {
      expect((await get(path)).status).toBe(200)
      await only(rail)
      const response = await get(path)
      expect(response.status).toBe(410)
      expect(response.headers.get('cache-control')).toBe(ABSENT)
      const told = await response.json<{ detail: string; endedAt: string }>()
      expect(told.detail).toContain('please unsubscribe')
      expect(Date.parse(told.endedAt)).not.toBeNaN()
    },
  )

  it('tells people with a page', async () => {
    await only(rail)
    const response = await get('/topics/sea.html')
    expect(response.status).toBe(410)
    expect(await response.text()).toMatch(/ended on \d{4}-\d\d-\d\d/)
  })

  it('is 404 beside one that never was', async () => {
    await only(rail)
    expect((await get('/topics/never+sea.atom')).status).toBe(404)
  })

  it('is there again when it is back', async () => {
    await only(rail)
    await applyNewsroom({ topics: [rail, sea].flatMap((topic) => topic ?? []) })
    expect((await get('/topics/sea.atom')).status).toBe(200)
  })
})
