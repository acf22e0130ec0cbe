import { env, exports } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EXPORTED, NOT_EXPORTED } from '../../src/archive/tables.ts'
import {
  addSource,
  applyNewsroom,
  get,
  NEWSROOM,
  operate,
  operatorHeaders,
  poll,
  rss,
  serves,
  SITE,
  world,
  type Item,
} from '../support/workerd/newsroom.ts'
import { cron, deliver, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const RAIL = 'https://rail.example/feed'
const SEA = 'https://sea.example/feed'

const story =
  'The express from the north arrived in the capital three hours late on Monday, after a tree fell across both tracks near the old viaduct, the operator said.'
const express: Item = {
  title: 'Express train is three hours late after tree falls on tracks',
  text: story,
}
const trains: Item[] = [
  express,
  {
    title: 'A train leaves',
    text: '&lt;p&gt;With &lt;b&gt;words&lt;/b&gt; &amp;amp; 鉄道.&lt;/p&gt;',
  },
  { title: 'A train meets a ship', date: 'Mon, 02 Nov 2026 10:00:00 GMT' },
  { title: 'A quiet train', date: 'Tue, 03 Nov 2026 10:00:00 GMT' },
]
const ships: Item[] = [
  { ...express, id: 'urn:other', date: 'Sun, 01 Nov 2026 11:00:00 GMT' },
  { title: 'A ship sails', text: 'Far.' },
]
const own = {
  slug: 'ours',
  title: 'Our train',
  published: '2026-10-01T00:00:00Z',
  markdown: 'It **left**, with a [link](https://example.org/).',
}

const PATHS = [
  ...['rail', 'all', 'rail+sea', 'all+!sea'].flatMap((expression) =>
    ['.atom', '.rss', '.json', '.html'].map((ending) => `/topics/${expression}${ending}`),
  ),
  '/topics/all.json?duplicates=show',
  '/topics/rail,sea.json?q=train',
  '/topics/all.atom?limit=1',
  '/topics/rail.rss?source=rail-times',
]

interface Kept {
  path: string
  status: number
  etag: string | null
  lastModified: string | null
  body: string
}
const kept = async (path: string): Promise<Kept> => {
  const response = await get(path)
  return {
    path,
    status: response.status,
    etag: response.headers.get('etag'),
    lastModified: response.headers.get('last-modified'),
    body: await response.text(),
  }
}
const everyFeed = async () => Promise.all(PATHS.map(kept))
const keys = async () =>
  (await env.DB.prepare('SELECT key FROM entries ORDER BY key').all<{ key: string }>()).results
/** The page of each entry, whose date is its copy's. */
const everyEntry = async () =>
  Promise.all(
    (await keys()).map(async ({ key }) => {
      const { status, body, etag } = await kept(`/entries/${key}`)
      return { status, body, etag }
    }),
  )

const exported = async () =>
  new Uint8Array(await (await operate('GET', '/api/export')).arrayBuffer())
const textOf = async (response: Response) => new TextDecoder().decode(await response.arrayBuffer())
const gunzipped = async (packed: Uint8Array) =>
  new Response(
    new Response(packed.slice()).body?.pipeThrough(new DecompressionStream('gzip')),
  ).text()
const gzipped = async (text: string) =>
  new Uint8Array(
    await new Response(
      new Response(text).body?.pipeThrough(new CompressionStream('gzip')),
    ).arrayBuffer(),
  )
const imported = (body: BodyInit, query = '') =>
  exports.default.fetch(`${SITE}/api/import${query}`, {
    method: 'POST',
    headers: operatorHeaders,
    body,
  })

/** Everything a newsroom has, in an order of its own. */
async function dump(): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {}
  for (const table of [...EXPORTED, 'marks'].sort())
    tables[table] = (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results
      .map((row) => JSON.stringify(row))
      .sort()
  return tables
}

/** Another newsroom, which is empty: on a busy machine a runtime may need more than one word to forget. */
async function anew() {
  await vi.waitFor(
    async () => {
      await reset()
      expect((await env.DB.prepare('SELECT * FROM sources').all()).results).toEqual([])
    },
    { timeout: 10_000 },
  )
}

const serving = (rail: Item[], sea: Item[]) =>
  world({ [RAIL]: serves(rss(rail)), [SEA]: serves(rss(sea), { etag: '"s"' }) })

/** A newsroom in which everything has happened that can. */
async function eventful() {
  await applyNewsroom({ entries: [own, { ...own, slug: 'gone', title: 'A gone train' }] })
  serving(trains, ships)
  await poll(await addSource(RAIL, { slug: 'rail-times', keep: { days: 3000 } }))
  await poll(await addSource(SEA, { slug: 'sea-times', official: true }))
  serving(
    [...trains.slice(0, 3), { ...trains[3], title: 'A loud train', id: 'urn:x:A quiet train' }],
    ships,
  )
  await poll('rail-times')
  await applyNewsroom({ entries: [own] })
  const titled = (title: string) =>
    env.DB.prepare("SELECT key FROM entries WHERE head ->> 'title' = ?")
      .bind(title)
      .first<string>('key')
  await operate('PATCH', `/api/entries/${await titled('A train leaves')}`, {
    duplicateOf: await titled('A train meets a ship'),
  })
}

beforeEach(reset)
afterEach(() => vi.unstubAllGlobals())

describe('every table', () => {
  it('is in an archive, or it is said why not', async () => {
    const { results } = await env.DB.prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'entry\\_words\\_%' ESCAPE '\\'
       AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'd1_migrations'`,
    ).all<{ name: string }>()
    expect(results.map(({ name }) => name).sort()).toEqual(
      [...EXPORTED, ...Object.keys(NOT_EXPORTED)].sort(),
    )
  })
})

describe('a newsroom that is exported and imported elsewhere', () => {
  it('serves the same bytes under the same validators, and goes on alike', async () => {
    await eventful()
    const before = { feeds: await everyFeed(), pages: await everyEntry(), tables: await dump() }
    expect(before.tables['revisions']?.length).toBeGreaterThan(0)
    expect(before.tables['story_decisions']).toHaveLength(1)
    const archive = await exported()
    const news = async () => {
      serving([{ title: 'A new train', date: 'Wed, 04 Nov 2026 10:00:00 GMT' }, ...trains], ships)
      vi.useFakeTimers({ now: Date.parse('2026-11-30T00:00:00Z'), toFake: ['Date'] })
      const reports = [await poll('rail-times'), await poll('sea-times')]
      vi.useRealTimers()
      return reports.map(({ added, changed, unchanged, duplicate }) => ({
        added,
        changed,
        unchanged,
        duplicate,
      }))
    }
    const report = await news()
    const later = await everyFeed()

    await anew()
    const response = await imported(archive)

    expect([response.status, await response.json()]).toEqual([
      200,
      { lines: expect.any(Number), isFinished: true },
    ])
    expect(await everyFeed()).toEqual(before.feeds)
    expect(await everyEntry()).toEqual(before.pages)
    const tables = await dump()
    // Sources that are added are counted with the newsroom; the log goes on where it was.
    expect(tables).toEqual({
      ...before.tables,
      newsroom: tables['newsroom'],
      audit: [...(before.tables['audit'] ?? []), expect.stringContaining('imported a newsroom')],
    })
    expect(await news()).toEqual(report)
    expect(await everyFeed()).toEqual(later)
  })

  it('is the same whether it goes at once or in parts', async () => {
    await eventful()
    const whole = (await gunzipped(await exported())).trimEnd().split('\n')
    const parts: string[] = []
    for (let part: string | undefined = 'start'; part !== undefined;) {
      const response: Response = await operate('GET', `/api/export?part=${part}`)
      parts.push(
        ...(await response.text())
          .trimEnd()
          .split('\n')
          .filter((line) => line !== ''),
      )
      part = /part=([^>]+)/.exec(response.headers.get('link') ?? '')?.[1]
    }
    // The heads tell when each was made, and the ends tell of the heads.
    expect(parts.slice(1, -1)).toEqual(whole.slice(1, -1))
    const digest = (JSON.parse(parts.at(-1) ?? '') as { end: { digest: string } }).end.digest
    const feeds = await everyFeed()

    await anew()
    await applyNewsroom({ entries: [own] })
    for (let from = 0; from < parts.length; from += 7) {
      const some = `${parts.slice(from, from + 7).join('\n')}\n`
      const twice = [0, 1].map(() => imported(some, `?archive=${digest}&from=${from}`))
      const answers = await Promise.all(twice)
      expect(answers.some(({ status }) => status === 200)).toBe(true)
      const isFinished = from + 7 >= parts.length
      expect((await get('/topics/rail.json')).status).toBe(isFinished ? 200 : 404)
    }

    expect(await (await operate('GET', '/api/import')).json()).toEqual({
      import: { archive: digest, lines: parts.length, isFinished: true },
    })
    expect(await everyFeed()).toEqual(feeds)
  })

  it('knows again what retention has removed, and what was placed while it was read', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-20T00:00:00Z'), toFake: ['Date'] })
    await eventful()
    await operate('PATCH', '/api/sources/rail-times', { keep: { entries: 2 } })
    const queue = remembered()
    await cron({ ...queue.env, POLLING: 'off' })
    for (let next = queue.sent.splice(0); next.length > 0; next = queue.sent.splice(0))
      await deliver(next, queue.env)
    const feeds = await everyFeed()
    const archive = await exported()
    await anew()
    await imported(archive)
    expect(await everyFeed()).toEqual(feeds)
    serving(trains, ships)
    expect(await poll('rail-times')).toMatchObject({ added: 0 })
    vi.useRealTimers()
  })
})

describe('while an export is under way', () => {
  it('what comes and goes meanwhile leaves nothing that refers to nothing', async () => {
    await eventful()
    const parts: string[] = []
    let count = 0
    for (let part: string | undefined = 'start'; part !== undefined; count += 1) {
      const response: Response = await operate('GET', `/api/export?part=${part}`)
      parts.push(await textOf(response))
      part = /part=([^>]+)/.exec(response.headers.get('link') ?? '')?.[1]
      if (count === 2) {
        world({ 'https://new.example/feed': serves(rss([{ ...express, id: 'urn:third' }])) })
        await poll(
          await addSource('https://new.example/feed', { slug: 'a-new-source', official: true }),
        )
      }
      if (count === 5)
        await env.DB.prepare("DELETE FROM entries WHERE head ->> 'title' = 'A ship sails'").run()
    }
    await anew()
    const archive = await gzipped(parts.join(''))
    const response = await imported(archive)
    expect([response.status, await response.text()]).toEqual([200, expect.any(String)])
    const queue = remembered()
    await cron({ ...queue.env, POLLING: 'off' })
    for (let next = queue.sent.splice(0); next.length > 0; next = queue.sent.splice(0))
      await deliver(next, queue.env)
    const hidden = await env.DB.prepare(
      'SELECT count(*) AS n FROM entries WHERE lead IS NOT NULL AND lead NOT IN (SELECT key FROM entries WHERE lead IS NULL)',
    ).first('n')
    expect(hidden).toBe(0)
  })
})

describe('an import is refused', () => {
  const lines = async () => (await gunzipped(await exported())).trimEnd().split('\n')
  /** As if its maker had written it so: the digest is right. */
  const forged = async (change: (lines: string[]) => string[]) => {
    const { after, NOTHING_YET, printEnd } = await import('../../src/archive/format.ts')
    const changed = change((await lines()).slice(0, -1))
    const before = changed.reduce(after, NOTHING_YET)
    return gzipped(`${[...changed, printEnd(before)].join('\n')}\n`)
  }
  const swapped = (from: string, to: string) => (all: string[]) =>
    all.map((line) => line.replaceAll(from, to))

  const bad: Record<string, { make: () => Promise<BodyInit>; says: RegExp }> = {
    'not compressed': { make: async () => 'hello', says: /not compressed/ },
    'of something else': { make: () => gzipped('{"a":1}\n'), says: /not an archive of a newsroom/ },
    'cut short': {
      make: async () => (await exported()).slice(0, -200),
      says: /damaged|breaks off/,
    },
    'without its end': {
      make: async () => gzipped(`${(await lines()).slice(0, -1).join('\n')}\n`),
      says: /breaks off/,
    },
    'of a newer format': {
      make: () => forged(swapped('"version":1,', '"version":2,')),
      says: /of format 2/,
    },
    'of a newer version': {
      make: () =>
        forged((all) => [
          (all[0] ?? '').replace(/"schema":"[^"]*"/, '"schema":"9999_later.sql"'),
          ...all.slice(1),
        ]),
      says: /newer version \(9999_later/,
    },
    tampered: {
      make: async () =>
        gzipped(`${swapped('A ship sails', 'A ship sinks')(await lines()).join('\n')}\n`),
      says: /digest differs/,
    },
    'with a line left out': {
      make: async () => gzipped(`${(await lines()).filter((_, i) => i !== 5).join('\n')}\n`),
      says: /digest differs/,
    },
    'with a table of its own': {
      make: () => forged((all) => [...all, '{"table":"sqlite_master","row":{"name":"x"}}']),
      says: /no table "sqlite_master"/,
    },
    'with a column of its own': {
      make: () =>
        forged((all) => [...all, '{"table":"hosts","row":{"host":"a","x) VALUES (1":1}}']),
      says: /no column/,
    },
    'with a line that is longer than any': {
      make: () => gzipped(`${'x'.repeat(13_000_000)}\n`),
      says: /longer than/,
    },
    'with an address that runs': {
      make: () => forged(swapped('https://rail.example/A%20train%20leaves', 'javascript:alert(1)')),
      says: /line \d+: entries\.head\.url/,
    },
    'with lines after its end': {
      make: async () => gzipped(`${[...(await lines()), '{}'].join('\n')}\n`),
      says: /after the end/,
    },
  }

  it.each(Object.entries(bad))(
    '%s: with words, and nothing is written',
    async (_, { make, says }) => {
      await eventful()
      const body = await make()
      await anew()
      await applyNewsroom()
      const before = await dump()
      const response = await imported(body)
      expect(response.status).toBe(422)
      expect((await response.json<{ detail: string }>()).detail).toMatch(says)
      expect(await dump()).toEqual(before)
    },
  )

  it('with HTML that was never cleaned: it is taken, and cleaned', async () => {
    await eventful()
    const body = await forged(
      swapped('<p>With <b>words</b>', '<p onclick=x()>With <script>x()</script><b>words</b>'),
    )
    await anew()
    expect((await imported(body)).status).toBe(200)
    const feed = await (await get('/topics/all.json?duplicates=show')).text()
    expect(feed).toContain('<b>words</b>')
    expect(feed).not.toMatch(/onclick|<script/)
  })

  it('into a newsroom that has anything of its own', async () => {
    await eventful()
    const body = await exported()
    const response = await imported(body)
    expect(response.status).toBe(409)
    expect((await response.json<{ detail: string }>()).detail).toContain('fresh')
  })

  it('twice, when the second is another; the same again changes nothing', async () => {
    await eventful()
    const body = await exported()
    await applyNewsroom({ newsroom: { ...NEWSROOM.newsroom, title: 'Another' }, entries: [own] })
    const other = await exported()
    await anew()
    await imported(body)
    const before = await dump()
    expect(await (await imported(body)).json()).toMatchObject({ isFinished: true })
    expect((await imported(other)).status).toBe(409)
    expect(await dump()).toEqual(before)
  })

  it('of lines that do not come next, with which those are', async () => {
    await eventful()
    const all = await lines()
    const digest = (JSON.parse(all.at(-1) ?? '') as { end: { digest: string } }).end.digest
    await anew()
    await imported(all.slice(0, 4).join('\n'), `?archive=${digest}&from=0`)
    const response = await imported(all.slice(9, 12).join('\n'), `?archive=${digest}&from=9`)
    expect([response.status, await response.json()]).toMatchObject([409, { lines: 4 }])
  })

  it('and until it has ended, nothing else may write', async () => {
    await eventful()
    const all = await lines()
    const digest = (JSON.parse(all.at(-1) ?? '') as { end: { digest: string } }).end.digest
    await anew()
    await imported(all.slice(0, 4).join('\n'), `?archive=${digest}&from=0`)
    expect((await applyNewsroom()).status).toBe(409)
    expect((await operate('POST', '/api/sources', { url: RAIL })).status).toBe(409)
    expect((await operate('GET', '/api/sources')).status).toBe(200)
    expect(await (await get('/health.json')).json()).toMatchObject({ import: { lines: 4 } })
    await imported(all.slice(4).join('\n'), `?archive=${digest}&from=4`)
    expect((await applyNewsroom()).status).toBe(200)
    expect(await (await get('/health.json')).json()).toMatchObject({ import: null })
  })

  it('whose rows do not fit together: with words; and it can be given up', async () => {
    await eventful()
    const body = await forged((all) => [
      ...all,
      all.find((line) => line.includes('"table":"topics"')) ?? '',
    ])
    await anew()
    const response = await imported(body)
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { detail: expect.stringContaining('does not fit') },
    ])
    expect((await get('/topics/rail.json')).status).toBe(404)
    expect((await operate('DELETE', '/api/import')).status).toBe(204)
    expect((await operate('DELETE', '/api/import')).status).toBe(409)
    expect((await applyNewsroom()).status).toBe(200)
    expect((await get('/topics/rail.json')).status).toBe(200)
  })
})
