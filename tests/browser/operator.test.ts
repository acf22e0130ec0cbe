import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts'
import { clone, type Clone } from '../support/clone.ts'
import { publisher, type Publisher, serves } from '../support/publisher.ts'
import { start, type Started } from '../support/started.ts'

/** A paper whose stories fall under both first topics, under one and under none. */
const STORIES = [
  {
    title: 'Frigates of four navies exercise off Luzon',
    text: 'The Philippine Navy and its allies have begun an exercise in the South China Sea.',
  },
  {
    title: 'Ministry of Defence orders six minehunters',
    text: 'The first is to be launched in two years; the defence secretary spoke of a fair price.',
  },
  {
    title: 'Typhoon season comes early to Okinawa',
    text: 'Ferries between the islands of Japan stay in port until Thursday.',
  },
  {
    title: 'Harbour bakery wins a prize for its rye bread',
    text: 'The oven is older than the town hall, and so is the dough.',
  },
]

const item = ({ title, text }: (typeof STORIES)[number], i: number) =>
  `<item><guid isPermaLink="false">urn:strait:${i}</guid><title>${title}</title>
   <link>https://strait.example/${i}</link><description>${text}</description>
   <pubDate>Fri, ${20 - i} Nov 2026 08:30:00 GMT</pubDate></item>`

const FEED = `<rss version="2.0"><channel><title>The Strait Gazette</title>
  <link>https://strait.example/</link><language>en-GB</language>${STORIES.map(item).join('')}</channel></rss>`

const HOME = `<!doctype html><title>The Strait Gazette</title>
  <link rel="alternate" type="application/rss+xml" title="The Strait Gazette" href="/news.rss"><p>News`

/** Every topic that the newsroom begins with, alone and together. */
const EXPRESSIONS = [
  'all',
  'defence',
  'indo-pacific',
  'defence+indo-pacific',
  'defence,indo-pacific',
  'defence+!indo-pacific',
]
const QUERIES = ['', '?duplicates=show', '?limit=2', '?q=navy', '?view=summary', '?source=gazette']
const FORMATS = ['.atom', '.rss', '.json', '.html']

/** Every feed, and every page of a topic. */
const SERVED = [
  ...EXPRESSIONS.flatMap((expression) =>
    FORMATS.flatMap((format) => QUERIES.map((query) => `/topics/${expression}${format}${query}`)),
  ),
  '/topics.opml',
  '/sources.opml',
]

/** A list as it is after years: one address is written in vain, one is private, some stand there twice. */
function opmlOf(outlines: number, gazette: string) {
  const urlOf = (i: number): string => {
    if (i === 0) return gazette
    if (i % 50 === 7) return 'feed.xml'
    if (i === 30) return 'http://10.0.0.1/feed'
    if (i === 31) return 'ftp://files.example/feed'
    return `https://paper-${i === 200 ? 199 : i}.example/feed`
  }
  const lines = Array.from(
    { length: outlines },
    (_, i) => `<outline type="rss" text="Paper ${i}" xmlUrl="${urlOf(i)}"/>`,
  )
  return `<opml version="2.0"><head><title>Papers</title></head><body>${lines.join('\n')}</body></opml>`
}

/** The looks in which screenshots are taken, for who asks for them with SCREENSHOTS=folder. */
const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const

let shown = 0

