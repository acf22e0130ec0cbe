import { env } from 'cloudflare:workers'
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
  type Item,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const RAIL = 'https://rail.example/feed'
const TODAY = '2026-11-10T12:00:00Z'

const train = {
  title: 'The first train',
  published: '2026-11-01T00:00:00Z',
  markdown: 'It **left**.',
}

interface Answer {
  key: string
  state: string
  revision: number
  topics: { slug: string }[]
  revisions: { revision: number; differs: string[] }[]
  own: { managedBy: string; definition: Record<string, unknown> } | null
  withdrawnBecause: string | null
  [member: string]: unknown
}

const post = (entry: object) => operate('POST', '/api/entries', entry)
const patch = (key: string, change: object) => operate('PATCH', `/api/entries/${key}`, change)
const shown = async (key: string) => (await operate('GET', `/api/entries/${key}`)).json<Answer>()
const detailOf = async (response: Response) => (await response.json<{ detail: string }>()).detail
const titlesOf = async (topic: string) => (await itemsOf(topic)).map(({ title }) => title)
const streams = async () =>
  (await env.DB.prepare('SELECT slug, version FROM streams ORDER BY slug').all()).results

/** A source with these items, polled; gives the keys of its entries by their titles. */
async function polled(items: Item[], url = RAIL, slug = 'rail-times') {
  world({ [url]: serves(rss(items)) })
  if ((await operate('GET', `/api/sources/${slug}`)).status === 404) await addSource(url, { slug })
  await poll(slug)
  const { results } = await env.DB.prepare(
    `SELECT key, head ->> 'title' AS title FROM entries WHERE source = ?`,
  )
    .bind(slug)
    .all<{ key: string; title: string }>()
  return Object.fromEntries(results.map(({ key, title }) => [title, key]))
}

