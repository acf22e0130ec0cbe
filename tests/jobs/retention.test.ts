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
  type Item,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const RAIL = 'https://rail.example/feed'
const SEA = 'https://sea.example/feed'
const NOW = new Date('2026-11-20T12:00:00Z')
const DAY_MS = 24 * 3_600_000

/** So many days before now. */
const aged = (days: number) => new Date(NOW.getTime() - days * DAY_MS).toUTCString()
const train = (days: number): Item => ({ title: `Train of ${days}`, date: aged(days) })
const ship = (days: number): Item => ({ title: `Ship of ${days}`, date: aged(days) })
const own = {
  slug: 'ours',
  title: 'Our old train',
  published: '2020-01-01T00:00:00Z',
  markdown: 'It left.',
}

const queue = remembered()

/** The cron's turn and all that comes of it, some hours later; says how many messages it took. */
async function retained(hours = 7): Promise<number> {
  vi.setSystemTime(Date.now() + hours * 3_600_000)
  queue.sent.length = 0
  await cron({ ...queue.env, POLLING: 'off' })
  return everything()
}
async function everything(): Promise<number> {
  let messages = 0
  for (let next = queue.sent.splice(0); next.length > 0; next = queue.sent.splice(0)) {
    messages += next.filter(({ kind }) => kind === 'retain').length
    await deliver(next, queue.env)
  }
  return messages
}

const titles = async (topic: string) => (await itemsOf(topic)).map(({ title }) => title)
const count = async (table: string) =>
  env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')
const keyOf = async (title: string) =>
  (await env.DB.prepare("SELECT key FROM entries WHERE head ->> 'title' = ?")
    .bind(title)
    .first<string>('key')) ?? ''

const topics = (keep: Record<string, object>) =>
  NEWSROOM.topics.map((topic) => ({
    ...topic,
    ...(keep[topic.slug] && { keep: keep[topic.slug] }),
  }))

const bring = async (items: Item[], url = RAIL, slug = 'rail-times', more = {}) => {
  world({ [RAIL]: serves(rss(items)), [SEA]: serves(rss(items)) })
  return poll(await addSource(url, { slug, ...more }))
}

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  await reset()
  queue.sent.length = 0
  await applyNewsroom({ entries: [own] })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('entries are kept as long as is said', () => {
  it('for ever when nobody says anything', async () => {
    await bring([train(1), train(4000)])
    await retained()
    expect(await titles('rail')).toEqual(['Train of 1', 'Our old train', 'Train of 4000'])
  })

  it('by age, by source: and the operator’s own are left alone', async () => {
    await bring([train(1), train(20), train(40)], RAIL, 'rail-times', { keep: { days: 30 } })
    await retained()
    expect(await titles('rail')).toEqual(['Train of 1', 'Train of 20', 'Our old train'])
  })

  it('by number, by topic', async () => {
    await applyNewsroom({ entries: [own], topics: topics({ rail: { entries: 2 } }) })
    await bring([train(1), train(2), train(3), train(4), ship(9)])
    await retained()
    expect(await titles('rail')).toEqual(['Train of 1', 'Train of 2', 'Our old train'])
    expect(await titles('sea')).toEqual(['Ship of 9'])
  })

  it('in two topics: as long as either keeps them', async () => {
    await applyNewsroom({ topics: topics({ rail: { days: 5 }, sea: { days: 50 } }) })
    await bring([{ title: 'A train on a ship', date: aged(20) }, train(20), ship(60)])
    await retained()
    expect(await titles('all')).toEqual(['A train on a ship'])
  })

  it('by the newsroom, where neither source nor topic says otherwise', async () => {
    await applyNewsroom({
      newsroom: { ...NEWSROOM.newsroom, keep: { days: 10 } },
      topics: topics({ sea: {} }),
    })
    await bring([train(20), ship(20), { title: 'Of nothing', date: aged(20) }, train(2)])
    await bring([train(30)], SEA, 'archive', { keep: {} })
    await retained()
    expect(await titles('all')).toEqual(['Train of 2', 'Ship of 20', 'Train of 30'])
  })

  it('many of them, a message at a time; and a message that comes twice does no harm', async () => {
    await bring(
      Array.from({ length: 250 }, (_, i) => ({ title: `Train ${i}`, date: aged(100 + i) })),
      RAIL,
      'rail-times',
      { keep: { entries: 10 } },
    )
    vi.setSystemTime(Date.now() + 7 * 3_600_000)
    await cron({ ...queue.env, POLLING: 'off' })
    const message = queue.sent.find(({ kind }) => kind === 'retain')
    queue.sent.length = 0
    await deliver([message, message], queue.env)
    await deliver([message, message], queue.env)
    expect(await count('entries')).toBeGreaterThan(11)

    expect(await everything()).toBeGreaterThan(2)

    expect(await count('entries')).toBe(11)
    const { last } = await (
      await operate('GET', '/api/retention')
    ).json<{ last: { removed: object } }>()
    expect(last.removed).toEqual({ 'rail-times': 240 })
  })

  it('a run that was cut off is taken up by the cron where it was', async () => {
    const many = Array.from({ length: 150 }, (_, i) => ({
      title: `Train ${i}`,
      date: aged(50 + i),
    }))
    await bring(many, RAIL, 'rail-times', { keep: { days: 30 } })
    vi.setSystemTime(Date.now() + 7 * 3_600_000)
    await deliver([{ kind: 'retain', until: '2000-01-01T00:00:00Z' }], queue.env)
    await deliver([{ kind: 'retain', until: '2000-01-01T00:00:00Z' }], queue.env)
    expect(await count('entries')).toBe(51)
    expect(queue.sent).toEqual([])

    await retained(0)

    expect(await count('entries')).toBe(1)
  })

  it('a rule that changes is heeded at once, and nothing is looked at twice within hours', async () => {
    await bring([train(1), train(40)])
    await retained()
    expect(await retained(1)).toBe(0)
    await operate('PATCH', '/api/sources/rail-times', { keep: { days: 30 } })
    expect(await retained(0)).toBeGreaterThan(0)
    expect(await titles('rail')).toEqual(['Train of 1', 'Our old train'])
    expect(await retained(1)).toBe(0)
  })
})

