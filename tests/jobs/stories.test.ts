import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import worker from '../../src/index.ts'
import type { Job } from '../../src/jobs/job.ts'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  type Item,
  operate,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const NAMES = ['a', 'b', 'c', 'd'] as const
type Name = (typeof NAMES)[number]
const urlOf = (name: Name) => `https://${name}.example/feed`

const TEXT =
  'A night train from Vienna to Hamburg was stopped by heavy snow near Passau on Sunday, and two hundred passengers slept in the station hall, the operator said. Nobody was hurt, and buses brought everyone on in the morning.'
const STORY: Item = { title: 'Night train to Hamburg stopped by snow near Passau', text: TEXT }
const RETOLD: Item = {
  title: 'Snow stops Hamburg night train near Passau',
  text: `${TEXT} Snow keeps falling.`,
}

/** What each source says; whoever is not named here is not there. */
const say = (feeds: Partial<Record<Name, Item[]>>) =>
  world(
    Object.fromEntries(
      NAMES.flatMap((name) => (feeds[name] ? [[urlOf(name), serves(rss(feeds[name]))]] : [])),
    ),
  )
const add = (name: Name, more: object = {}) =>
  addSource(urlOf(name), { slug: name, title: `The ${name} Times`, ...more })

/** Has sources say something and polls them, one after the other. */
async function tell(feeds: Partial<Record<Name, Item[]>>) {
  say(feeds)
  const reports = []
  for (const name of NAMES) if (feeds[name]) reports.push(await poll(name))
  return reports
}

const shown = async () =>
  (await itemsOf('rail')).map(({ id, title, _source, _duplicates }) => ({
    id,
    title,
    source: _source?.title,
    others: _duplicates.map(({ source }) => source),
  }))
const keyOf = async (source: Name) => {
  const row = await env.DB.prepare('SELECT key FROM entries WHERE source = ?').bind(source).first()
  return String(row?.['key'])
}
const streamOf = (slug: string) =>
  env.DB.prepare('SELECT version, changed_at FROM streams WHERE slug = ?').bind(slug).first()
