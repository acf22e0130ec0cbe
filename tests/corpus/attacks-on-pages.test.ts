import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FRAME_ORIGINS } from '../../src/ingest/iframes.ts'
import { escapeText } from '../../src/web/html.ts'
import { hasBrowser, launchBrowser } from '../support/browser.ts'
import { publisher, serves, type Publisher } from '../support/publisher.ts'
import { start, type Started } from '../support/started.ts'
import { corpusText, hasCorpus } from './corpus.ts'

interface Attack {
  id: string
  payload: string
}

/** A document has so many entries that all of them are read. */
const PER_FEED = 100

/** The payload wherever an item holds text, in an entry that is under a topic. */
const item = ({ payload }: Attack, i: number) => {
  const p = escapeText(payload.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, ''))
  return `<item><guid isPermaLink="false">urn:attack:${i}</guid><title>A ship ${p}</title>
    <link>https://evil.example/${i}</link><description>${p}</description>
    <content:encoded>${p} and more</content:encoded><dc:creator>${p}</dc:creator>
    <category>${p}</category><pubDate>Sun, 01 Nov 2026 10:00:00 GMT</pubDate></item>`
}

const feed = (attacks: Attack[], first: number) => `<rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel><title>Evil &lt;script&gt;alert(1)&lt;/script&gt;</title><link>https://evil.example/</link>
  ${attacks.map((attack, i) => item(attack, first + i)).join('\n')}</channel></rss>`

/** Pages that show many entries at once; each entry's own page is opened too. */
const PATHS = ['/', '/topics/ships?limit=200', '/topics/ships?limit=200&view=title', '/sources']

/** What is loaded only to be looked at: publishers' own pictures and sound, and the listed players. */
const isLookedAt = (request: Request) =>
  ['image', 'media'].includes(request.resourceType()) ||
  FRAME_ORIGINS.includes(new URL(request.url()).origin)

/**
 * A browser that reaches nobody but the newsroom, with all that should not have happened in it. It
 * heeds no policy: what the sanitiser lets through is seen, though the policy would stop it.
 */
async function guarded(browser: Browser, origin: string) {
  const context = await browser.newContext({ bypassCSP: true })
  const alarms: string[] = []
  context.on('dialog', (dialog) => {
    alarms.push(`dialog on ${dialog.page()?.url()}: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await context.route('**', (route) => {
    const request = route.request()
    if (request.url().startsWith(`${origin}/`)) return route.continue()
    if (!isLookedAt(request)) alarms.push(`asked for ${request.url()} on ${request.frame().url()}`)
    return route.abort()
  })
  return { context, alarms }
}

/** Touches everything on a page, as a mouse and a keyboard would, and tells where it then is. */
async function touched(page: Page, url: string): Promise<string> {
  await page.goto(url)
  await page.evaluate(() => {
    const events = ['mouseover', 'mouseenter', 'pointerdown', 'focus', 'toggle', 'error', 'load']
    for (const element of document.querySelectorAll('body *'))
      for (const event of events) element.dispatchEvent(new Event(event))
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  return page.url()
}

describe.skipIf(!hasCorpus || !hasBrowser)('attacks published as entries, on our own pages', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its README has it
  const attacks = hasCorpus ? (JSON.parse(corpusText('xss.json')) as Attack[]) : []
  const feeds = Array.from({ length: Math.ceil(attacks.length / PER_FEED) }, (_, i) =>
    feed(attacks.slice(i * PER_FEED, (i + 1) * PER_FEED), i * PER_FEED),
  )
  let evil: Publisher
  let newsroom: Started
  let browser: Browser

  beforeAll(async () => {
    evil = await publisher(
      Object.fromEntries(feeds.map((document, i) => [`/${i}`, serves(document)])),
    )
    newsroom = await start({ PRIVATE_HOSTS: evil.host })
    for (const i of feeds.keys()) await newsroom.poll(await newsroom.addSource(`${evil.url}/${i}`))
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await newsroom?.cleanUp()
    await evil?.close()
  })

  /** The addresses of all entries under the topic, page by page. */
  async function entryPaths(): Promise<string[]> {
    const paths: string[] = []
    let next: string | undefined = '/topics/all.html?duplicates=show&limit=200&view=title'
    while (next !== undefined) {
      const html: string = await (await newsroom.get(next)).text()
      paths.push(
        ...[...html.matchAll(/href="(\/entries\/[a-z0-9-]+)"/g)].map(([, path = '']) => path),
      )
      next = /<a href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
      next = next?.slice(next.indexOf('/topics/')).replace('/all?', '/all.html?')
    }
    return [...new Set(paths)]
  }

  it('run nothing and lead nowhere, on any page', { timeout: 600_000 }, async () => {
    const entries = await entryPaths()
    // And the newsroom's own first one.
    expect(entries).toHaveLength(attacks.length + 1)
    const { context, alarms } = await guarded(browser, newsroom.url)
    const paths = [...PATHS, ...entries]
    const strayed: string[] = []
    const work = async () => {
      const page = await context.newPage()
      for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
        const url = newsroom.url + path
        if ((await touched(page, url)) !== url) strayed.push(path)
      }
    }
    await Promise.all([work(), work(), work()])
    expect(alarms).toEqual([])
    expect(strayed).toEqual([])
  })
})