describe('what goes', () => {
  beforeEach(() => bring([train(1), train(40)], RAIL, 'rail-times', { keep: { days: 30 } }))

  it('goes whole', async () => {
    await operate('PATCH', '/api/sources/rail-times', { keep: { days: 30 } })
    const revised = [train(1), { ...train(40), text: 'Other words, zebra.' }]
    world({ [RAIL]: serves(rss(revised)) })
    await poll('rail-times')
    const key = await keyOf('Train of 40')
    expect(await count('revisions')).toBe(1)

    await retained()

    const { results } = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND sql LIKE '%key%' AND name NOT LIKE 'entry\\_words%' ESCAPE '\\'",
    ).all<{ name: string }>()
    for (const { name } of results) {
      const { results: columns } = await env.DB.prepare(`PRAGMA table_info(${name})`).all<{
        name: string
      }>()
      if (name === 'forgotten' || !columns.some((column) => column.name === 'key')) continue
      const left = await env.DB.prepare(`SELECT count(*) AS n FROM ${name} WHERE key = ?`)
        .bind(key)
        .first('n')
      expect([name, left]).toEqual([name, 0])
    }
    const found = await env.DB.prepare(
      "SELECT count(*) AS n FROM entry_words WHERE entry_words MATCH 'zebra'",
    ).first('n')
    expect(found).toBe(0)
  })

  it('does not come back while it stands in its feed, changed or not, and reports still add up', async () => {
    await retained()
    expect(await poll('rail-times')).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    world({ [RAIL]: serves(rss([train(1), { ...train(40), text: 'Other words.' }])) })
    expect(await poll('rail-times')).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    expect(await titles('rail')).toEqual(['Train of 1', 'Our old train'])
  })

  it('is remembered for thirty days after its feed dropped it, and anew whenever it is back', async () => {
    const key = await keyOf('Train of 40')
    const isRemembered = async () =>
      (await env.DB.prepare('SELECT 1 FROM forgotten WHERE key = ?').bind(key).first()) !== null
    await retained()
    world({ [RAIL]: serves(rss([train(1)])) })
    await poll('rail-times')
    await retained(29 * 24)
    expect(await isRemembered()).toBe(true)
    world({ [RAIL]: serves(rss([train(1), train(40)])) })
    await poll('rail-times')
    await retained(29 * 24)
    world({ [RAIL]: serves(rss([train(1)])) })
    await poll('rail-times')
    expect(await isRemembered()).toBe(true)
    await retained(31 * 24)
    expect(await isRemembered()).toBe(false)
  })

  it('has a page that says so (410)', async () => {
    const key = await keyOf('Train of 40')
    expect((await get(`/entries/${key}`)).status).toBe(200)
    await retained()
    const page = await get(`/entries/${key}`, { accept: 'text/html' })
    expect(page.status).toBe(410)
    expect(await page.text()).toContain('was removed')
  })
})

describe('quiet', () => {
  const kept = async (path: string) => {
    const response = await get(path)
    return {
      etag: response.headers.get('etag'),
      lastModified: response.headers.get('last-modified'),
      body: await response.text(),
    }
  }

  it('feeds that did not show what went keep their bytes and validators; those that did change', async () => {
    await bring([ship(1), train(1), train(2), train(3), train(40)], RAIL, 'rail-times', {
      keep: { days: 30 },
    })
    await applyNewsroom()
    const untouched = ['/topics/sea.atom', '/topics/rail.rss?limit=2', '/topics/all.json?limit=3']
    const touched = ['/topics/rail.atom', '/topics/all.json', '/topics/rail.json?limit=10']
    const before = new Map(
      await Promise.all(
        [...untouched, ...touched].map(async (path) => [path, await kept(path)] as const),
      ),
    )

    await retained(24)

    for (const path of untouched) expect(await kept(path)).toEqual(before.get(path))
    for (const path of touched) {
      const after = await kept(path)
      expect(after.etag).not.toBe(before.get(path)?.etag)
      expect(after.lastModified).not.toBe(before.get(path)?.lastModified)
      expect(after.body).not.toContain('Train of 40')
    }
  })
})