const decide = (key: string, duplicateOf: string | null) =>
  operate('PATCH', `/api/entries/${key}`, { duplicateOf })

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a story that two sources tell', () => {
  const first = { ...STORY, id: 'urn:a:1', date: 'Sun, 01 Nov 2026 08:00:00 GMT' }
  const second = { ...RETOLD, id: 'urn:b:1', date: 'Sun, 01 Nov 2026 09:00:00 GMT' }

  it('is one entry, with the other reported beside it in every format', async () => {
    await add('a')
    await add('b')
    const [, report] = await tell({ a: [first], b: [second] })

    expect(report).toMatchObject({ added: 0, duplicate: 1, changed: 0, unchanged: 0 })
    expect(await shown()).toEqual([
      { id: 'urn:a:1', title: STORY.title, source: 'The a Times', others: ['The b Times'] },
    ])
    const link = 'https://rail.example/Snow%20stops%20Hamburg%20night%20train%20near%20Passau'
    for (const format of ['atom', 'rss', 'html'])
      expect(await (await get(`/topics/rail.${format}`)).text()).toContain(link)
    expect(await (await get('/topics/rail.html')).text()).toContain('Also reported by')
    expect(await (await get(`/entries/${await keyOf('a')}`)).text()).toContain('Also reported by')
    expect(await (await get(`/entries/${await keyOf('b')}`)).text()).toContain(
      `/entries/${await keyOf('a')}`,
    )
  })

  it('changes the feed when the other comes, and no feed it is not in', async () => {
    await add('a')
    await add('b')
    const tags = async () =>
      Promise.all(
        ['rail', 'sea'].map(async (t) => (await get(`/topics/${t}.atom`)).headers.get('etag')),
      )
    await tell({ a: [first] })
    const [rail, sea] = await tags()
    await tell({ b: [second] })

    const [railAfter, seaAfter] = await tags()
    expect(railAfter).not.toBe(rail)
    expect(seaAfter).toBe(sea)
    await tell({ a: [first], b: [second] })
    expect(await tags()).toEqual([railAfter, seaAfter])
  })

  it('is shown by the first published, under the id it was read by', async () => {
    await add('a')
    await add('b')
    await tell({ b: [second] })
    await tell({ a: [first] })

    expect(await shown()).toEqual([
      { id: 'urn:b:1', title: STORY.title, source: 'The a Times', others: ['The b Times'] },
    ])
  })

  it('is shown by the official source, under the id it was read by, and readers are told', async () => {
    await add('a')
    await add('b', { official: true })
    await tell({ a: [first] })
    const before = await streamOf('rail')
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
    const [report] = await tell({ b: [second] })

    expect(report).toMatchObject({ added: 0, duplicate: 1 })
    expect(await shown()).toEqual([
      { id: 'urn:a:1', title: RETOLD.title, source: 'The b Times', others: ['The a Times'] },
    ])
    const after = await streamOf('rail')
    expect(after?.['version']).toBeGreaterThan(Number(before?.['version']))
    expect(String(after?.['changed_at']) > String(before?.['changed_at'])).toBe(true)
  })

  it('is two again when one of them says something else from now on', async () => {
    await add('a')
    await add('b')
    await tell({ a: [first], b: [second] })
    await tell({
      b: [
        { ...second, title: 'A new train museum opens in Graz', text: 'It has forty locomotives.' },
      ],
    })

    expect((await shown()).map(({ title, others }) => ({ title, others }))).toEqual([
      { title: 'A new train museum opens in Graz', others: [] },
      { title: STORY.title, others: [] },
    ])
  })

  it('stands for itself with each of them where duplicates are asked for', async () => {
    await add('a')
    await add('b')
    await tell({ b: [second] })
    await tell({ a: [first] })

    const page = async (path: string) =>
      (await get(path)).json<{
        items: { id: string; _duplicates: object[] }[]
        next_url?: string
      }>()
    const all = await page('/topics/rail.json?duplicates=show')
    expect(all.items.map(({ id, _duplicates }) => ({ id, _duplicates }))).toEqual([
      { id: 'urn:b:1', _duplicates: [] },
      { id: 'urn:a:1', _duplicates: [] },
    ])
    const one = await page('/topics/all.json?duplicates=show&limit=1')
    const next = await page(
      new URL(one.next_url ?? '').href.replace('https://despatch.example', ''),
    )
    expect([...one.items, ...next.items].map(({ id }) => id)).toEqual(['urn:b:1', 'urn:a:1'])
    const [apart, together] = await Promise.all(
      ['?duplicates=show', ''].map((query) => get(`/topics/rail.atom${query}`)),
    )
    expect(apart?.headers.get('etag')).not.toBe(together?.headers.get('etag'))
    expect(apart?.headers.get('link')).toContain('rail.atom?duplicates=show>; rel="self"')
  })
})

describe('when the entry that is shown is withdrawn', () => {
  const own = (slug: string, published: string) => ({
    slug,
    id: `urn:own:${slug}`,
    title: STORY.title,
    published,
    markdown: TEXT,
  })
  const first = own('first', '2026-11-01T08:00:00Z')
  const second = own('second', '2026-11-01T09:00:00Z')

  it('the next one is shown, under its own id, and the first again when it is back', async () => {
    await applyNewsroom({ entries: [first, second] })
    expect((await shown()).map(({ id }) => id)).toEqual(['urn:own:first'])

    await applyNewsroom({ entries: [second] })
    expect((await shown()).map(({ id, others }) => [id, others.length])).toEqual([
      ['urn:own:second', 0],
    ])

    await applyNewsroom({ entries: [first, second] })
    expect((await shown()).map(({ id, others }) => [id, others.length])).toEqual([
      ['urn:own:second', 1],
    ])
    expect((await shown())[0]?.title).toBe(STORY.title)
  })
})

