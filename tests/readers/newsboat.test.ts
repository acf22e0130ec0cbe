import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isInstalled } from '../support/installed.ts'
import { listeningIn } from '../support/listening-in.ts'
import { start, type Started } from '../support/started.ts'

describe.skipIf(!isInstalled('newsboat'))('newsboat, subscribed', () => {
  let newsroom: Started
  beforeAll(async () => {
    newsroom = await start()
  })
  afterAll(async () => newsroom?.cleanUp())

  it.each(['atom', 'rss'])(
    'to .%s shows the entries and gets 304 when it reloads',
    async (ending) => {
      const home = await mkdtemp(join(tmpdir(), 'newsboat-'))
      const between = await listeningIn(newsroom.url)
      await writeFile(join(home, 'urls'), `${between.url}/topics/ships.${ending}\n`)
      await writeFile(join(home, 'config'), '')
      const cache = join(home, 'cache.db')
      const newsboat = (...execute: string[]) =>
        promisify(execFile)(
          'newsboat',
          ['-u', join(home, 'urls'), '-C', join(home, 'config'), '-c', cache, '-x', ...execute],
          { env: { ...process.env, HOME: home, TERM: 'dumb' } },
        )

      // Its first reload makes the row that validators are kept in, its second fills it.
      await newsboat('reload')
      await newsboat('reload')
      await newsboat('reload')

      const database = new DatabaseSync(cache, { readOnly: true })
      const items = database
        .prepare('SELECT title, author, url, pubDate, content FROM rss_item')
        .all()
      database.close()
      expect(items).toMatchObject([
        {
          title: 'The first ship',
          author: 'Harbour',
          url: `http://localhost:${new URL(newsroom.url).port}/entries/first-ship`,
          pubDate: Date.parse('2026-11-01T09:00:00Z') / 1000,
          content: expect.stringContaining('<strong>sailed</strong>'),
        },
      ])
      expect(between.statuses).toEqual([200, 200, 304])
      between.close()
      await rm(home, { recursive: true })
    },
  )
})
