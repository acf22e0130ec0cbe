import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  NEWSROOM,
  operate,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const own = (slug: string, more: object = {}) => ({
  slug,
  title: `A train named ${slug}`,
  published: '2026-11-01T00:00:00Z',
  markdown: `The train ${slug} left.`,
  ...more,
})
const TODAY = '2026-11-10T12:00:00Z'
const TOMORROW = '2026-11-11T12:00:00Z'

const at = (moment: string) => vi.setSystemTime(new Date(moment))
const apply = async (...entries: object[]) => {
  const response = await applyNewsroom({ entries })
  if (response.status !== 200) throw new Error(await response.text())
  return (await response.json<{ entries: object }>()).entries
}
const titlesOf = async (topic: string) => (await itemsOf(topic)).map(({ title }) => title)
const streams = async () =>
  (await env.DB.prepare('SELECT slug, version, changed_at FROM streams ORDER BY slug').all())
    .results

/** What the cron of one minute does, its messages delivered. */
async function minute() {
  const { sent, env: to } = remembered()
  await cron(to)
  await deliver(sent.filter(({ kind }) => kind === 'release'))
}

/** Each way by which an entry could be seen. */
const PLACES = [
  '/topics/rail.atom',
  '/topics/all.rss',
  '/topics/all.json?q=night',
  '/topics/rail.html',
  '/',
  '/entries/night',
  '/embed/rail',
]

beforeEach(async () => {
  await reset()
  vi.useFakeTimers({ now: new Date(TODAY), toFake: ['Date'] })
})
afterEach(() => vi.useRealTimers())

describe.each([
  { what: 'a draft', held: { draft: true } },
  { what: 'an entry whose time has not come', held: { published: TOMORROW } },
])('$what', ({ held }) => {
  const night = own('night', { title: 'The night train', url: 'https://us.example/night', ...held })

  it('is seen nowhere, and moves nothing', async () => {
    await apply(own('day'))
    const before = { streams: await streams(), tag: (await get('/topics/rail.atom')).headers }
    await apply(own('day'), night)

    for (const place of PLACES) {
      const response = await get(place)
      expect(await response.text()).not.toContain('The night train')
      expect(response.status).toBe(place === '/entries/night' ? 404 : 200)
    }
    const explained = await operate('POST', '/api/explain', { url: 'https://us.example/night' })
    expect(explained.status).toBe(404)
    expect(await streams()).toEqual(before.streams)
    const after = (await get('/topics/rail.atom')).headers
    for (const name of ['etag', 'last-modified']) expect(after.get(name)).toBe(before.tag.get(name))
  })

  it('is withdrawn when it was shown before, as one that never was here', async () => {
    await apply(own('day'), own('night'))
    expect(await titlesOf('rail')).toHaveLength(2)
    at('2026-11-10T13:00:00Z')
    expect(await apply(own('day'), night)).toMatchObject({ withdrawn: 1 })

    expect(await titlesOf('rail')).toEqual(['A train named day'])
    expect((await get('/entries/night')).status).toBe(404)
  })
})

describe('an entry whose time comes', () => {
  it('is shown by the cron, at its place, and filed like any other', async () => {
    await apply(own('day'), own('night', { published: TOMORROW }))
    await minute()
    expect(await titlesOf('rail')).toEqual(['A train named day'])
    const before = await streams()

    at('2026-11-11T12:05:00Z')
    await minute()

    expect(await itemsOf('rail')).toMatchObject([
      { title: 'A train named night', date_published: TOMORROW },
      { title: 'A train named day' },
    ])
    const after = await streams()
    const moved = after.filter(({ version }, i) => version !== before[i]?.['version'])
    expect(moved.map(({ slug }) => slug)).toEqual(['all', 'rail'])
  })

  it('stands at its new date when it was shown under another before', async () => {
    await apply(own('day', { published: '2026-11-05T00:00:00Z' }), own('night'))
    await apply(
      own('day', { published: '2026-11-05T00:00:00Z' }),
      own('night', { published: TOMORROW }),
    )
    at('2026-11-11T12:05:00Z')
    await minute()

    expect(await titlesOf('rail')).toEqual(['A train named night', 'A train named day'])
  })

  it('is shown with POLLING=off as well, which polls nothing', async () => {
    await apply(own('night', { published: TOMORROW }))
    await addSource('https://rail.example/feed')
    at('2026-11-12T00:00:00Z')
    const { sent, env: to } = remembered()
    await cron({ ...to, POLLING: 'off' })
    expect(sent.map(({ kind }) => kind)).toContain('release')
    expect(sent.map(({ kind }) => kind)).not.toContain('poll')
  })

  it('is asked about once and then no more', async () => {
    await apply(own('night', { published: TOMORROW }))
    at('2026-11-12T00:00:00Z')
    await minute()
    const { sent, env: to } = remembered()
    await cron(to)
    expect(sent.filter(({ kind }) => kind === 'release')).toEqual([])
  })
})

describe('a correction in data/', () => {
  it.each([
    { what: 'its words', more: { markdown: 'Other words of a train.' }, isTold: true },
    { what: 'its categories', more: { categories: ['Trains'] }, isTold: false },
    { what: 'its rights', more: { rights: 'Mine' }, isTold: false },
  ])(
    'of $what is a revision, and `updated` moves only where a reader is told',
    async ({ more, isTold }) => {
      await apply(own('day'))
      at(TOMORROW)
      expect(await apply(own('day', more))).toMatchObject({ changed: 1, unchanged: 0 })

      const [item] = await itemsOf('rail')
      expect(item?.date_modified).toBe(isTold ? TOMORROW : '2026-11-01T00:00:00Z')
      const row = await env.DB.prepare('SELECT revision FROM entries').first()
      expect(row).toEqual({ revision: 2 })
    },
  )

  it('of its date moves it', async () => {
    await apply(own('a', { published: '2026-11-01' }), own('b', { published: '2026-11-02' }))
    expect(await titlesOf('rail')).toEqual(['A train named b', 'A train named a'])
    await apply(own('a', { published: '2026-11-03' }), own('b', { published: '2026-11-02' }))

    expect(await titlesOf('rail')).toEqual(['A train named a', 'A train named b'])
    const stray = `SELECT count(*) AS stray FROM marks m JOIN entries e ON e.key = m.key
                   WHERE e.sort_at <> m.sort_at`
    expect(await env.DB.prepare(stray).first()).toEqual({ stray: 0 })
  })
})

describe('PUT /api/newsroom?dry-run=true', () => {
  it('tells what would change and changes nothing', async () => {
    await apply(own('day'))
    const before = await streams()
    const response = await operate('PUT', '/api/newsroom?dry-run=true', {
      ...NEWSROOM,
      topics: NEWSROOM.topics.slice(1),
      entries: [own('night')],
    })

    expect(await response.json()).toEqual({
      newsroom: { changed: [] },
      topics: { added: [], changed: [], removed: ['rail'] },
      gazetteers: { added: [], changed: [], removed: [] },
      sources: { added: [], changed: [], removed: [] },
      entries: { added: ['night'], changed: [], removed: ['day'] },
    })
    expect(await streams()).toEqual(before)
    expect(await titlesOf('rail')).toEqual(['A train named day'])
  })

  it('says what it can be', async () => {
    expect((await operate('PUT', '/api/newsroom?dry-run=yes', NEWSROOM)).status).toBe(400)
  })
})
