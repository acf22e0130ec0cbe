import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../src/connect.ts'
import type { RememberedPoll } from '../../src/domain/source.ts'
import {
  addSource,
  applyNewsroom,
  operate,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'

const history = async (slug: string) => {
  const response = await operate('GET', `/api/sources/${slug}/polls`)
  return (await response.json<{ polls: RememberedPoll[] }>()).polls
}

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('GET /api/sources/{slug}/polls', () => {
  it('tells what became of the last polls, the newest first', async () => {
    const answers = [
      serves(rss([{ title: 'A train' }, { title: 'Another' }])),
      () => new Response(null, { status: 304 }),
      () => new Response('', { status: 500 }),
    ]
    world({ [SOURCE]: (request) => answers.shift()?.(request) ?? Response.error() })
    const slug = await addSource(SOURCE)
    const reports = [await poll(slug), await poll(slug), await poll(slug)]

    const polls = await history(slug)

    expect(polls).toHaveLength(3)
    for (const [i, { faults, ...report }] of reports.toReversed().entries())
      expect(polls[i]).toEqual({
        ...report,
        faults: faults.length,
        at: expect.stringMatching(/Z$/),
        milliseconds: expect.any(Number),
      })
  })

  it('remembers twenty', async () => {
    let asked = 0
    world({ [SOURCE]: () => new Response('', { status: 500 + asked++ }) })
    const slug = await addSource(SOURCE)
    for (let i = 0; i < 22; i++) await poll(slug)
    const statuses = (await history(slug)).map(({ status }) => status)
    expect(statuses).toEqual(Array.from({ length: 20 }, (_, i) => 521 - i))
  })

  it('is empty for a source that was never asked, and 404 for none', async () => {
    expect(await history(await addSource(SOURCE))).toEqual([])
    expect((await operate('GET', '/api/sources/nobody/polls')).status).toBe(404)
  })
})

it('a poll without news writes four rows: the source, and its places in three indexes', async () => {
  world({ [SOURCE]: () => new Response(null, { status: 304, headers: { etag: '"1"' } }) })
  const slug = await addSource(SOURCE)
  await env.DB.prepare(`UPDATE sources SET validators = ?`)
    .bind(JSON.stringify({ url: SOURCE, etag: '"1"' }))
    .run()
  await poll(slug)
  let written = 0
  const DB = new Proxy(env.DB, {
    get(target, name) {
      if (name !== 'batch') {
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      }
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements)
        for (const { meta } of results) written += meta.rows_written
        return results
      }
    },
  })
  const connected = connect({ ...env, DB })
  const source = await connected.sources.bySlug(slug)
  if (!source) throw new Error('it was added')
  await connected.poll(source)
  expect(written).toBe(4)
})