async function show(page: Page, step: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (!folder) return
  shown += 1
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    const name = `operator-${String(shown).padStart(2, '0')}-${step}-${colorScheme}.png`
    await page.screenshot({ path: join(folder, name), fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()
const told = (page: Page) => page.getByRole('status').textContent()

/** Told on the console too, by a browser that shows the page all the same. */
const isAlarm = (what: string) => !/status of 410/.test(what)

describe.skipIf(!hasBrowser)('a new operator, with nothing but the README', () => {
  let checkout: Clone
  let gazette: Publisher
  let downloads: string
  let browser: Browser
  let newsroom: Started
  let second: Started | undefined
  let page: Page
  let alarms: string[]
  let token: string
  const archive = () => join(downloads, 'newsroom.ndjson.gz')

  /** As another machine would: what a newsroom serves depends on the name the world knows it by. */
  const npmStart = () =>
    start(
      {
        ADMIN_TOKEN: '',
        DATA_DIR: join(checkout.root, 'data'),
        SITE_URL: 'http://news.example',
        PRIVATE_HOSTS: gazette.host,
      },
      checkout.root,
    )

  beforeAll(async () => {
    checkout = await clone()
    downloads = await mkdtemp(join(tmpdir(), 'despatch-downloads-'))
    gazette = await publisher({
      '/': serves(HOME, { 'content-type': 'text/html' }),
      '/news.rss': serves(FEED, { 'content-type': 'application/rss+xml' }),
    })
    newsroom = await npmStart()
    browser = await launchBrowser()
    ;({ page, alarms } = await watchedPage(browser, [newsroom.url], {
      viewport: { width: 1280, height: 800 },
    }))
  })
  afterAll(async () => {
    await browser?.close()
    await newsroom?.cleanUp()
    await second?.cleanUp()
    await gazette?.close()
    await checkout?.remove()
    await rm(downloads, { recursive: true, force: true })
  })

  /** The titles of a topic's feed, as a feed reader gets them. */
  async function titlesOf(topic: string): Promise<string[]> {
    const response = await newsroom.get(`/topics/${topic}.json`)
    const { items } = (await response.json()) as { items: { title: string }[] }
    return items.map(({ title }) => title)
  }

  async function signIn(on: Page, at: Started) {
    await on.goto(`${at.url}/admin`)
    await on.getByLabel('Token').fill(token)
    await press(on, 'Sign in')
    await on.getByRole('heading', { name: 'Overview' }).waitFor()
  }

  it('signs in with the token that the first start has printed', async () => {
    const [, printed = ''] = /^ADMIN_TOKEN=(\S+) \(made now/m.exec(newsroom.output()) ?? []
    token = printed
    expect(token).toHaveLength(32)
    await page.goto(`${newsroom.url}/admin`)
    await show(page, 'sign-in')
    await signIn(page, newsroom)
    await page.getByText('Nothing is polled yet.').waitFor()
    await show(page, 'empty')
  })

  it('adds a source by its home page, after a look at what it would bring', async () => {
    await follow(page, 'Add the first source')
    await show(page, 'add-source')
    await page.getByLabel('Address').fill(gazette.url)
    await press(page, 'Find its feeds')
    await page.getByRole('heading', { name: 'The Strait Gazette' }).waitFor()
    const figures = await page.locator('.figures').innerText()
    expect(figures.split('\n')).toEqual(
      expect.arrayContaining(['4', 'entries', '2', 'in Defence', '2', 'in Indo-Pacific']),
    )
    await show(page, 'preview')
    expect(await titlesOf('all')).toHaveLength(1)

    await page.getByLabel('Slug').fill('gazette')
    await press(page, 'Save and poll')
    await page.waitForURL('**/admin/sources/gazette')
    expect(await told(page)).toBe('Saved. Polled: 4 added.')
    await show(page, 'source')
    expect(await titlesOf('defence')).toContain('Ministry of Defence orders six minehunters')
    expect(await titlesOf('defence+indo-pacific')).toContain(
      'Frigates of four navies exercise off Luzon',
    )

    await follow(page, 'All of them')
    await page.waitForURL('**/admin/entries?source=gazette')
    expect(await page.locator('.rows > li').count()).toBe(4)
    await show(page, 'entries-of-source')
  })

  it('writes an entry, corrects it, withdraws it with a reason and restores it', async () => {
    await follow(page, 'Entries')
    await follow(page, 'Write an entry')
    await page.getByLabel('Title').fill('What we know of the frigate exercise')
    await page.getByLabel('Text').fill('Two of the **frigates** left Subic Bay this morning.')
    await page.locator('.preview strong', { hasText: 'frigates' }).waitFor()
    await show(page, 'write')
    await press(page, 'Save')
    await page.getByText('Saved: it is shown.').waitFor()
    await show(page, 'written')
    const path = new URL(page.url()).pathname.replace('/admin', '')
    expect((await titlesOf('defence'))[0]).toBe('What we know of the frigate exercise')

    await follow(page, 'Correct')
    await page.getByLabel('Text').fill('Three of the **frigates** left Subic Bay this morning.')
    await show(page, 'correct')
    await press(page, 'Save')
    await page.locator('.diff ins', { hasText: 'Three' }).waitFor()
    await show(page, 'corrected')
    const atom = await (await newsroom.get('/topics/defence.atom')).text()
    expect(atom.match(/What we know of the frigate exercise/g)).toHaveLength(1)
    expect(atom).toContain('Three of the')
    expect(atom).not.toContain('Two of the')

    await follow(page, 'Withdraw')
    await page.getByLabel('Reason').fill('Nobody has counted them.')
    await show(page, 'withdraw')
    await press(page, 'Withdraw')
    await page.getByText('Nobody has counted them.').waitFor()
    await show(page, 'withdrawn')
    expect(await titlesOf('defence')).not.toContain('What we know of the frigate exercise')
    const desk = page.url()
    expect((await page.goto(newsroom.url + path))?.status()).toBe(410)
    await page.getByText('Nobody has counted them.').waitFor()
    await show(page, 'withdrawn-public')

    await page.goto(desk)
    await press(page, 'Restore')
    await page.getByText('Restored').waitFor()
    await show(page, 'restored')
    expect((await titlesOf('defence'))[0]).toBe('What we know of the frigate exercise')
    // Its address was looked at while it was withdrawn, and this may be remembered for a minute.
    await page.goto(newsroom.url + path)
    expect((await page.reload())?.status()).toBe(200)
    await show(page, 'restored-public')
  })

  it('imports a list of 300 feeds, and is told of each that is broken', async () => {
    await page.goto(`${newsroom.url}/admin/sources`)
    await follow(page, 'Import or export a list (OPML)')
    await show(page, 'opml')
    await page.getByLabel('A file').setInputFiles({
      name: 'papers.opml',
      mimeType: 'text/x-opml',
      buffer: Buffer.from(opmlOf(300, `${gazette.url}/news.rss`)),
    })
    await press(page, 'Import')
    await page.getByRole('heading', { name: 'Imported' }).waitFor()
    const figures = await page.locator('.figures').innerText()
    expect(figures.split('\n')).toEqual(['added', '290', 'known already', '2', 'refused', '8'])
    expect(await page.getByText('it is not an absolute http or https URL').count()).toBe(7)
    await show(page, 'imported')
    await page.goto(`${newsroom.url}/admin`)
    await show(page, 'overview')
    await follow(page, 'Sources')
    await show(page, 'sources')
  })

  it('reads in the log what was done, the newest first', async () => {
    await follow(page, 'Log')
    const deeds = await page.locator('.rows > li h2').allInnerTexts()
    const entry = 'the entry "what-we-know-of-the-frigate-exercise"'
    expect(deeds).toEqual([
      'Imported a list of feeds',
      `Restored ${entry}`,
      `Withdrew ${entry}`,
      `Changed ${entry}`,
      'Wrote an entry',
      'Polled the source "gazette"',
      'Added a source',
      'Applied the files of data/',
    ])
    await show(page, 'log')
    await follow(page, `Withdrew ${entry}`)
    await page
      .getByRole('heading', { name: 'What we know of the frigate exercise' })
      .first()
      .waitFor()
  })

  it('takes everything along into a second newsroom, which serves the same bytes', async () => {
    await follow(page, 'Keeping')
    await show(page, 'keeping')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      follow(page, 'Export the newsroom'),
    ])
    await download.saveAs(archive())
    expect(alarms.filter(isAlarm)).toEqual([])

    second = await npmStart()
    const there = await watchedPage(browser, [second.url])
    await signIn(there.page, second)
    await follow(there.page, 'Keeping')
    await there.page.getByLabel('Archive').setInputFiles(archive())
    await press(there.page, 'Import')
    await there.page.getByRole('status').waitFor()
    await show(there.page, 'second-imported')
    await follow(there.page, 'Overview')
    await show(there.page, 'second-overview')
    expect(there.alarms).toEqual([])

    const served = await servedBy(newsroom)
    expect(served.filter(({ status }) => status !== 200)).toEqual([])
    expect(await servedBy(second)).toEqual(served)
  })
})

/** All that a newsroom serves, byte for byte and with its validators. */
const servedBy = (newsroom: Started) =>
  Promise.all(
    SERVED.map(async (path) => {
      const response = await newsroom.get(path)
      const { status, headers } = response
      const validators = [headers.get('etag'), headers.get('last-modified')]
      return { path, status, validators, body: await response.text() }
    }),
  )
