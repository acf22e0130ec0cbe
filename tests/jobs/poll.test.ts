import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  NEWSROOM,
  operate,
  poll,
  rss,
  serves,
  SITE,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const OTHER = 'https://other.example/feed'
const train = { title: 'A train arrives' }
const NOTHING = { added: 0, changed: 0, unchanged: 0, duplicate: 0 }

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('a poll', () => {
  it('keeps what is new, and says when it comes again and why', async () => {
    const justNow = new Date().toUTCString()
    const items = [
      { ...train, date: justNow },
      { title: 'Two', date: justNow },
    ]
    world({ [SOURCE]: serves(rss(items, '<ttl>120</ttl>')) })

    const report = await poll(await addSource(SOURCE))

    expect(report).toMatchObject({
      outcome: 'fresh',
      status: 200,
      ...NOTHING,
      added: 2,
      faults: [],
    })
    expect(report.because).toBe('the publisher asks for 2 hours by its ttl: every 2 hours')
    const hours = (Date.parse(report.nextPollAt) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThanOrEqual(1.99)
    expect(hours).toBeLessThan(2.21)
  })

  it('of the same document finds everything unchanged', async () => {
    world({ [SOURCE]: serves(rss([train, { title: 'Two' }])) })
    const slug = await addSource(SOURCE)
    await poll(slug)
    expect(await poll(slug)).toMatchObject({ ...NOTHING, outcome: 'fresh', unchanged: 2 })
  })

  it('sends back the validators it was given, and a 304 costs nothing', async () => {
    const { asked } = world({
      [SOURCE]: (request) =>
        request.headers.get('if-none-match') === 'W/"v 1"'
          ? new Response(null, { status: 304 })
          : new Response(rss([train]), { headers: { etag: 'W/"v 1"', 'last-modified': 'Sunday' } }),
    })
    const slug = await addSource(SOURCE)
    await poll(slug)

    expect(await poll(slug)).toMatchObject({ outcome: 'not-modified', status: 304, ...NOTHING })
    expect(asked[1]?.headers.get('if-modified-since')).toBe('Sunday')
    expect(asked[1]?.headers.get('user-agent')).toBe('Despatch/1.0 (+desk@example.org)')
    expect(asked[1]?.headers.get('cookie')).toBeNull()
    expect(asked[1]?.headers.get('cache-control')).toBeNull()
  })

  it('of a document in which one entry is new and one corrected finds just these', async () => {
    const many = ['One', 'Two', 'Three', 'Four'].map((title) => ({ title }))
    const slug = await addSource(SOURCE)
    world({ [SOURCE]: serves(rss(many)) })
    await poll(slug)
    const [one = train, ...rest] = many
    world({ [SOURCE]: serves(rss([train, { ...one, text: 'Corrected.' }, ...rest])) })

    expect(await poll(slug)).toMatchObject({ ...NOTHING, added: 1, changed: 1, unchanged: 3 })
    expect((await itemsOf('rail')).map(({ title }) => title)).toContain('A train arrives')
  })

  it('sees that all entries changed when what they inherit from their feed did', async () => {
    const by = (name: string) => `<managingEditor>${name}</managingEditor>`
    const slug = await addSource(SOURCE)
    world({ [SOURCE]: serves(rss([train, { title: 'Two' }], by('Jo'))) })
    await poll(slug)
    world({ [SOURCE]: serves(rss([train, { title: 'Two' }], by('Kim'))) })

    expect(await poll(slug)).toMatchObject({ ...NOTHING, changed: 2 })
  })

  it('tells publishers how many readers the newsroom knows of', async () => {
    await applyNewsroom({ newsroom: { ...NEWSROOM.newsroom, subscribers: 40 } })
    const { asked } = world({ [SOURCE]: serves(rss([train])) })
    await poll(await addSource(SOURCE))
    expect(asked[0]?.headers.get('user-agent')).toContain('; 40 subscribers)')
  })

  it('records a correction as a revision', async () => {
    const slug = await addSource(SOURCE)
    world({ [SOURCE]: serves(rss([{ ...train, id: 'urn:x:1', text: 'At noon.' }])) })
    await poll(slug)
    world({ [SOURCE]: serves(rss([{ ...train, id: 'urn:x:1', text: 'At one.' }])) })

    expect(await poll(slug)).toMatchObject({ ...NOTHING, changed: 1 })

    const [item] = await itemsOf('rail')
    expect(item?.content_html).toContain('At one.')
    expect(item?.date_published).toBe('2026-11-01T10:00:00Z')
    expect(Date.parse(item?.date_modified ?? '')).toBeGreaterThan(Date.parse('2026-11-02'))
  })

  it('says so when a feed is suddenly empty, and keeps what it had', async () => {
    const slug = await addSource(SOURCE)
    const six = Array.from({ length: 6 }, (_, i) => ({ title: `Train ${i}` }))
    world({ [SOURCE]: serves(rss(six)) })
    await poll(slug)
    world({ [SOURCE]: serves(rss([])) })

    const { faults } = await poll(slug)

    expect(faults[0]?.what).toBe(
      'the feed is empty, and had 6 entries the time before; they are kept',
    )
    expect(await itemsOf('rail')).toHaveLength(6)
  })

  it('never asks the newsroom itself, whatever leads there', async () => {
    world({
      [SOURCE]: () =>
        new Response(null, { status: 302, headers: { location: `${SITE}/topics/all.atom` } }),
    })
    const { faults } = await poll(await addSource(SOURCE))
    expect(faults[0]?.what).toBe('not asked: it is this newsroom itself')
    const response = await operate('POST', '/api/sources', { url: `${SITE}/topics/rail.rss` })
    expect(await response.json()).toMatchObject({
      status: 422,
      detail: 'url: it is this newsroom itself',
    })
  })

  it('keeps an entry that its feed no longer has', async () => {
    const slug = await addSource(SOURCE)
    world({ [SOURCE]: serves(rss([train])) })
    await poll(slug)
    world({ [SOURCE]: serves(rss([])) })
    await poll(slug)
    expect(await itemsOf('rail')).toHaveLength(1)
  })

  it('of another source with the same id finds a duplicate, and overwrites nothing', async () => {
    world({
      [SOURCE]: serves(rss([{ ...train, id: 'urn:x:1' }])),
      [OTHER]: serves(rss([{ title: 'Our train arrives', id: 'urn:x:1' }])),
    })
    await poll(await addSource(SOURCE))

    expect(await poll(await addSource(OTHER))).toMatchObject({ ...NOTHING, duplicate: 1 })

    const items = await itemsOf('rail')
    expect(items.map(({ title }) => title)).toEqual(['A train arrives'])
    expect(items[0]?._duplicates).toEqual([
      { title: 'Our train arrives', source: 'Rail Times', url: expect.stringContaining('https') },
    ])
  })

  it('dates an entry from the future from when it was first seen', async () => {
    world({
      [SOURCE]: serves(
        rss([
          { title: 'Train of 2099', date: 'Thu, 01 Jan 2099 00:00:00 GMT' },
          { title: 'Train' },
        ]),
      ),
    })
    const slug = await addSource(SOURCE)
    await poll(slug)
    world({
      [SOURCE]: serves(
        rss([{ title: 'Later train', date: new Date(Date.now() - 1).toUTCString() }]),
      ),
    })
    await poll(slug)
    const page = await (await get('/topics/rail.json')).text()
    expect(page).toContain('2099')
    expect((await itemsOf('rail')).at(-1)?.title).toBe('Train')
  })
})

describe('a site that changes its system', () => {
  const items = ['One', 'Two', 'Three', 'Four'].map((title) => ({
    title: `${title} trains`,
    id: `urn:old:${title}`,
  }))
  const moved = items.map(({ title }) => ({ title, id: `urn:new:${title.split(' ')[0]}` }))

  it('and gives everything a new id brings nothing new, however often it is polled', async () => {
    const slug = await addSource(SOURCE)
    world({ [SOURCE]: serves(rss(items)) })
    await poll(slug)
    const etag = (await get('/topics/rail.atom')).headers.get('etag')
    world({ [SOURCE]: serves(rss(moved)) })

    for (const _ of [1, 2]) expect(await poll(slug)).toMatchObject({ ...NOTHING, unchanged: 4 })
    expect((await get('/topics/rail.atom')).headers.get('etag')).toBe(etag)

    world({ [SOURCE]: serves(rss([{ title: 'Five trains', id: 'urn:new:Five' }, ...moved])) })
    expect(await poll(slug)).toMatchObject({ ...NOTHING, added: 1, unchanged: 4 })
    expect(await itemsOf('rail')).toHaveLength(5)
  })

  it('still has its corrections kept, under the old id', async () => {
    const slug = await addSource(SOURCE)
    world({ [SOURCE]: serves(rss(items)) })
    await poll(slug)
    world({ [SOURCE]: serves(rss(moved.map((item) => ({ ...item, text: 'Corrected.' })))) })

    expect(await poll(slug)).toMatchObject({ ...NOTHING, changed: 4 })
    const kept = await itemsOf('rail')
    expect(kept.map(({ id }) => id).every((id) => id.startsWith('urn:old:'))).toBe(true)
    expect(kept[0]?.content_html).toContain('Corrected.')
  })
})

describe('one bad entry', () => {
  it('becomes a fault and costs no other', async () => {
    const broken = rss([train, { title: 'Bad', date: 'the day after tomorrow' }, { title: 'Two' }])
    world({ [SOURCE]: serves(broken.replace('</channel></rss>', '<item><title>Cut of')) })

    const report = await poll(await addSource(SOURCE))

    expect(report.outcome).toBe('fresh')
    expect(report.added).toBeGreaterThanOrEqual(3)
    expect(report.faults.map(({ where }) => where)).toContain('entries[1]')
  })
})

describe('a source that fails', () => {
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.enqueue(new Uint8Array(1_000_000))
        },
      }),
    )
  const redirect = (to: string) => () =>
    new Response(null, { status: 302, headers: { location: to } })

  it.each([
    {
      what: 'is not there',
      answer: () => new Response('', { status: 404 }),
      status: 404,
      says: 'there is nothing at this address (404)',
    },
    {
      what: 'breaks',
      answer: () => new Response('', { status: 500 }),
      status: 500,
      says: 'the server failed (500)',
    },
    {
      what: 'has gone',
      answer: () => new Response('', { status: 410 }),
      status: 410,
      says: 'the server says this feed is gone (410)',
    },
    {
      what: 'is a web page',
      answer: serves('<!doctype html><title>Rail</title><p>Hello', { 'content-type': 'text/html' }),
      status: 200,
      says: /^this is not a feed but an? HTML page/,
    },
    {
      what: 'is empty',
      answer: serves(''),
      status: 200,
      says: /^this is not a feed but an empty document/,
    },
    { what: 'never ends', answer: endless, status: 200, says: 'its body is larger than 10 MB' },
    {
      what: 'redirects to itself',
      answer: redirect(SOURCE),
      status: 302,
      says: 'it redirects in a circle',
    },
    {
      what: 'redirects into the private network',
      answer: redirect('http://169.254.169.254/latest/meta-data'),
      status: 302,
      says: /^not asked: 169\.254\.169\.254 is a private address/,
    },
    {
      what: 'cannot be reached',
      answer: () => {
        throw new TypeError('connection refused')
      },
      status: null,
      says: 'the connection failed: connection refused',
    },
  ])('because it $what says so in its report and its health', async ({ answer, status, says }) => {
    world({ [SOURCE]: answer })
    const slug = await addSource(SOURCE)

    const report = await poll(slug)

    expect(report).toMatchObject({ status, ...NOTHING })
    expect(report.faults[0]?.what).toMatch(says)
    expect(report.because).toMatch(/: tried again after 1 hour$/)
    const health = await (await get('/health.json')).json<{ sources: object[] }>()
    expect(health.sources[0]).toMatchObject({
      slug,
      state: 'failing',
      failures: 1,
      status,
      wrong: report.faults.map(({ what }) => what),
    })
  })

  it('keeps what it brought before, and is asked more and more seldom', async () => {
    const slug = await addSource(SOURCE)
    world({ [SOURCE]: serves(rss([train])) })
    await poll(slug)
    world({ [SOURCE]: () => new Response('', { status: 500 }) })
    await poll(slug)

    expect((await poll(slug)).because).toBe('2 polls in a row failed: tried again after 2 hours')
    expect(await itemsOf('rail')).toHaveLength(1)

    world({ [SOURCE]: serves(rss([train])) })
    expect(await poll(slug)).toMatchObject({ outcome: 'fresh', faults: [] })
    expect((await poll(slug)).because).toMatch(/^its newest entry is .* days old: every /)
  })

  it('and asks us to wait is not asked before', async () => {
    world({
      [SOURCE]: () => new Response('', { status: 429, headers: { 'retry-after': '864000' } }),
    })
    const report = await poll(await addSource(SOURCE))
    expect(report.because).toBe('the server asked us to wait 10 days (Retry-After)')
  })
})

it('a redirect is followed, and its validators belong to where it led', async () => {
  const { asked } = world({
    [SOURCE]: () => new Response(null, { status: 301, headers: { location: OTHER } }),
    [OTHER]: serves(rss([train]), { etag: '"1"' }),
  })
  const slug = await addSource(SOURCE)
  expect(await poll(slug)).toMatchObject({ added: 1 })
  await poll(slug)

  expect(asked.map(({ url, headers }) => [url, headers.get('if-none-match')])).toEqual([
    [SOURCE, null],
    [OTHER, null],
    [SOURCE, null],
    [OTHER, '"1"'],
  ])
})
