import { extract } from '@extractus/feed-extractor'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isInstalled } from '../support/installed.ts'
import { listeningIn } from '../support/listening-in.ts'
import { publisher, serves, type Publisher } from '../support/publisher.ts'
import { start, type Started } from '../support/started.ts'

const run = promisify(execFile)

const SHIP = `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
  <title>Ship Times</title><link>https://ships.example/</link><description>Ships</description>
  <item><guid isPermaLink="false">tag:ships.example,2026:1</guid>
    <title>A ship &amp; a “tender” – 防衛</title>
    <link>https://ships.example/1?a=1&amp;b=2</link>
    <pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate>
    <dc:creator>Ada Ahoy</dc:creator><category>Harbours</category>
    <description>&lt;p&gt;It &lt;em&gt;sails&lt;/em&gt;.&lt;/p&gt;</description>
    <enclosure url="https://ships.example/1.mp3" length="1234" type="audio/mpeg"/>
  </item></channel></rss>`

let ships: Publisher
let newsroom: Started
let between: Awaited<ReturnType<typeof listeningIn>>
let home: string
beforeAll(async () => {
  ships = await publisher({ '/feed': serves(SHIP) })
  newsroom = await start({ PRIVATE_HOSTS: ships.host })
  await newsroom.poll(await newsroom.addSource(`${ships.url}/feed`, { slug: 'ship-times' }))
})
afterAll(async () => {
  await newsroom?.cleanUp()
  await ships?.close()
})
beforeEach(async () => {
  between = await listeningIn(newsroom.url)
  home = await mkdtemp(join(tmpdir(), 'reader-'))
})
afterEach(async () => {
  between.close()
  await rm(home, { recursive: true })
})

const TITLE = 'A ship & a “tender” – 防衛'
const LINK = 'https://ships.example/1?a=1&b=2'

/** Of a category of Atom these two show the term, of one of RSS its only name. */
const FORMATS = [
  { ending: 'atom', topic: 'ships' },
  { ending: 'rss', topic: 'Ships' },
]

describe.skipIf(!isInstalled('sfeed'))('sfeed, subscribed', () => {
  it.each(FORMATS)(
    'to .$ending keeps each entry once, however often it updates',
    async ({ ending, topic }) => {
      const feed = `feed ships '${between.url}/topics/ships.${ending}'`
      await writeFile(join(home, 'sfeedrc'), `sfeedpath='${home}'\nfeeds() { ${feed}; }\n`)
      await run('sfeed_update', [join(home, 'sfeedrc')])
      await run('sfeed_update', [join(home, 'sfeedrc')])

      const lines = (await readFile(join(home, 'ships'), 'utf8')).trimEnd().split('\n')
      const rows = lines.map((line) => line.split('\t'))
      expect(rows.map(([, title]) => title)).toEqual([TITLE, 'The first ship'])
      expect(rows[0]).toEqual([
        String(Date.parse('2026-11-02T10:00:00Z') / 1000),
        TITLE,
        LINK,
        '<p>It <em>sails</em>.</p>',
        'html',
        'tag:ships.example,2026:1',
        'Ada Ahoy',
        'https://ships.example/1.mp3',
        `Harbours|${topic}`,
      ])
    },
  )
})

describe.skipIf(!isInstalled('r2e'))('rss2email, subscribed', () => {
  it.each(FORMATS)(
    'to .$ending sends each entry once and gets 304 then',
    async ({ ending, topic }) => {
      const r2e = (...command: string[]) =>
        run('r2e', ['-c', join(home, 'r2e.cfg'), '-d', join(home, 'r2e.json'), ...command], {
          env: { ...process.env, HOME: home },
        })
      await mkdir(join(home, 'mail'))
      await r2e('new', 'reader@example.org')
      await r2e('add', 'ships', `${between.url}/topics/ships.${ending}`)
      const settings = await readFile(join(home, 'r2e.cfg'), 'utf8')
      await writeFile(
        join(home, 'r2e.cfg'),
        settings
          .replace(/^email-protocol.*/m, 'email-protocol = maildir')
          .replace(/^maildir-path.*/m, `maildir-path = ${home}/mail`)
          .replace(/^date-header = .*/m, 'date-header = True'),
      )

      await r2e('run')
      await r2e('run')

      const folder = join(home, 'mail/INBOX/new')
      const mails = await Promise.all(
        (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
      )
      expect(mails).toHaveLength(2)
      const mail = mails.find((text) => text.includes('X-RSS-URL: https://ships.example'))
      expect(mail).toContain(`X-RSS-URL: ${LINK}`)
      expect(mail).toMatch(/^X-RSS-ID: tag:ships\.example,2026:1$/m)
      expect(mail).toContain(`X-RSS-TAGS: Harbours,${topic}`)
      expect(mail).toContain('Date: Mon, 02 Nov 2026 10:00:00 -0000')
      expect(mail).toMatch(/^From: .*Ada_Ahoy/m)
      expect(between.statuses).toEqual([200, 304])
    },
  )
})

describe('@extractus/feed-extractor, a client of JSON Feed', () => {
  it('reads .json', async () => {
    const feed = await extract(`${between.url}/topics/ships.json`, {
      getExtraEntryFields: ({ authors, tags, attachments, date_modified: modified }) => ({
        authors,
        tags,
        attachments,
        modified,
      }),
    })
    expect(feed).toMatchObject({ title: 'Ships · Harbour', language: 'en' })
    expect(feed.entries).toHaveLength(2)
    expect(feed.entries?.[0]).toEqual({
      id: 'tag:ships.example,2026:1',
      title: TITLE,
      link: LINK,
      published: '2026-11-02T10:00:00.000Z',
      description: 'It sails.',
      authors: [{ name: 'Ada Ahoy' }],
      tags: ['Harbours', 'Ships'],
      attachments: [
        { url: 'https://ships.example/1.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1234 },
      ],
      modified: '2026-11-02T10:00:00Z',
    })
  })
})
