import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { contentItem, finder, type FinderEntry } from '../support/govuk.ts'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  operate,
  poll,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const FEED = 'https://www.gov.uk/search/news-and-communications.atom?world_locations[]=japan'
const PATH = '/government/news/a-train'
const API = `https://www.gov.uk/api/content${PATH}`
const train: FinderEntry = { path: PATH, title: 'A train' }
const corrected = { ...train, updated: '2026-11-05T10:00:00Z' }

type Answers = Parameters<typeof world>[0]
const json = (item: object) =>
  serves(JSON.stringify(item), { 'content-type': 'application/json; charset=utf-8' })
const status = (code: number) => () => new Response('', { status: code })
const notice = {
  withdrawn_notice: { explanation: '<p>In error.</p>', withdrawn_at: '2026-11-20T10:00:00Z' },
}
const withBody = (body: string) => contentItem({ details: { body } })

let slug: string

/** One poll in a world where the finder has these entries and the API answers so. */
async function pollIn(entries: FinderEntry[], answers: Answers = {}, headers = {}) {
  const { asked } = world({ [FEED]: serves(finder(entries), headers), ...answers })
  const report = await poll(slug)
  return { report, asked: asked.map(({ url }) => url).filter((url) => url !== FEED), all: asked }
}
const etagOf = async (topic: string) => (await get(`/topics/${topic}.atom`)).headers.get('etag')

beforeEach(async () => {
  await reset()
  await applyNewsroom()
  slug = await addSource(FEED, { enrich: 'govuk-content' })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Lets time pass between two polls. */
const wait = (hours: number) =>
  vi.useFakeTimers({ now: Date.now() + hours * 3_600_000, toFake: ['Date'] })

describe('a source whose entries GOV.UK tells more of', () => {
  it('brings the whole text, with its dates, notes and categories, in one poll', async () => {
    const { report, all } = await pollIn([train], { [API]: json(contentItem()) })

    expect(report).toMatchObject({ added: 1, faults: [] })
    expect(await itemsOf('rail')).toMatchObject([
      {
        content_html: expect.stringContaining('The whole story'),
        date_published: '2026-10-01T08:30:00Z',
        date_modified: '2026-11-01T10:00:00Z',
        tags: expect.arrayContaining(['Ministry of Defence', 'Japan']),
      },
    ])
    const head = await env.DB.prepare("SELECT head ->> 'changes' AS changes FROM entries").first()
    expect(JSON.parse(String(head?.['changes']))).toEqual([
      { at: '2026-10-01T08:30:00Z', note: 'First published.' },
    ])
    expect(all[1]?.headers.get('accept')).toBe('application/json')
    expect(all[1]?.headers.get('user-agent')).toBe('Despatch/1.0 (+desk@example.org)')
  })

  it('files an entry by its whole text', async () => {
    await pollIn([train], { [API]: json(withBody('<p>It was a ship.</p>')) })
    expect(await itemsOf('sea')).toHaveLength(1)
  })

  it('does not ask again while its feed says the same, and nothing changes back', async () => {
    await pollIn([train], { [API]: json(contentItem()) })
    const etag = await etagOf('rail')

    const { report, asked } = await pollIn([train])

    expect(asked).toEqual([])
    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 1, faults: [] })
    expect(await etagOf('rail')).toBe(etag)
  })

  it('asks again when its feed says that an entry was updated', async () => {
    await pollIn([train], { [API]: json(contentItem()) })
    const item = {
      ...withBody('<p>Corrected.</p>'),
      public_updated_at: '2026-11-05T10:00:00Z',
    }

    const { report } = await pollIn([corrected], { [API]: json(item) })

    expect(report).toMatchObject({ changed: 1 })
    expect(await itemsOf('rail')).toMatchObject([
      { content_html: '<p>Corrected.</p>', date_modified: '2026-11-05T10:00:00Z' },
    ])
  })

  it('asks once, though the answer changes nothing that a reader would notice', async () => {
    await pollIn([train], { [API]: json(contentItem()) })
    expect((await pollIn([corrected], { [API]: json(contentItem()) })).report).toMatchObject({
      unchanged: 1,
    })
    expect((await pollIn([corrected])).asked).toEqual([])
  })

  it('is not asked about what is not on GOV.UK', async () => {
    const xml = finder([train]).replaceAll(
      'https://www.gov.uk/gov',
      'https://elsewhere.example/gov',
    )
    const { asked } = world({ [FEED]: serves(xml) })
    expect(await poll(slug)).toMatchObject({ added: 1, faults: [] })
    expect(asked.map(({ url }) => url)).toEqual([FEED])
  })

  it('is not asked about what another source brought first', async () => {
    await pollIn([train], { [API]: json(contentItem()) })
    const other = FEED.replace('japan', 'korea')
    const { asked } = world({ [other]: serves(finder([train])) })
    expect(await poll(await addSource(other, { enrich: 'govuk-content' }))).toMatchObject({
      duplicate: 1,
    })
    expect(asked).toHaveLength(1)
  })

  it('without an enricher is read as it is', async () => {
    const plain = FEED.replace('japan', 'korea')
    const { asked } = world({ [plain]: serves(finder([train])) })
    await poll(await addSource(plain))
    expect(asked).toHaveLength(1)
    expect((await itemsOf('rail'))[0]?.content_html).toBe('About A train')
  })
})

