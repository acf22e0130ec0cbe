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
  type Item,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const RAIL = 'https://rail.example/feed'
const SEA = 'https://sea.example/feed'
const DAY_MS = 24 * 3_600_000

const trains: Item[] = [
  { title: 'A train arrives', date: 'Mon, 02 Nov 2026 10:00:00 GMT' },
  { title: 'A train leaves', date: 'Sun, 01 Nov 2026 10:00:00 GMT' },
]
const ships: Item[] = [{ title: 'A ship meets a train', date: 'Sun, 01 Nov 2026 12:00:00 GMT' }]
const own = {
  slug: 'first-train',
  title: 'The first train',
  published: '2026-10-01T00:00:00Z',
  markdown: 'It **left**.',
}

/** Every way to read a topic that is a document of its own. */
const PATHS = ['full', 'summary', 'title'].flatMap((view) =>
  ['atom', 'rss', 'json', 'html'].map(
    (ending) => `/topics/rail.${ending}${view === 'full' ? '' : `?view=${view}`}`,
  ),
)

interface Kept {
  path: string
  body: string
  etag: string
  lastModified: string
}

/** What a subscriber keeps of every document. */
const keep = (): Promise<Kept[]> =>
  Promise.all(
    PATHS.map(async (path) => {
      const response = await get(path)
      return {
        path,
        body: await response.text(),
        etag: response.headers.get('etag') ?? '',
        lastModified: response.headers.get('last-modified') ?? '',
      }
    }),
  )

async function daysLater<T>(days: number, happen: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ now: Date.now() + days * DAY_MS, toFake: ['Date'] })
  try {
    return await happen()
  } finally {
    vi.useRealTimers()
  }
}

/** The same newsroom, its sources added and polled in this order. */
async function newsroomOf(...sources: [url: string, slug: string, items: Item[]][]) {
  await applyNewsroom({ entries: [own] })
  for (const [url, slug, items] of sources) {
    world({ [url]: serves(rss(items)) })
    await poll(await addSource(url, { slug }))
  }
}

beforeEach(async () => {
  await reset()
  await newsroomOf([RAIL, 'rail-times', trains], [SEA, 'sea-times', ships])
})
afterEach(() => vi.unstubAllGlobals())

describe('every document of a topic holds still', () => {
  it.each([
    {
      while: 'polls bring nothing new',
      async happens() {
        world({ [RAIL]: serves(rss(trains)), [SEA]: serves(rss(ships)) })
        await poll('rail-times')
        await poll('sea-times')
      },
    },
    {
      while: 'another topic has news',
      async happens() {
        const other = { title: 'A ship sails', date: 'Tue, 03 Nov 2026 10:00:00 GMT' }
        world({ [SEA]: serves(rss([other, ...ships])) })
        expect(await poll('sea-times')).toMatchObject({ added: 1 })
      },
    },
    {
      while: 'the same data/ is applied again',
      async happens() {
        expect((await applyNewsroom({ entries: [own] })).status).toBe(200)
      },
    },
  ])('while $while: 304 to either validator, and the same bytes', async ({ happens }) => {
    const kept = await keep()
    await daysLater(2, happens)

    for (const { path, body, etag, lastModified } of kept) {
      expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
      expect((await get(path, { 'if-modified-since': lastModified })).status).toBe(304)
      expect(await (await get(path)).text()).toBe(body)
    }
  })

  it('in a newsroom elsewhere, filled in another order on another day', async () => {
    const kept = await keep()
    await reset()
    await daysLater(9, () => newsroomOf([SEA, 'sea-times', ships], [RAIL, 'rail-times', trains]))

    for (const { path, body, etag, lastModified } of kept) {
      // As a reader asks that keeps both: RFC 9110 §13.1.3, the tag decides.
      const both = { 'if-none-match': etag, 'if-modified-since': lastModified }
      expect((await get(path, both)).status).toBe(304)
      expect(await (await get(path)).text()).toBe(body)
    }
  })
})

it('withdrawing the newest entry moves both validators of every document', async () => {
  const entry = {
    ...own,
    slug: 'newest',
    title: 'The last train',
    published: '2026-11-05T00:00:00Z',
  }
  await applyNewsroom({ entries: [own, entry] })
  const kept = await keep()

  // A date has whole seconds, and nobody is told twice within one.
  await daysLater(1, () => applyNewsroom({ entries: [own] }))

  for (const { path, body, etag, lastModified } of kept) {
    const response = await get(path, { 'if-none-match': etag })
    expect(response.status).toBe(200)
    expect(await response.text()).not.toBe(body)
    expect((await get(path, { 'if-modified-since': lastModified })).status).toBe(200)
    expect(Date.parse(response.headers.get('last-modified') ?? '')).toBeGreaterThan(
      Date.parse(lastModified),
    )
  }
})

it('what the newsroom says of itself moves both validators of every document', async () => {
  const kept = await keep()
  const newsroom = { ...NEWSROOM.newsroom, title: 'Transports' }

  await daysLater(1, () => applyNewsroom({ entries: [own], newsroom }))

  for (const { path, etag, lastModified } of kept) {
    expect((await get(path, { 'if-none-match': etag })).status).toBe(200)
    expect((await get(path, { 'if-modified-since': lastModified })).status).toBe(200)
  }
})
