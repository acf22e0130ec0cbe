import { env, exports } from 'cloudflare:workers'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { operatorApi } from '../../src/api.ts'
import { connect } from '../../src/connect.ts'
import type { AuditedDeed } from '../../src/domain/audit.ts'
import {
  addSource,
  applyNewsroom,
  get,
  operate,
  operatorHeaders,
  SITE,
} from '../support/workerd/newsroom.ts'
import { cron, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'

interface Page {
  audit: AuditedDeed[]
  next: string | null
}
const log = async (query = '') => (await operate('GET', `/api/audit${query}`)).json<Page>()
const latest = async () => (await log()).audit[0]

beforeEach(reset)

describe('the log of what operators did', () => {
  it('tells who, when, from where, what and what came of it', async () => {
    await exports.default.fetch(`${SITE}/api/sources`, {
      method: 'POST',
      headers: { ...operatorHeaders, 'cf-connecting-ip': '192.0.2.1' },
      body: JSON.stringify({ url: SOURCE, title: 'Rail' }),
    })
    expect(await latest()).toEqual({
      id: 1,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      who: 'token',
      address: '192.0.2.1',
      method: 'POST',
      path: '/api/sources',
      what: 'added a source',
      status: 201,
      detail: {
        asked: { url: 'https://rail.example/…', title: 'Rail' },
        answered: { slug: 'rail-example-feed' },
      },
    })
  })

  it.each([
    ['PATCH', '/sources/rail', { paused: true }, 200, 'changed the source "rail"'],
    ['DELETE', '/sources/rail', undefined, 204, 'removed the source "rail"'],
    ['PUT', '/topics/sea', { slug: 'sea' }, 422, 'wrote the topic "sea"'],
    ['DELETE', '/topics/sea', undefined, 404, 'removed the topic "sea"'],
    ['POST', '/opml', '', 422, 'imported a list of feeds'],
  ])('%s %s is told as it ended', async (method, path, body, status, what) => {
    await addSource(SOURCE, { slug: 'rail' })
    await operate(method, `/api${path}`, body)
    expect(await latest()).toMatchObject({ method, path: `/api${path}`, what, status })
  })

  it('says of what came from data/ that it did, and of the desk that it was the desk', async () => {
    await applyNewsroom()
    expect(await latest()).toMatchObject({ who: 'files', what: 'applied the files of data/' })

    const desk = operatorApi(connect(env), 'desk')
    await desk.request('/sources', { method: 'POST', body: JSON.stringify({ url: SOURCE }) })
    expect(await latest()).toMatchObject({ who: 'desk', path: '/api/sources', status: 201 })
  })

  it('says nothing of a look', async () => {
    await applyNewsroom()
    const before = (await log()).audit.length
    await operate('GET', '/api/sources')
    await operate('POST', '/api/preview', {})
    await operate('POST', '/api/explain', { title: 'A train' })
    await operate('POST', '/api/discover', { url: 'http://192.0.2.1/' })
    await operate('POST', '/api/topics/rail/dry-run', { slug: 'rail' })
    await operate('PUT', '/api/newsroom?dry-run=true', {})
    expect((await log()).audit).toHaveLength(before)
  })

  it('has a row before anything is done, which stays open when it is cut off', async () => {
    const connected = connect(env)
    const seen: (number | null | undefined)[] = []
    const cutOff = operatorApi({
      ...connected,
      sources: {
        ...connected.sources,
        async byUrl() {
          const [row] = await connected.audit.latest(1)
          seen.push(row?.status)
          // As good as a crash: nothing that comes after it is ever done.
          return new Promise(() => {})
        },
      },
    })
    void cutOff.request('/sources', { method: 'POST', body: JSON.stringify({ url: SOURCE }) })
    await vi.waitFor(() => expect(seen).toEqual([null]))
    expect(await latest()).toMatchObject({ what: 'added a source', status: null })
  })

  it('leaves the answer of what is done as it is, where its end cannot be written down', async () => {
    const connected = connect(env)
    const told: string[] = []
    const api = operatorApi({
      ...connected,
      audit: {
        ...connected.audit,
        end: async () => {
          throw new Error('the database does not answer')
        },
      },
      log: ({ message }) => void told.push(message),
    })
    const body = JSON.stringify({ url: SOURCE })
    expect((await api.request('/sources', { method: 'POST', body })).status).toBe(201)
    expect(told).toEqual(['the end of a deed was not written down: the database does not answer'])
    expect(await latest()).toMatchObject({ what: 'added a source', status: null })
  })

  it('tells of what broke that it broke', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await env.DB.exec('ALTER TABLE source_aliases RENAME TO elsewhere')
    await operate('POST', '/api/sources', { url: SOURCE })
    vi.restoreAllMocks()
    expect(await latest()).toMatchObject({ what: 'added a source', status: 500 })
  })

  it('holds no password, token or path of an address', async () => {
    await operate('POST', '/api/sources', {
      url: 'https://ann:canary@rail.example/canary?key=canary',
      private: true,
      homePageUrl: 'https://rail.example/canary',
    })
    await operate('POST', '/api/sources', {
      token: 'canary',
      text: 'at https://x:canary@y.example',
    })
    expect(JSON.stringify(await log())).not.toContain('canary')
  })

  it('is read page by page', async () => {
    for (let i = 1; i <= 5; i++) await addSource(`${SOURCE}${i}`)
    const first = await log('?limit=2')
    expect(first.audit.map(({ id }) => id)).toEqual([5, 4])
    const second = await log(`?limit=2&before=${first.next}`)
    expect(second.audit.map(({ id }) => id)).toEqual([3, 2])
    const third = await log(`?limit=2&before=${second.next}`)
    expect(third).toMatchObject({ audit: [{ id: 1 }], next: null })
  })

  it.each(['limit=0', 'limit=501', 'limit=many', 'before=x', 'before='])(
    'refuses %s',
    async (query) => {
      expect((await operate('GET', `/api/audit?${query}`)).status).toBe(400)
    },
  )

  it('forgets what is older than 400 days', async () => {
    await addSource(SOURCE)
    await addSource(`${SOURCE}2`)
    await env.DB.exec(`UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE id = 1`)
    await cron(remembered().env)
    expect((await log()).audit.map(({ id }) => id)).toEqual([2])
  })
})

it('a wrong token is counted and writes no line', async () => {
  const wrong = { authorization: 'Bearer wrong' }
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
  await get('/api/sources', wrong, 'POST')
  await get('/api/sources', {}, 'POST')
  vi.setSystemTime(Date.now() + 60_000)
  await get('/api/sources', wrong, 'POST')
  vi.useRealTimers()
  expect((await log()).audit).toEqual([])
  expect(await env.DB.prepare('SELECT name, value FROM counters').all()).toMatchObject({
    results: [{ name: 'requests_refused', value: 3 }],
  })
})