describe('more entries than one poll may ask about', () => {
  const many = Array.from({ length: 12 }, (_, i) => ({
    path: `/government/news/train-${i}`,
    title: `Train ${i}`,
    updated: `2026-11-${String(20 - i).padStart(2, '0')}T10:00:00Z`,
  }))
  const answers = Object.fromEntries(
    many.map(({ path, updated }) => [
      `https://www.gov.uk/api/content${path}`,
      json(contentItem({ base_path: path, public_updated_at: updated })),
    ]),
  )

  it('are all kept; the newest are asked about first, the rest at the next poll', async () => {
    const first = await pollIn(many, answers, { etag: '"1"' })
    expect(first.report).toMatchObject({ added: 12 })
    expect(first.asked).toEqual(Object.keys(answers).slice(0, 8))

    const second = await pollIn(many, answers, { etag: '"1"' })
    // A 304 would have brought nothing to ask about.
    expect(second.all[0]?.headers.get('if-none-match')).toBeNull()
    expect(second.asked).toEqual(Object.keys(answers).slice(8))
    expect(second.report).toMatchObject({ added: 0, changed: 4, unchanged: 8 })

    const third = await pollIn(many, answers, { etag: '"1"' })
    expect(third.all[0]?.headers.get('if-none-match')).toBe('"1"')
    expect(third.asked).toEqual([])
  })

  it('and are not news for having been read later', async () => {
    await pollIn(many, answers)
    await pollIn(many, answers)
    const items = await itemsOf('rail')
    expect(items.map(({ date_modified: modified }) => modified).toSorted()).toEqual(
      many.map(({ updated }) => updated).toSorted(),
    )
  })
})

describe('an answer that is none', () => {
  it.each([
    { what: '404', answer: status(404), says: 'knows nothing of its page (404)', again: false },
    { what: '410', answer: status(410), says: 'its page is gone (410)', again: false },
    { what: '500', answer: status(500), says: 'the server failed (500)', again: true },
    { what: '429', answer: status(429), says: 'we ask too often (429)', again: true },
    { what: 'a web page', answer: serves('<html>'), says: 'not JSON', again: true },
    {
      what: 'a redirect into the private network',
      answer: () => new Response(null, { status: 303, headers: { location: 'http://10.0.0.1/' } }),
      says: 'is a private address',
      again: true,
    },
  ])('($what) is a fault and costs no entry', async ({ answer, says, again }) => {
    const { report } = await pollIn([train], { [API]: answer })

    expect(report).toMatchObject({ outcome: 'fresh', added: 1 })
    expect(report.faults).toEqual([{ where: 'entries[0]', what: expect.stringContaining(says) }])
    expect(await itemsOf('rail')).toMatchObject([{ content_html: 'About A train' }])
    expect((await pollIn([train], { [API]: answer })).asked).toEqual(again ? [API] : [])
  })

  it('303 leads to the path the page is kept under', async () => {
    const canonical = 'https://www.gov.uk/api/content/guidance/trains'
    const { report } = await pollIn([train], {
      [API]: () => new Response(null, { status: 303, headers: { location: canonical } }),
      [canonical]: json(contentItem({ base_path: '/guidance/trains' })),
    })
    expect(report.faults).toEqual([
      { where: 'entries[0]', what: expect.stringContaining('/guidance/trains (303)') },
    ])
    expect((await itemsOf('rail'))[0]?.content_html).toContain('The whole story')
  })

  it('twice in a row, or one 429, ends the questions of that poll', async () => {
    const three = ['a', 'b', 'c'].map((name) => ({ path: `/${name}`, title: `Train ${name}` }))
    const all = (answer: Answers[string]) =>
      Object.fromEntries(three.map(({ path }) => [`https://www.gov.uk/api/content${path}`, answer]))
    expect((await pollIn(three, all(status(500)))).asked).toHaveLength(2)
    await reset()
    await applyNewsroom()
    slug = await addSource(FEED, { enrich: 'govuk-content' })
    expect((await pollIn(three, all(status(429)))).asked).toHaveLength(1)
  })

  it('later leaves the whole text as it was', async () => {
    await pollIn([train], { [API]: json(contentItem()) })
    const { report } = await pollIn([corrected], { [API]: status(500) })
    expect(report).toMatchObject({ unchanged: 1 })
    expect((await itemsOf('rail'))[0]?.content_html).toContain('The whole story')
  })
})

