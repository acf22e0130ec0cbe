import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { publisher, serves, type Publisher } from '../support/publisher.ts'
import { launch, start, waitFor, type Started } from '../support/started.ts'

const DATA = join(import.meta.dirname, '../../data')

const rss = (...titles: string[]) => `<rss version="2.0"><channel><title>Ships</title>
  ${titles.map((title) => `<item><guid>${title}</guid><title>${title}</title></item>`).join('\n')}
  </channel></rss>`

const opened: { close?: () => Promise<void>; cleanUp?: () => Promise<void> }[] = []
const opening = <T extends (typeof opened)[number]>(thing: T): T => {
  opened.push(thing)
  return thing
}
afterEach(async () => {
  for (const { close, cleanUp } of opened.splice(0).toReversed()) await (close ?? cleanUp)?.()
})

const titlesOf = async (newsroom: Started) => {
  const feed = (await (await newsroom.get('/topics/all.json')).json()) as {
    items: { title: string }[]
  }
  return feed.items.map(({ title }) => title)
}

describe('npm start', () => {
  it('is ready with the newsroom of data/: the own entry is in both topics', async () => {
    const newsroom = opening(await start({ DATA_DIR: DATA }))
    for (const topic of ['defence', 'indo-pacific']) {
      const response = await newsroom.get(`/topics/${topic}.atom`)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('UK and Japan')
    }
  })

  it('ends cleanly with Ctrl-C, and the next start goes on where it was', async () => {
    const ships: Publisher = opening(await publisher({ '/feed': serves(rss('One', 'Two')) }))
    const first = opening(await start({ PRIVATE_HOSTS: ships.host }))
    await first.poll(await first.addSource(`${ships.url}/feed`, { slug: 'ships' }))
    const before = await first.get('/topics/ships.atom')
    const body = await before.text()
    expect(await first.stop('SIGINT')).toBe(0)

    const { port } = new URL(first.url)
    const env = { PRIVATE_HOSTS: ships.host, STATE_DIR: first.stateDir, PORT: port }
    const second = opening(await start(env))

    expect(await titlesOf(second)).toEqual(expect.arrayContaining(['One', 'Two']))
    expect(await second.poll('ships')).toMatchObject({ added: 0, unchanged: 2 })
    for (const [condition, validator] of [
      ['if-none-match', 'etag'],
      ['if-modified-since', 'last-modified'],
    ] as const) {
      const kept = { [condition]: before.headers.get(validator) ?? '' }
      expect((await second.get('/topics/ships.atom', kept)).status).toBe(304)
    }
    expect(await (await second.get('/topics/ships.atom')).text()).toBe(body)
  })

  it('polls what is due at once', async () => {
    const ships = opening(await publisher({ '/feed': serves(rss('One')) }))
    const env = { PRIVATE_HOSTS: ships.host }
    const first = opening(await start(env))
    await first.addSource(`${ships.url}/feed`)
    await first.stop()

    const second = opening(await start({ ...env, STATE_DIR: first.stateDir, POLLING: 'on' }))

    await waitFor(async () => (await titlesOf(second)).includes('One'), 30)
    expect(ships.asked).toHaveLength(1)
    // One line for a poll, which a person can read.
    expect(second.output()).toMatch(/^\d\d:\d\d:\d\d poll [a-z0-9-]+: 1 new, next in .+$/m)
  })
})

describe('killed in the middle of a poll', () => {
  it('nothing is half-written, and the source is polled again', async () => {
    let isStuck = true
    const ships = opening(
      await publisher({
        // Half of the document, and then silence until the process is dead.
        '/feed': (_, response) => {
          const document = rss('One', 'Two', 'Three')
          if (isStuck) response.writeHead(200).write(document.slice(0, document.length / 2))
          else response.writeHead(200).end(document)
        },
      }),
    )
    const env = { PRIVATE_HOSTS: ships.host, POLLING: 'on' }
    const first = opening(await start({ ...env, POLLING: 'off' }))
    await first.addSource(`${ships.url}/feed`, { slug: 'ships' })
    await first.stop()
    const second = opening(await start({ ...env, STATE_DIR: first.stateDir }))
    await waitFor(() => ships.asked.length > 0, 30)
    await second.stop('SIGKILL')

    isStuck = false
    const asked = ships.asked.length
    const third = opening(await start({ ...env, STATE_DIR: first.stateDir }))

    await waitFor(async () => (await titlesOf(third)).includes('Three'), 30)
    expect(ships.asked.length).toBe(asked + 1)
    expect(
      (await titlesOf(third)).filter((title) => ['One', 'Two', 'Three'].includes(title)),
    ).toHaveLength(3)
  })
})

describe('what is wrong is told in one line that says what to do', () => {
  const failed = async (env: Record<string, string>) => {
    const { child, output } = launch(env)
    await once(child, 'exit')
    expect(child.exitCode).toBe(1)
    return output().trim()
  }

  it.each([
    { env: { PORT: 'eighty' }, says: 'PORT must be a number from 1 to 65535, not "eighty".' },
    { env: { POLLING: 'maybe' }, says: 'POLLING must be "on" or "off", not "maybe".' },
    {
      env: { SITE_URL: 'example.org' },
      says: 'SITE_URL must be an http or https URL, not "example.org".',
    },
  ])('$env: $says', async ({ env, says }) => {
    expect(await failed(Object.fromEntries(Object.entries(env)))).toBe(says)
  })

  it('a port that is taken', async () => {
    const other = opening(await publisher({}))
    const port = new URL(other.url).port
    expect(await failed({ PORT: port })).toBe(
      `Port ${port} is taken: stop what listens there, or choose another with PORT=… npm start`,
    )
  })

  it('a file of data/ that is broken, with its line and column', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'despatch-data-'))
    opening({ cleanUp: () => rm(dataDir, { recursive: true }) })
    await cp(DATA, dataDir, { recursive: true })
    const file = join(dataDir, 'sources.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"url"', '"urll"'))

    const said = await failed({ DATA_DIR: dataDir })

    expect(said).toMatch(/sources\.json:\d+:\d+: .*"url"/)
    expect(said).toContain('Nothing of')
  })

  it('a folder that is not there', async () => {
    expect(await failed({ DATA_DIR: '/nowhere/at/all' })).toContain('/nowhere/at/all')
  })
})
