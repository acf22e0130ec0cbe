import { env } from 'cloudflare:workers'
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
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'

/** A rule of these words, each enough by itself. */
const rule = (...terms: string[]) => ({
  title: 'Air',
  description: 'What flies',
  groups: { words: { terms, weight: 3 } },
})

const titles = (moved: { examples: { title: string }[] }) =>
  moved.examples.map(({ title }) => title)

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('/api/topics/{slug}', () => {
  it('PUT adds a topic, GET shows it, and DELETE removes it with all that was filed under it', async () => {
    const added = await operate('PUT', '/api/topics/air', rule('plane'))
    expect(added.status).toBe(201)
    expect(added.headers.get('location')).toBe('/api/topics/air')
    const shown = { slug: 'air', ...rule('plane'), managedBy: 'api', filing: { state: 'current' } }
    expect(await added.json()).toEqual(shown)
    expect(await (await operate('GET', '/api/topics/air')).json()).toEqual(shown)
    world({ [SOURCE]: serves(rss([{ title: 'A plane' }, { title: 'A ship' }])) })
    await poll(await addSource(SOURCE))
    expect(await itemsOf('air')).toHaveLength(1)

    expect((await operate('DELETE', '/api/topics/air')).status).toBe(204)

    expect((await get('/topics/air.atom')).status).toBe(410)
    expect((await operate('GET', '/api/topics/air')).status).toBe(404)
    expect((await operate('DELETE', '/api/topics/air')).status).toBe(404)
    const filed = (await itemsOf('all')).flatMap((item) => item._topics)
    expect(filed.map(({ slug }) => slug)).toEqual(['sea'])

    expect((await operate('PUT', '/api/topics/air', rule('plane'))).status).toBe(201)
    expect((await get('/topics/air.atom')).status).toBe(200)
  })

  it('what GET shows may be sent back, changed or not', async () => {
    const shown = await (await operate('GET', '/api/topics/sea')).json<object>()
    const same = await operate('PUT', '/api/topics/sea', shown)
    expect(same.status).toBe(200)
    expect(await same.json()).toEqual(shown)

    const changed = await operate('PUT', '/api/topics/sea', { ...shown, title: 'The sea' })
    expect(await changed.json()).toMatchObject({ title: 'The sea' })
  })

  it('GET /api/topics lists them all', async () => {
    const { topics } = await (
      await operate('GET', '/api/topics')
    ).json<{ topics: { slug: string }[] }>()
    expect(topics.map(({ slug }) => slug)).toEqual(['rail', 'sea'])
  })

  it.each([
    { body: { title: 'Air' }, says: 'description: "description" is missing' },
    { body: { ...rule('plane'), exlude: [] }, says: 'did you mean "exclude"?' },
    { body: { ...rule('plane'), slug: 'sea' }, says: 'expected the slug "air", or none' },
    { body: { ...rule('!?') }, says: 'groups.words.terms.0' },
    { body: { ...rule('a'), groups: { g: { gazetteer: 'sees' } } }, says: 'there is no "sees"' },
    { body: { ...rule('a'), groups: { g: {} } }, says: 'expected "terms", a "gazetteer", or both' },
    { body: { ...rule('a'), groups: {}, rule: { none: ['x'] } }, says: 'asks for something' },
    { body: { ...rule('a'), rule: { al: ['x'] } }, says: 'rule' },
  ])('PUT refuses $body, and the topic stays as it is: $says', async ({ body, says }) => {
    const response = await operate('PUT', '/api/topics/air', body)
    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toContain(says)
    expect((await operate('GET', '/api/topics/air')).status).toBe(404)
  })

  it('what the API added stays when data/ is applied again, until data/ names it', async () => {
    await operate('PUT', '/api/topics/air', rule('plane'))
    await applyNewsroom()
    expect((await operate('GET', '/api/topics/air')).status).toBe(200)

    await applyNewsroom({
      topics: [...NEWSROOM.topics, { slug: 'air', ...rule('plane') }] as typeof NEWSROOM.topics,
    })
    await applyNewsroom()
    expect((await operate('GET', '/api/topics/air')).status).toBe(404)
  })
})