describe('a story', () => {
  const text =
    'The express from the north arrived in the capital three hours late on Monday, after a tree fell across both tracks near the old viaduct, the operator said.'
  const tells = (date: string): Item => ({
    title: 'Express train is three hours late after tree falls on tracks',
    date,
    text,
  })

  it('whose lead goes is told by the next, once', async () => {
    await bring([tells(aged(32))], RAIL, 'first', { keep: { days: 30 } })
    world({ [SEA]: serves(rss([{ ...tells(aged(29)), id: 'urn:other' }])) })
    await poll(await addSource(SEA, { slug: 'second' }))
    expect(await count('entries')).toBe(3)
    const [shown] = await itemsOf('rail')
    expect(shown?._duplicates).toHaveLength(1)

    await retained()

    const items = await itemsOf('rail')
    expect(items.filter(({ title }) => title.startsWith('Express'))).toMatchObject([
      { _source: { title: 'Rail Times' }, _duplicates: [] },
    ])
    const unplaced = await env.DB.prepare(
      'SELECT count(*) AS n FROM tellings WHERE ladder_version = 0',
    ).first('n')
    expect(unplaced).toBe(0)
    const dangling = await env.DB.prepare(
      `SELECT count(*) AS n FROM tellings WHERE because ->> 'with' NOT IN (SELECT key FROM entries)`,
    ).first('n')
    expect(dangling).toBe(0)
  })

  it('of which a duplicate goes stands there alone, and its feed has changed', async () => {
    await bring([tells(aged(28))], RAIL, 'first')
    world({ [SEA]: serves(rss([{ ...tells(aged(27.9)), id: 'urn:other' }])) })
    await poll(await addSource(SEA, { slug: 'second', keep: { days: 27 } }))
    const before = (await get('/topics/rail.json')).headers.get('etag')
    expect((await itemsOf('rail'))[0]?._duplicates).toHaveLength(1)

    await retained()

    expect((await itemsOf('rail'))[0]?._duplicates).toEqual([])
    expect((await get('/topics/rail.json')).headers.get('etag')).not.toBe(before)
  })

  it('that the operator joined outlives the one it was joined to', async () => {
    await bring([train(40), train(1)], RAIL, 'first', { keep: { days: 30 } })
    const [old, young] = [await keyOf('Train of 40'), await keyOf('Train of 1')]
    await operate('PATCH', `/api/entries/${young}`, { duplicateOf: old })
    expect(await titles('rail')).toEqual(['Train of 40', 'Our old train'])
    await retained()
    expect(await titles('rail')).toEqual(['Train of 1', 'Our old train'])
  })
})

describe('before anything is removed', () => {
  it('its operator sees how much would be, by source and topic', async () => {
    await bring([train(1), train(20), train(40), ship(50)])
    const preview = async () => (await operate('GET', '/api/retention')).json()
    expect(await preview()).toMatchObject({ isWhole: true, going: 0, sources: {}, last: null })
    await operate('PATCH', '/api/sources/rail-times', { keep: { days: 30 } })
    expect(await preview()).toMatchObject({
      going: 2,
      sources: { 'rail-times': { going: 2, oldestKept: '2026-10-31T12:00:00Z' } },
      topics: {
        rail: { going: 1, oldestKept: '2026-10-31T12:00:00Z' },
        sea: { going: 1, oldestKept: null },
      },
    })
    await retained()
    expect(await preview()).toMatchObject({ going: 0, last: { removed: { 'rail-times': 2 } } })
  })
})

it('a run that is under way is told with how far it is', async () => {
  const told = async () =>
    (await (await get('/health.json')).json<{ retention: object | null }>()).retention
  await bring([train(1), train(40), train(50)], RAIL, 'rail-times', { keep: { days: 30 } })
  expect(await told()).toBeNull()
  vi.setSystemTime(Date.now() + 7 * 3_600_000)
  await cron({ ...queue.env, POLLING: 'off' })
  await deliver(queue.sent.splice(0), queue.env)
  const begunAt = expect.stringMatching(/^2026-11-20T19:/)
  expect(await told()).toEqual({ begunAt, done: 0, scopes: 1, removed: 0 })
  await deliver(queue.sent.splice(0), queue.env)
  expect(await told()).toEqual({ begunAt, done: 1, scopes: 1, removed: 2 })
  await everything()
  expect(await told()).toBeNull()
})

describe('marks', () => {
  it('of entries older than stories are compared are taken out, those of ids and pages stay', async () => {
    await bring([train(1), train(100)])
    const [old, young] = [await keyOf('Train of 100'), await keyOf('Train of 1')]
    const marks = (key: string) =>
      env.DB.prepare('SELECT count(*) AS n FROM marks WHERE key = ?').bind(key).first<number>('n')
    const before = await marks(young)
    await retained()
    expect(await marks(young)).toBe(before)
    expect(await marks(old)).toBe(2)
  })
})
