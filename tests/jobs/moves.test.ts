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
import { reset } from '../support/workerd/reset.ts'

const OLD = 'https://old.example/feed'
const NEW = 'https://new.example/feed'
const DAY_MS = 86_400_000
/** Without a guid or a link its id is derived from the source's address. */
const BARE = `<?xml version="1.0"?><rss version="2.0"><channel><title>Bare</title>
<item><title>A train</title><description>Words.</description></item></channel></rss>`
const permanently = (to: string) => () =>
  new Response(null, { status: 301, headers: { location: to } })

const sourceAt = async (slug: string) =>
  (await operate('GET', `/api/sources/${slug}`)).json<{ url: string; movedFrom?: string }>()

/** What happens as many days later. */
async function daysLater<T>(days: number, happen: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ now: Date.now() + days * DAY_MS, toFake: ['Date'] })
  try {
    return await happen()
  } finally {
    vi.useRealTimers()
  }
}

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('a source that has moved for good', () => {
  const moving = { [OLD]: permanently(NEW), [NEW]: serves(BARE) }

  it('is asked at its old address for a week, and says so', async () => {
    world(moving)
    const slug = await addSource(OLD)
    const { faults } = await poll(slug)
    expect(faults.map(({ what }) => what)).toContainEqual(
      expect.stringContaining('it redirects for good to a new address'),
    )
    await daysLater(6, () => poll(slug))
    expect(await sourceAt(slug)).toMatchObject({ url: OLD })
  })

  it('is asked at its new one after that, and keeps its entries', async () => {
    const { asked } = world(moving)
    const slug = await addSource(OLD)
    await poll(slug)
    const before = await itemsOf('rail')
    await daysLater(8, () => poll(slug))
    asked.length = 0

    expect(await poll(slug)).toMatchObject({ added: 0, unchanged: 1, faults: [] })

    expect(asked.map(({ url }) => url)).toEqual([NEW])
    expect(await sourceAt(slug)).toMatchObject({ url: NEW, movedFrom: OLD })
    expect((await itemsOf('rail')).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect((await itemsOf('rail'))[0]?._source?.feed_url).toBe(NEW)
  })

  it('is found by both addresses', async () => {
    world(moving)
    const slug = await addSource(OLD)
    await poll(slug)
    await daysLater(8, () => poll(slug))
    for (const url of [OLD, NEW]) {
      const response = await operate('POST', '/api/sources', { url })
      expect(response.status).toBe(409)
      expect(await response.json()).toMatchObject({ slug })
    }
  })

  it('stays where it went when data/ is applied again with its old address', async () => {
    world(moving)
    const sources = [{ slug: 'a', url: OLD }]
    await applyNewsroom({ sources })
    await poll('a')
    await daysLater(8, () => poll('a'))
    await applyNewsroom({ sources: [{ slug: 'a', url: OLD, title: 'A' }] })
    expect(await sourceAt('a')).toMatchObject({ url: NEW, title: 'A' })

    await applyNewsroom({ sources: [{ slug: 'a', url: 'https://third.example/feed' }] })
    expect(await sourceAt('a')).toMatchObject({ url: 'https://third.example/feed' })
  })

  it('does not take the address of another source', async () => {
    world(moving)
    const slug = await addSource(OLD)
    await addSource(NEW, { slug: 'other' })
    await poll(slug)
    const { faults } = await daysLater(8, () => poll(slug))
    expect(faults.map(({ what }) => what)).toEqual([
      'it has moved to where the source "other" is already',
    ])
    expect(await sourceAt(slug)).toMatchObject({ url: OLD })
  })
})

it('from http to https a source moves at once, and takes its password along', async () => {
  const { asked } = world({
    'http://old.example/feed': permanently(OLD),
    [OLD]: serves(rss([{ title: 'A train' }])),
  })
  const slug = await addSource('http://ann:secret@old.example/feed')
  const report = await poll(slug)
  expect(report).toMatchObject({ outcome: 'fresh' })
  await poll(slug)

  expect(asked.map(({ url, headers }) => [url, headers.has('authorization')])).toEqual([
    ['http://old.example/feed', true],
    [OLD, false],
    [OLD, true],
  ])
  for (const path of ['/topics/rail.json', '/topics/rail.atom', '/health.json', '/sources'])
    expect(await (await get(path)).text()).not.toContain('secret')
  expect(JSON.stringify(report)).not.toContain('secret')
})

describe('a source that says it is gone', () => {
  const gone = () => new Response('', { status: 410 })
  const health = async () =>
    (await (await get('/health.json')).json<{ sources: { state: string; because: string }[] }>())
      .sources[0]

  it('has ended when it has said so three times over a day, and may come back', async () => {
    world({ [OLD]: gone })
    const slug = await addSource(OLD)
    await poll(slug)
    await poll(slug)
    await poll(slug)
    expect(await health()).toMatchObject({ state: 'failing' })

    const { because } = await daysLater(1.1, () => poll(slug))
    expect(because).toMatch(/^the feed has ended.*: tried again after 7 days$/)
    expect(await health()).toMatchObject({ state: 'ended', because })

    world({ [OLD]: serves(BARE) })
    await poll(slug)
    expect(await health()).toMatchObject({ state: 'answering' })
  })
})