describe('an entry that GOV.UK withdraws', () => {
  const version = async () =>
    (await env.DB.prepare("SELECT version FROM streams WHERE slug = 'rail'").first())?.['version']

  beforeEach(async () => {
    await pollIn([train], { [API]: json(contentItem()) })
  })

  it('is noticed within a day, though no date of its feed moves, and leaves every feed', async () => {
    const before = { etag: await etagOf('rail'), version: await version() }
    wait(25)

    const { report } = await pollIn([train], { [API]: json(contentItem(notice)) })

    const because = 'GOV.UK has withdrawn it on 2026-11-20: In error.'
    expect(report).toMatchObject({ changed: 1 })
    expect(report.faults).toEqual([{ where: 'entries[0]', what: `left out: ${because}` }])
    expect(await itemsOf('rail')).toEqual([])
    expect(await itemsOf('all')).toEqual([])
    expect(await etagOf('rail')).not.toBe(before.etag)
    expect(await version()).not.toBe(before.version)
    expect(await env.DB.prepare('SELECT withdrawn_because FROM entries').first()).toEqual({
      withdrawn_because: because,
    })
  })

  it('stays withdrawn while its feed still lists it', async () => {
    wait(25)
    await pollIn([train], { [API]: json(contentItem(notice)) })
    const etag = await etagOf('rail')

    expect((await pollIn([train])).report).toMatchObject({ changed: 0, unchanged: 1 })
    expect(await itemsOf('rail')).toEqual([])
    expect(await etagOf('rail')).toBe(etag)
  })

  it('is shown again when GOV.UK takes the notice back', async () => {
    wait(25)
    await pollIn([train], { [API]: json(contentItem(notice)) })
    wait(25)
    expect((await pollIn([train], { [API]: json(contentItem()) })).report).toMatchObject({
      changed: 1,
    })
    expect(await itemsOf('rail')).toHaveLength(1)
  })

  it('by removing its page is believed when it says so twice, a day apart', async () => {
    wait(25)
    await pollIn([train], { [API]: status(410) })
    expect((await itemsOf('rail'))[0]?.content_html).toContain('The whole story')
    await pollIn([train])
    expect((await itemsOf('rail'))[0]?.content_html).toContain('The whole story')

    wait(25)
    await pollIn([train], { [API]: status(410) })
    expect(await itemsOf('rail')).toEqual([])
  })

  it('by taking it out of its feed is noticed too', async () => {
    const other = { path: '/government/news/another-train', title: 'Another train' }
    const otherApi = `https://www.gov.uk/api/content${other.path}`
    await pollIn([other], { [otherApi]: json(contentItem({ base_path: other.path })) })
    wait(25)

    const { report, asked } = await pollIn([other], {
      [otherApi]: json(contentItem({ base_path: other.path })),
      [API]: json(contentItem(notice)),
    })

    expect(asked).toEqual([otherApi, API])
    expect(report).toMatchObject({ changed: 0, unchanged: 1 })
    expect(report.faults).toEqual([
      { where: 'source', what: expect.stringContaining('"A train" is shown no more: GOV.UK has') },
    ])
    expect(await itemsOf('rail')).toMatchObject([{ title: 'Another train' }])
    expect((await pollIn([other])).asked).toEqual([])
  })

  it('while its feed has nothing new (304) is noticed too', async () => {
    await pollIn([train], {}, { etag: '"1"' })
    wait(25)
    world({ [FEED]: () => new Response(null, { status: 304 }), [API]: json(contentItem(notice)) })

    expect(await poll(slug)).toMatchObject({ outcome: 'not-modified', changed: 0 })

    expect(await itemsOf('rail')).toEqual([])
  })

  it('a fortnight after we first saw it is not asked about any more', async () => {
    await pollIn([])
    wait(15 * 24)
    expect((await pollIn([])).asked).toEqual([])
  })

  it('before we ever saw it is kept and never shown', async () => {
    const path = '/government/news/another-train'
    const { report } = await pollIn([{ path, title: 'Another train' }], {
      [`https://www.gov.uk/api/content${path}`]: json(contentItem(notice)),
    })
    expect(report).toMatchObject({ added: 1 })
    expect(await itemsOf('rail')).toMatchObject([{ title: 'A train' }])
  })
})

describe('the setting', () => {
  it('is shown to the operator', async () => {
    expect(await (await operate('GET', `/api/sources/${slug}`)).json()).toMatchObject({
      enrich: 'govuk-content',
    })
  })

  it('names an enricher that there is', async () => {
    const response = await operate('POST', '/api/sources', { url: `${FEED}2`, enrich: 'magic' })
    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toContain('"govuk-content"')
  })
})