beforeEach(async () => {
  await reset()
  vi.useFakeTimers({ now: new Date(TODAY), toFake: ['Date'] })
  await applyNewsroom()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('POST /api/entries', () => {
  it('adds an entry at an address made of its title, and shows it', async () => {
    const response = await post(train)

    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe('/api/entries/the-first-train')
    expect(await response.json()).toMatchObject({
      key: 'the-first-train',
      state: 'shown',
      revision: 1,
      own: { managedBy: 'api', definition: { slug: 'the-first-train', ...train } },
      topics: [{ slug: 'rail', evidence: [{ field: 'title', quote: 'train' }] }],
      revisions: [{ revision: 1, differs: [] }],
    })
    expect(await itemsOf('rail')).toMatchObject([
      { title: 'The first train', content_html: '<p>It <strong>left</strong>.</p>' },
    ])
  })

  it.each([{ slug: 'by-hand' }, {}])('posted again with %j, it is there once', async (named) => {
    const first = await (await post({ ...train, ...named })).json<Answer>()
    const before = await streams()
    const again = await post({ ...train, ...named })

    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(first)
    expect(await streams()).toEqual(before)
    expect(await itemsOf('rail')).toHaveLength(1)
  })

  it('gives another of the same title the next name', async () => {
    await post(train)
    const other = await post({ ...train, markdown: 'It left again.' })
    expect(await other.json()).toMatchObject({ key: 'the-first-train-2' })
  })

  it('refuses a slug, or an id, that says something else already', async () => {
    await post({ ...train, slug: 'taken', id: 'urn:x:1' })
    const slug = await post({ ...train, slug: 'taken', markdown: 'Else.' })
    expect(slug.status).toBe(409)
    expect(await detailOf(slug)).toContain('has this slug already')
    const id = await post({ ...train, slug: 'free', id: 'urn:x:1' })
    expect(id.status).toBe(409)
    expect(await detailOf(id)).toContain('"taken" has this id')
  })

  it("takes nobody else's key", async () => {
    const keys = await polled([{ title: 'A train' }])
    const response = await post({ ...train, slug: keys['A train'] })
    expect(response.status).toBe(409)
  })

  it('keeps a draft to itself until it is none, and forgets it when it is removed', async () => {
    const before = await streams()
    const draft = await post({ ...train, draft: true })
    expect(draft.status).toBe(201)
    expect(await draft.json()).toMatchObject({ state: 'draft', revision: 0, topics: [] })
    expect(await streams()).toEqual(before)
    expect(await titlesOf('all')).toEqual([])

    expect(await (await patch('the-first-train', { draft: null })).json()).toMatchObject({
      state: 'shown',
      revision: 1,
    })
    expect(await titlesOf('rail')).toEqual(['The first train'])

    await post({ ...train, slug: 'other', draft: true })
    expect((await operate('DELETE', '/api/entries/other')).status).toBe(204)
    expect((await operate('GET', '/api/entries/other')).status).toBe(404)
  })

  it('shows one of tomorrow to nobody', async () => {
    const response = await post({ ...train, published: '2026-11-11' })
    expect(await response.json()).toMatchObject({ state: 'scheduled', revision: 0 })
    expect(await titlesOf('all')).toEqual([])
  })

  it.each([
    { body: { ...train, title: undefined }, says: '"title" is missing' },
    { body: { ...train, markdown: undefined }, says: '"markdown" is missing' },
    { body: { ...train, published: 'soon' }, says: 'published: expected a date' },
    { body: { ...train, tags: [] }, says: 'unknown key "tags"' },
    { body: { ...train, slug: 'A b' }, says: 'slug: expected a slug' },
  ])('refuses what is no entry: $says', async ({ body, says }) => {
    const response = await post(body)
    expect(response.status).toBe(422)
    expect(await detailOf(response)).toContain(says)
  })

  it('stays when data/ is applied', async () => {
    await post(train)
    await applyNewsroom()
    expect(await titlesOf('rail')).toEqual(['The first train'])
  })

  it('cleans what is in its Markdown like everything else', async () => {
    await post({ ...train, markdown: '![x](https://i.example/a.png)<script>alert(1)</script>' })
    const [item] = await itemsOf('rail')
    expect(item?.content_html).toContain('src="https://i.example/a.png"')
    expect(item?.content_html).not.toContain('script')
  })
})

describe('PATCH /api/entries/{key}', () => {
  it('corrects an own entry: a revision like any other', async () => {
    await post({ ...train, licence: { name: 'CC0', url: 'https://cc.example/0' } })
    vi.setSystemTime(new Date('2026-11-12T00:00:00Z'))
    const change = { markdown: 'It left late.', licence: { url: null }, categories: ['Late'] }
    const response = await patch('the-first-train', change)

    expect(response.status).toBe(200)
    const answer = await response.json<Answer>()
    expect(answer.own?.definition).toMatchObject({
      markdown: 'It left late.',
      licence: { name: 'CC0' },
    })
    expect(answer.revisions).toMatchObject([
      { revision: 2, differs: ['categories', 'content', 'links'] },
      { revision: 1, differs: [] },
    ])
    expect(await itemsOf('rail')).toMatchObject([
      { content_html: '<p>It left late.</p>', date_modified: '2026-11-12T00:00:00Z' },
    ])
    expect(await (await get('/entries/the-first-train')).text()).toContain('late')
  })

  it('to what it is already changes nothing', async () => {
    await post(train)
    const before = await streams()
    await patch('the-first-train', { title: 'The first train' })
    await patch('the-first-train', {})
    expect(await streams()).toEqual(before)
    expect((await shown('the-first-train')).revision).toBe(1)
  })

  it('back to a draft withdraws it until it is none again', async () => {
    await post(train)
    expect(await (await patch('the-first-train', { draft: true })).json()).toMatchObject({
      state: 'draft',
      withdrawnBy: null,
      withdrawnBecause: 'it is a draft again',
    })
    expect(await titlesOf('all')).toEqual([])
    await patch('the-first-train', { draft: false })
    expect(await titlesOf('rail')).toEqual(['The first train'])
  })

  it.each([
    { change: { title: null }, status: 422, says: 'title: ' },
    { change: { published: null }, status: 422, says: 'published: ' },
    { change: { slug: 'other' }, status: 422, says: 'unknown key "slug"' },
    { change: { id: 'urn:x:other' }, status: 422, says: 'id: expected the id it was shown under' },
    { change: { duplicateOf: null, title: 'x' }, status: 422, says: 'one thing at a time' },
    { change: { withdrawn: {}, title: 'x' }, status: 422, says: 'one thing at a time' },
  ])('refuses $change: $says', async ({ change, status, says }) => {
    await post(train)
    const response = await patch('the-first-train', change)
    expect(response.status).toBe(status)
    expect(await detailOf(response)).toContain(says)
    expect((await shown('the-first-train')).revision).toBe(1)
  })

  it('leaves to data/ what is written there, and to others what they wrote', async () => {
    await applyNewsroom({ entries: [{ ...train, slug: 'file' }] })
    const keys = await polled([{ title: 'A train' }])

    const ours = await patch('file', { title: 'x' })
    expect(ours.status).toBe(409)
    expect(await detailOf(ours)).toContain('data/entries/file.md')
    const theirs = await patch(keys['A train'] ?? '', { title: 'x' })
    expect(theirs.status).toBe(409)
    expect(await detailOf(theirs)).toContain('can be withdrawn')
  })
})

describe('withdrawing', () => {
  const TRAM: Item = { title: 'A tram and a train' }
  const items: Item[] = [{ title: 'A train' }, TRAM]

  it('takes an entry of anybody out of everything, and its page says so', async () => {
    const key = (await polled(items))['A train'] ?? ''
    expect((await operate('DELETE', `/api/entries/${key}?because=It+was+a+hoax`)).status).toBe(204)

    expect(await titlesOf('rail')).toEqual(['A tram and a train'])
    expect(await titlesOf('all')).toEqual(['A tram and a train'])
    const page = await get(`/entries/${key}`)
    expect(page.status).toBe(410)
    const text = await page.text()
    expect(text).toContain('It was a hoax')
    expect(text).not.toContain('A train')
    expect(await shown(key)).toMatchObject({
      state: 'withdrawn',
      withdrawnBy: 'operator',
      withdrawnBecause: 'It was a hoax',
    })
  })

  it('moves its own topics and no others, and again moves nothing', async () => {
    const key = (await polled(items))['A train'] ?? ''
    const before = await streams()
    await operate('DELETE', `/api/entries/${key}`)
    const after = await streams()
    const moved = after.filter(({ version }, i) => version !== before[i]?.['version'])
    expect(moved.map(({ slug }) => slug)).toEqual(['all', 'rail'])

    expect((await operate('DELETE', `/api/entries/${key}`)).status).toBe(204)
    expect(await streams()).toEqual(after)
  })

  it('outlives polls that bring it as it was, changed, or under another id', async () => {
    const key = (await polled(items))['A train'] ?? ''
    await patch(key, { withdrawn: { because: 'no' } })
    const before = await streams()
    await polled(items)
    expect(await streams()).toEqual(before)

    await polled([{ title: 'A train', text: 'Other words.' }, TRAM])
    await polled([{ title: 'A train', text: 'Third words.', id: 'urn:x:new' }, TRAM])
    expect(await streams()).toEqual(before)
    expect(await titlesOf('all')).toEqual(['A tram and a train'])
    expect(await shown(key)).toMatchObject({ state: 'withdrawn', withdrawnBecause: 'no' })
  })

  it('is taken back: it is shown as its publisher has it by now, filed by the rules of today', async () => {
    const key = (await polled(items))['A train'] ?? ''
    await patch(key, { withdrawn: {} })
    await polled([{ title: 'A train', text: 'A ship, rather.' }, TRAM])
    const tag = (await get('/topics/sea.atom')).headers.get('etag')
    vi.setSystemTime(new Date('2026-11-12T00:00:00Z'))
    const restored = await patch(key, { withdrawn: null })

    expect(await restored.json()).toMatchObject({
      state: 'shown',
      withdrawnBy: null,
      topics: [{ slug: 'rail' }, { slug: 'sea' }],
    })
    expect(await titlesOf('sea')).toEqual(['A train'])
    expect((await get('/topics/sea.atom')).headers.get('etag')).not.toBe(tag)
    const since = { 'if-modified-since': new Date(TODAY).toUTCString() }
    expect((await get('/topics/sea.atom', since)).status).toBe(200)
  })

  it('hands a story over to who tells it too, and gives it back', async () => {
    const text = 'A night train from Vienna to Hamburg was stopped by heavy snow near Passau.'
    const story = { title: 'Night train stopped by snow near Passau', text }
    const a = await polled([{ ...story, id: 'urn:a:1', date: 'Sun, 01 Nov 2026 08:00:00 GMT' }])
    const lead = a[story.title] ?? ''
    await polled(
      [{ ...story, id: 'urn:b:1', date: 'Sun, 01 Nov 2026 09:00:00 GMT' }],
      'https://b.example/feed',
      'b',
    )
    const ids = async () => (await itemsOf('rail')).map(({ id }) => id)
    expect(await ids()).toEqual(['urn:a:1'])

    await operate('DELETE', `/api/entries/${lead}`)
    expect(await ids()).toEqual(['urn:b:1'])
    await patch(lead, { withdrawn: null })
    expect(await ids()).toHaveLength(1)
    expect((await itemsOf('rail'))[0]?._duplicates).toHaveLength(1)
  })

  it("holds for own entries of data/ and the API's, through what is written of them", async () => {
    const file = { ...train, slug: 'file' }
    await applyNewsroom({ entries: [file] })
    await post({ ...train, slug: 'ours', title: 'Our train' })
    for (const key of ['file', 'ours'])
      expect((await operate('DELETE', `/api/entries/${key}`, { because: 'x' })).status).toBe(204)
    await applyNewsroom({ entries: [{ ...file, markdown: 'New words.' }] })
    await patch('ours', { markdown: 'New words too.' })
    expect(await titlesOf('all')).toEqual([])

    await patch('file', { withdrawn: null })
    await patch('ours', { withdrawn: null })
    expect((await itemsOf('rail')).map((item) => item.content_html).toSorted()).toEqual([
      '<p>New words too.</p>',
      '<p>New words.</p>',
    ])
  })

  it('cannot bring back what its source has withdrawn', async () => {
    await applyNewsroom({ entries: [{ ...train, slug: 'file' }] })
    await applyNewsroom()
    const response = await patch('file', { withdrawn: null })
    expect(response.status).toBe(409)
    expect(await detailOf(response)).toContain('no longer among the own entries')
  })

  it.each([
    { what: 'DELETE', send: () => operate('DELETE', '/api/entries/nobody') },
    { what: 'PATCH', send: () => patch('nobody', { withdrawn: {} }) },
    { what: 'GET', send: () => operate('GET', '/api/entries/nobody') },
  ])('$what of what is not there: 404', async ({ send }) => {
    expect((await send()).status).toBe(404)
  })

  it('of what nobody has seen is no withdrawal', async () => {
    await applyNewsroom({ entries: [{ ...train, slug: 'file', draft: true }] })
    await post({ ...train, draft: true })
    expect((await patch('the-first-train', { withdrawn: {} })).status).toBe(409)
    expect((await operate('DELETE', '/api/entries/file')).status).toBe(409)
  })
})
