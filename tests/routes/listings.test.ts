import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { d1Sources } from '../../src/adapters/d1-sources.ts'
import { SOURCE_STATES, sourceState } from '../../src/domain/source.ts'
import { applyNewsroom, operate } from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

beforeEach(reset)
afterEach(() => vi.unstubAllGlobals())

const sources = d1Sources(env.DB)
const NOW = '2026-11-23T00:00:00Z'
const named = (...slugs: string[]) =>
  sources.add(
    slugs.map((slug) => ({ slug, url: `https://${slug}.example/feed`, title: slug.toUpperCase() })),
    'api',
    NOW,
  )

async function listed(query: string, of: 'sources' | 'topics' = 'sources') {
  const response = await operate('GET', `/api/${of}${query}`)
  expect(response.status).toBe(200)
  const answer = await response.json<Record<string, unknown>>()
  const list = answer[of] as { slug: string }[]
  return { slugs: list.map(({ slug }) => slug), next: answer['next'] }
}

it('a slug and its numbered likes are known, and no others', async () => {
  await named('a', 'a-2', 'a-10', 'a-b', 'ab', 'b', 'b-2')
  expect(await sources.slugsLike('a')).toEqual(
    new Map(['a', 'a-2', 'a-10'].map((slug) => [slug, `https://${slug}.example/feed`])),
  )
})

describe('GET /api/sources', () => {
  it('gives all of them when there are no more than a thousand', async () => {
    await named('a', 'c', 'b')
    expect(await listed('')).toEqual({ slugs: ['a', 'b', 'c'], next: null })
  })

  it('gives a page, and where the next one begins, however many are added in between', async () => {
    await named('b', 'd', 'f', 'h')
    expect(await listed('?limit=2')).toEqual({ slugs: ['b', 'd'], next: 'd' })
    await named('a', 'c', 'e')
    expect(await listed('?limit=2&after=d')).toEqual({ slugs: ['e', 'f'], next: 'f' })
    expect(await listed('?limit=2&after=f')).toEqual({ slugs: ['h'], next: null })
  })

  it('ends where the last page is full', async () => {
    await named('a', 'b')
    expect(await listed('?limit=2')).toEqual({ slugs: ['a', 'b'], next: null })
  })

  it.each([
    { q: 'rail', slugs: ['rail', 'tram'] },
    { q: 'RAIL tram', slugs: ['tram'] },
    { q: 'example/feed', slugs: ['rail', 'sea', 'tram'] },
    { q: "100%_'", slugs: [] },
  ])('q=$q: $slugs', async ({ q, slugs }) => {
    await named('rail', 'sea', 'tram')
    const patch = { title: 'Trams and light rail' }
    await operate('PATCH', '/api/sources/tram', patch)
    expect((await listed(`?q=${encodeURIComponent(q)}`)).slugs).toEqual(slugs)
  })

  it('finds every state as a source tells its own', async () => {
    const report = (outcome: string) => `'{"outcome":"${outcome}"}'`
    const columns = [
      'NULL',
      report('fresh'),
      report('not-modified'),
      report('failed'),
      report('gone'),
    ]
    const memories = ["'{}'", `'{"endedAt":"${NOW}"}'`]
    const settings = ["'{}'", `'{"paused":true}'`, `'{"paused":false}'`]
    const rows = columns.flatMap((last) =>
      memories.flatMap((memory) =>
        settings.flatMap((said) => [0, 3].map((failures) => [said, last, memory, failures])),
      ),
    )
    await named(...rows.map((_, i) => `s${i}`))
    await env.DB.batch(
      rows.map(([said, last, memory, failures], i) =>
        env.DB.prepare(
          `UPDATE sources SET settings = ${said}, last_report = ${last}, memory = ${memory},
             failures = ${failures} WHERE slug = 's${i}'`,
        ),
      ),
    )
    const all = await sources.list()
    expect(all).toHaveLength(rows.length)
    for (const state of SOURCE_STATES) {
      const { sources: found } = await sources.page({ after: '', limit: 1000, state })
      const expected = all.filter((source) => sourceState(source) === state)
      expect(found.map(({ slug }) => slug)).toEqual(expected.map(({ slug }) => slug))
      expect(found.length).toBeGreaterThan(0)
    }
  })

  it('reads as many rows for a page of ten thousand as for one of a hundred', async () => {
    const rowsRead = async () => {
      let rows = 0
      const counting = new Proxy(env.DB, {
        get: (db, name) =>
          name === 'prepare'
            ? (sql: string) => {
                const statement = db.prepare(sql)
                return {
                  bind: (...given: unknown[]) => ({
                    all: async () => {
                      const result = await statement.bind(...given).all()
                      rows += result.meta.rows_read
                      return result
                    },
                  }),
                }
              }
            : (Reflect.get(db, name) as unknown),
      })
      await d1Sources(counting).page({ after: 's5', limit: 20 })
      return rows
    }
    const numbered = (from: number, to: number) =>
      named(...Array.from({ length: to - from }, (_, i) => `s${from + i}`))
    await numbered(0, 100)
    const few = await rowsRead()
    await numbered(100, 10_000)
    const many = await rowsRead()
    expect(few).toBeGreaterThan(0)
    expect(many).toBe(few)
  })

  it.each(['limit=0', 'limit=1001', 'limit=many', 'limit=1e2', 'state=ill', 'limit='])(
    '%s: 400 that names the parameter',
    async (query) => {
      const response = await operate('GET', `/api/sources?${query}`)
      expect(response.status).toBe(400)
      const [name] = query.split('=')
      expect(await response.json()).toMatchObject({
        detail: expect.stringContaining(`"${name}": expected`),
        faults: [{ where: name }],
      })
    },
  )
})

describe('GET /api/topics', () => {
  it('is paged in the same way', async () => {
    await applyNewsroom()
    expect(await listed('', 'topics')).toEqual({ slugs: ['rail', 'sea'], next: null })
    expect(await listed('?limit=1', 'topics')).toEqual({ slugs: ['rail'], next: 'rail' })
    expect(await listed('?limit=1&after=rail', 'topics')).toEqual({ slugs: ['sea'], next: null })
  })
})
