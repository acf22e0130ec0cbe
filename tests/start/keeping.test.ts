import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { publisher, serves, type Publisher } from '../support/publisher.ts'
import { start, waitFor, type Started } from '../support/started.ts'

const ROOT = join(import.meta.dirname, '../..')
const TOKEN = 'token-of-the-tests'
const DAY_MS = 24 * 3_600_000
const ENTRIES = 400

/** The newsroom's own entry, younger than any of them. */
const OWN = 'The first ship'

/** One ship a day, each of another name; so many that no message does all of them. */
const SHIPS = `<rss version="2.0"><channel><title>Ships</title>${Array.from(
  { length: ENTRIES },
  (_, i) => `<item><guid>urn:ship:${i}</guid><title>Ship ${i}</title>
    <pubDate>${new Date(Date.UTC(2026, 0, 1) - i * DAY_MS).toUTCString()}</pubDate></item>`,
).join('')}</channel></rss>`

const opened: { close?: () => Promise<void>; cleanUp?: () => Promise<void> }[] = []
const opening = <T extends (typeof opened)[number]>(thing: T): T => {
  opened.push(thing)
  return thing
}
afterEach(async () => {
  for (const { close, cleanUp } of opened.splice(0).toReversed()) await (close ?? cleanUp)?.()
})

/** A newsroom that has polled them all, and its publisher. */
async function fleet(): Promise<{
  newsroom: Started
  ships: Publisher
  env: Record<string, string>
}> {
  const ships = opening(await publisher({ '/feed': serves(SHIPS) }))
  const newsroom = opening(
    await start({ PRIVATE_HOSTS: ships.host, SITE_URL: 'http://ships.example' }),
  )
  const report = await newsroom.poll(
    await newsroom.addSource(`${ships.url}/feed`, { slug: 'ships' }),
  )
  expect(report).toMatchObject({ added: ENTRIES })
  const env = {
    PRIVATE_HOSTS: ships.host,
    STATE_DIR: newsroom.stateDir,
    SITE_URL: 'http://ships.example',
  }
  return { newsroom, ships, env }
}

const json = async <T>(response: Promise<Response>) => (await response).json() as Promise<T>

/** All titles of a topic, page by page. */
async function titlesOf(newsroom: Started, topic: string): Promise<string[]> {
  const titles: string[] = []
  for (let path: string | undefined = `/topics/${topic}.json?limit=200`; path !== undefined;) {
    const feed: { items: { title: string }[]; next_url?: string } = await json(newsroom.get(path))
    titles.push(...feed.items.map(({ title }) => title))
    const next: URL | undefined = feed.next_url === undefined ? undefined : new URL(feed.next_url)
    path = next && next.pathname + next.search
  }
  return titles
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `Ship ${from + i}`)

describe('killed in the middle', () => {
  it('of filing everything anew: the next start files the rest, each entry once', async () => {
    const { newsroom, env } = await fleet()
    const rule = {
      title: 'Ships',
      description: 'Some',
      groups: { some: { terms: ['ship'], weight: 3 } },
    }
    await newsroom.operate('PUT', '/api/topics/fleet', rule)
    const refiling = async (of: Started) =>
      (await json<{ refiling: { done: number } | null }>(of.get('/health.json'))).refiling
    await waitFor(async () => ((await refiling(newsroom))?.done ?? 0) > 0, 30)
    await newsroom.stop('SIGKILL')

    const next = opening(await start(env))

    expect(await titlesOf(next, 'all')).toContain('Ship 0')
    await waitFor(async () => (await refiling(next)) === null, 60)
    expect(await titlesOf(next, 'fleet')).toEqual([OWN, ...numbered(0, ENTRIES)])
  })

  it('of removing what is old: the next start removes the rest, and nothing comes back', async () => {
    const { newsroom, env } = await fleet()
    await newsroom.operate('PATCH', '/api/sources/ships', { keep: { entries: 50 } })
    await newsroom.stop()
    interface Retention {
      run: { removed: Record<string, number> } | null
      last: { removed: Record<string, number> } | null
    }
    const retention = (of: Started) => json<Retention>(of.operate('GET', '/api/retention'))
    const second = opening(await start(env))
    await waitFor(
      async () => Object.keys((await retention(second)).run?.removed ?? {}).length > 0,
      30,
    )
    await second.stop('SIGKILL')

    const third = opening(await start(env))

    await waitFor(async () => (await retention(third)).last !== null, 60)
    expect((await retention(third)).last?.removed).toEqual({ ships: ENTRIES - 50 })
    expect(await titlesOf(third, 'ships')).toEqual([OWN, ...numbered(0, 50)])
    expect(await third.poll('ships')).toMatchObject({ added: 0, changed: 0, unchanged: ENTRIES })
    expect(await titlesOf(third, 'ships')).toEqual([OWN, ...numbered(0, 50)])
  })

  it('of an import: both started again, it goes on where it was, and the feeds are the same', async () => {
    const { newsroom, env } = await fleet()
    const folder = await mkdtemp(join(tmpdir(), 'despatch-archive-'))
    opening({ cleanUp: () => rm(folder, { recursive: true }) })
    const file = join(folder, 'newsroom.ndjson.gz')
    expect(await tool('export', '--from', newsroom.url, '--to', file)).toContain('whole')
    const before = await feedsOf(newsroom)
    const first = opening(await start({ SITE_URL: env['SITE_URL'] ?? '' }))
    const importing = launchTool('import', '--from', file, '--to', first.url)
    const state = async (of: Started) =>
      (
        await json<{ import: { lines: number; isFinished: boolean } | null }>(
          of.operate('GET', '/api/import'),
        )
      ).import
    await waitFor(async () => ((await state(first))?.lines ?? 0) > 0, 60)
    await first.stop('SIGKILL')
    importing.child.kill('SIGKILL')

    const { port } = new URL(first.url)
    const second = opening(
      await start({ SITE_URL: env['SITE_URL'] ?? '', STATE_DIR: first.stateDir, PORT: port }),
    )
    expect((await state(second))?.isFinished).toBe(false)
    expect((await second.get('/topics/all.json')).status).toBe(404)
    await tool('import', '--from', file, '--to', second.url)

    expect((await state(second))?.isFinished).toBe(true)
    expect(await feedsOf(second)).toEqual(before)
  })
})

const feedsOf = (newsroom: Started) =>
  Promise.all(
    ['.atom', '.rss', '.json?limit=200', '.html'].map(async (ending) => {
      const response = await newsroom.get(`/topics/ships${ending}`)
      const { headers } = response
      return [ending, headers.get('etag'), headers.get('last-modified'), await response.text()]
    }),
  )

function launchTool(name: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', `${name}.ts`), ...args], {
    cwd: ROOT,
    env: { ...process.env, ADMIN_TOKEN: TOKEN },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const listen = (chunk: Buffer) => {
    printed += chunk.toString()
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return { child, output: () => printed }
}

/** One of the project's commands; gives all that it printed. */
async function tool(name: string, ...args: string[]): Promise<string> {
  const { child, output } = launchTool(name, ...args)
  await once(child, 'exit')
  return output()
}