describe('PUT /api/newsroom', () => {
  it('without a topic ends it, and the feeds its entries stay in no longer name it', async () => {
    world({ [SOURCE]: serves(rss([{ title: 'A train on a ship' }])) })
    await poll(await addSource(SOURCE))
    const before = await get('/topics/rail.atom')

    await applyNewsroom({ topics: NEWSROOM.topics.slice(0, 1) })

    expect((await itemsOf('rail')).map((item) => item._topics.length)).toEqual([1])
    const after = await get('/topics/rail.atom')
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    const version = env.DB.prepare("SELECT version FROM streams WHERE slug = 'rail'")
    expect(await version.first('version')).toBe(3)
  })

  it('refuses a topic that refers to a gazetteer nobody knows, and applies nothing', async () => {
    const [rail] = NEWSROOM.topics
    const topics = [{ ...rail, title: 'Changed', groups: { seas: { gazetteer: 'sees' } } }]
    const body = { ...NEWSROOM, topics, gazetteers: [{ slug: 'seas', title: 'Seas', places: [] }] }
    const response = await operate('PUT', '/api/newsroom', body)
    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toBe(
      'topics.0.groups.seas.gazetteer: expected a gazetteer, and there is no "sees": did you mean "seas"?',
    )
    expect(await (await operate('GET', '/api/topics/rail')).json()).toMatchObject({ title: 'RAIL' })
  })
})

describe('POST /api/topics/{slug}/dry-run', () => {
  const dryRun = async (body: unknown, query = '') => {
    const response = await operate('POST', `/api/topics/sea/dry-run${query}`, body)
    expect(response.status).toBe(200)
    return response.json<{
      entries: number
      adds: { count: number; examples: { title: string; evidence: object[] }[] }
      drops: { count: number; examples: { title: string; evidence: object[] }[] }
      stays: number
    }>()
  }

  beforeEach(async () => {
    const items = [
      { title: 'A ship', date: 'Sun, 01 Nov 2026 10:00:00 GMT' },
      { title: 'A ship and a ferry', date: 'Mon, 02 Nov 2026 10:00:00 GMT' },
      ...Array.from({ length: 130 }, (_, i) => ({
        title: `Ferry ${i}`,
        date: new Date(Date.UTC(2026, 9, 1, 0, i)).toUTCString(),
      })),
      { title: 'A train', date: 'Tue, 03 Nov 2026 10:00:00 GMT' },
    ]
    world({ [SOURCE]: serves(rss(items)) })
    await poll(await addSource(SOURCE))
  })

  it('tells what would be added and dropped, with the newest as examples and their words', async () => {
    const told = await dryRun(rule('ferry'))
    expect(told).toMatchObject({
      slug: 'sea',
      entries: 133,
      adds: { count: 130 },
      drops: { count: 1 },
      stays: 1,
    })
    expect(titles(told.adds)).toEqual(Array.from({ length: 10 }, (_, i) => `Ferry ${129 - i}`))
    expect(told.adds.examples[0]).toMatchObject({
      key: expect.any(String),
      url: 'https://rail.example/Ferry%20129',
      evidence: [
        { rule: 'words', field: 'title', quote: 'Ferry', offset: 0, weight: 9 },
        { rule: 'words', field: 'url', quote: 'Ferry', offset: 21, weight: 3 },
      ],
    })
    expect(titles(told.drops)).toEqual(['A ship'])
    expect(told.drops.examples[0]?.evidence).toMatchObject([{ quote: 'ship' }])
  })

  it('changes nothing', async () => {
    const before = await (await get('/topics/sea.json')).text()
    await dryRun(rule('ferry'))
    expect(await (await get('/topics/sea.json')).text()).toBe(before)
    expect(await (await operate('GET', '/api/topics/sea')).json()).toMatchObject({
      title: 'SEA',
      filing: { state: 'current' },
    })
  })

  it('of a topic that is not there yet says what it would hold', async () => {
    const response = await operate('POST', '/api/topics/air/dry-run', rule('train'))
    expect(await response.json()).toMatchObject({ adds: { count: 1 }, drops: { count: 0 } })
  })

  it('looks at fewer of the newest on request', async () => {
    expect(await dryRun(rule('ferry'), '?entries=3')).toMatchObject({
      entries: 3,
      adds: { count: 0 },
      drops: { count: 1 },
      stays: 1,
    })
    for (const entries of ['0', '1001', 'many'])
      expect(
        (await operate('POST', `/api/topics/sea/dry-run?entries=${entries}`, rule('a'))).status,
      ).toBe(400)
  })

  it('refuses a broken rule as PUT does', async () => {
    const response = await operate('POST', '/api/topics/sea/dry-run', { title: 'Sea' })
    expect(response.status).toBe(422)
  })
})