describe('the operator', () => {
  const told = async () => {
    await add('a')
    await add('b')
    await tell({
      a: [{ ...STORY, id: 'urn:a:1', date: 'Sun, 01 Nov 2026 08:00:00 GMT' }],
      b: [{ ...RETOLD, id: 'urn:b:1', date: 'Sun, 01 Nov 2026 09:00:00 GMT' }],
    })
    return { a: await keyOf('a'), b: await keyOf('b') }
  }

  it('sees what an entry duplicates, and why', async () => {
    const { a, b } = await told()
    expect(await (await operate('GET', `/api/entries/${b}`)).json()).toMatchObject({
      key: b,
      id: 'urn:b:1',
      title: RETOLD.title,
      source: 'b',
      duplicateOf: a,
      because: { rung: 'same-text', with: a },
      duplicates: [],
      decision: null,
    })
    expect(await (await operate('GET', `/api/entries/${a}`)).json()).toMatchObject({
      duplicateOf: null,
      because: null,
      duplicates: [{ key: b, source: 'b', because: { rung: 'same-text' } }],
    })
  })

  it('splits them, and no later run joins them again', async () => {
    const { b } = await told()
    const answer = await decide(b, null)

    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      duplicateOf: null,
      decision: { duplicateOf: null },
    })
    expect(await shown()).toHaveLength(2)
    await tell({ b: [{ ...RETOLD, id: 'urn:b:1', text: `${TEXT} More.` }] })
    await env.DB.prepare('UPDATE tellings SET ladder_version = 0').run()
    await placedByCron()
    expect(await shown()).toHaveLength(2)
  })

  it('joins what nothing ties together, and separates it again', async () => {
    await add('c')
    const { a } = await told()
    await tell({
      c: [{ title: 'A train museum opens in Graz', text: 'It has forty locomotives.' }],
    })
    const c = await keyOf('c')

    expect(await (await decide(c, a)).json()).toMatchObject({
      duplicateOf: a,
      because: { rung: 'operator', with: a },
    })
    expect((await shown()).map(({ others }) => others.length)).toEqual([2])
    await decide(c, null)
    expect(new Set((await shown()).map(({ others }) => others.length))).toEqual(new Set([0, 1]))
  })

  it('says which of them is shown, and readers know it by the id they knew', async () => {
    const { a, b } = await told()
    await decide(a, b)
    expect(await shown()).toEqual([
      { id: 'urn:a:1', title: RETOLD.title, source: 'The b Times', others: ['The a Times'] },
    ])
    await decide(b, a)
    expect((await shown()).map(({ id, title }) => [id, title])).toEqual([['urn:a:1', STORY.title]])
  })

  it.each([
    { what: 'itself', status: 422, of: (key: string) => key },
    { what: 'nothing that is here', status: 422, of: () => 'nowhere' },
    { what: 'a number', status: 422, of: () => 7 as unknown as string },
  ])('is told that an entry cannot be a duplicate of $what', async ({ status, of }) => {
    const { a } = await told()
    const answer = await decide(a, of(a))
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('duplicateOf: ') })
  })

  it('is told that there is no such entry', async () => {
    expect((await operate('GET', '/api/entries/nowhere')).status).toBe(404)
    expect((await decide('nowhere', null)).status).toBe(404)
  })

  it('makes a source official, and it is shown', async () => {
    const source = (name: Name, more = {}) => ({
      slug: name,
      url: urlOf(name),
      title: name,
      ...more,
    })
    await applyNewsroom({ sources: [source('a'), source('b')] })
    await tell({ a: [{ ...STORY, id: 'urn:a:1' }], b: [{ ...RETOLD, id: 'urn:b:1' }] })
    const [before] = await shown()
    const other = before?.source === 'a' ? 'b' : 'a'

    await applyNewsroom({
      sources: (['a', 'b'] as const).map((name) => source(name, { official: name === other })),
    })
    expect(await shown()).toMatchObject([{ id: before?.id, source: other }])
  })
})

/** A queue that only remembers, delivered until it is empty; says how many messages that took. */
async function placedByCron(): Promise<number> {
  const sent: Job[] = []
  const QUEUE = {
    sendBatch: async (messages: Iterable<{ body: Job }>) =>
      void sent.push(...Array.from(messages, ({ body }) => body)),
  }
  const bindings = { ...env, POLLING: 'off', QUEUE: QUEUE as unknown as typeof env.QUEUE }
  await worker.scheduled(createScheduledController(), bindings)
  let count = 0
  for (let next = sent.splice(0); next.length > 0; next = sent.splice(0)) {
    count += next.length
    const timestamp = new Date()
    const messages = next.map((body, i) => ({ id: String(i), timestamp, attempts: 1, body }))
    const batch = createMessageBatch<Job>('despatch-jobs', messages)
    await worker.queue(batch, bindings)
    await getQueueResult(batch, createExecutionContext())
  }
  return count
}

describe('what was stored before the ladder', () => {
  const leads = async () => {
    const { results } = await env.DB.prepare(
      'SELECT key, lead FROM entries WHERE lead IS NOT NULL',
    ).all()
    return results
  }
  const forget = () =>
    env.DB.batch([
      env.DB.prepare('UPDATE entries SET lead = NULL, served_id = NULL'),
      env.DB.prepare(
        `UPDATE tellings SET ladder_version = 0, neighbourhood = key, page = NULL, signature = NULL,
           because = NULL, marks = NULL`,
      ),
      env.DB.prepare('DELETE FROM marks'),
    ])

  it('is placed in the background, in batches, as if it came today', async () => {
    await add('a')
    await add('b')
    const filler = Array.from({ length: 70 }, (_, i) => ({
      title: `Train number ${i} has a new timetable`,
      text: `It leaves at ${i} past ten.`,
    }))
    const first = { ...STORY, id: 'urn:a:1', date: 'Sun, 01 Nov 2026 12:00:00 GMT' }
    const second = { ...RETOLD, id: 'urn:b:1', date: 'Sun, 01 Nov 2026 13:00:00 GMT' }
    await tell({ a: [first, ...filler], b: [second] })
    const before = await leads()
    await forget()
    expect(await leads()).toEqual([])

    expect(await placedByCron()).toBe(3)
    expect(await leads()).toEqual(before)
    expect(before).toHaveLength(1)
    expect(await placedByCron()).toBe(0)
  })

  it('is placed anew without a word to readers, when that changes nothing', async () => {
    await add('a')
    await add('b')
    await tell({ a: [{ ...STORY, id: 'urn:a:1' }], b: [{ ...RETOLD, id: 'urn:b:1' }] })
    const before = await streamOf('rail')
    await env.DB.prepare('UPDATE tellings SET ladder_version = 0').run()

    expect(await placedByCron()).toBe(2)
    expect(await streamOf('rail')).toEqual(before)
  })
})

describe('polls at the same time', () => {
  it('find that they tell one story', async () => {
    for (const name of NAMES) await add(name)
    say(Object.fromEntries(NAMES.map((name) => [name, [{ ...STORY, id: `urn:${name}:1` }]])))
    await Promise.all(NAMES.map((name) => poll(name)))
    await placedByCron()

    const items = await shown()
    expect(items).toHaveLength(1)
    expect(items[0]?.others).toHaveLength(3)
  })
})

it('what belongs together does not depend on the order in which sources are polled', async () => {
  const texts = [TEXT, `${TEXT} Snow keeps falling.`, 'A short word about trains in the snow.']
  const titles = [
    STORY.title,
    RETOLD.title,
    'Night train to Bremen stopped by snow near Passau',
    'Correction: night train to Hamburg stopped by snow near Passau',
    'Night train 490 to Hamburg stopped by snow near Passau',
  ]
  const item = fc.record({
    title: fc.constantFrom(...titles),
    text: fc.constantFrom(...texts),
    date: fc.constantFrom('Sun, 01 Nov 2026 08:00:00 GMT', 'Mon, 02 Nov 2026 08:00:00 GMT'),
  })
  const said = fc.record({ a: item, b: item, c: item, d: item })
  const standing = async () => {
    const { results } = await env.DB.prepare(
      'SELECT source, (SELECT l.source FROM entries l WHERE l.key = e.lead) AS lead FROM entries e ORDER BY source',
    ).all()
    return results
  }
  const run = async (order: readonly Name[], items: Record<Name, Item>) => {
    await reset()
    await applyNewsroom()
    for (const name of NAMES) await add(name)
    for (const name of order) await tell({ [name]: [{ ...items[name], id: `urn:${name}:1` }] })
    return standing()
  }
  await fc.assert(
    fc.asyncProperty(
      said,
      fc.shuffledSubarray([...NAMES], { minLength: NAMES.length }),
      async (items, order) => {
        expect(await run(order, items)).toEqual(await run(NAMES, items))
      },
    ),
    { numRuns: 8 },
  )
})
