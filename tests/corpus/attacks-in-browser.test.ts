import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { escapeAttribute, escapeText } from '../../src/web/html.ts'
import { hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts'
import { publisher, serves, type Answer, type Publisher } from '../support/publisher.ts'
import { freePort, start, type Started } from '../support/started.ts'
import { corpusText, hasCorpus } from './corpus.ts'

interface Attack {
  id: string
  payload: string
  feed_document?: string
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its README has it
const attacks = hasCorpus ? (JSON.parse(corpusText('xss.json')) as Attack[]) : []
const documents = attacks.flatMap(({ feed_document }) => feed_document ?? [])

/** As many as an embed shows. */
const PER_EMBED = 50
/** As many sources as an address may name. */
const PER_QUERY = 20

/** Attacks as entries, wherever an entry can hold text, escaped as an honest publisher would. */
const feedOf = (some: readonly Attack[]) => `<rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel><title>Evil ${escapeText(some[0]?.payload ?? '')}</title><link>https://evil.example/</link>
  ${some
    .map(({ id, payload }, i) => {
      const p = escapeText(payload.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, ''))
      return `<item><guid isPermaLink="false">${escapeAttribute(id)}</guid><title>${escapeText(p)}</title>
        <link>https://evil.example/${i}?${escapeAttribute(encodeURIComponent(id))}</link>
        <description>${p}</description><content:encoded>${p} ${escapeText(id)}</content:encoded>
        <dc:creator>${p}</dc:creator><category>${p}</category><dc:language>${p}</dc:language>
        <pubDate>Sun, 01 Nov 2026 10:00:00 GMT</pubDate></item>`
    })
    .join('\n')}</channel></rss>`

/**
 * Where what some sources have published is shown: each is opened for all of them, without the policy
 * that would stop a script there. `marks` is found once for each entry shown.
 */
const SHOWN: readonly { name: string; path: (sources: string) => string; marks: string }[] = [
  {
    name: 'the page for a frame',
    path: (sources) => `/embed/all?limit=50&source=${sources}&view=summary`,
    marks: '.despatch-entry',
  },
]

/** Where it is shown on a page of somebody else's, whose policy allows everything. */
const EMBEDDED: readonly {
  name: string
  html: (newsroom: string, sources: string) => Promise<string>
}[] = [
  {
    name: 'the custom element',
    html: async (newsroom, sources) => `<script src="${newsroom}/embed.js"></script>
      <despatch-feed source="${sources}" limit="50" view="summary"></despatch-feed>`,
  },
  {
    name: 'the fragment',
    html: async (newsroom, sources) => {
      const address = `${newsroom}/embed/all?limit=50&source=${sources}&view=summary&as=fragment`
      return (await fetch(address)).text()
    },
  },
]

/** Sources of as many entries as one address may ask for, by comma. */
function inGroups(sources: readonly { slug: string; added: number }[]): string[] {
  const groups: { slugs: string[]; entries: number }[] = []
  for (const { slug, added } of sources) {
    if (added === 0) continue
    const last = groups.at(-1)
    const isRoom = last && last.slugs.length < PER_QUERY && last.entries + added <= PER_EMBED
    if (isRoom)
      groups.splice(-1, 1, { slugs: [...last.slugs, slug], entries: last.entries + added })
    else groups.push({ slugs: [slug], entries: added })
  }
  return groups.map(({ slugs }) => slugs.toSorted().join(','))
}

describe.skipIf(!hasCorpus || !hasBrowser)('attacks published as entries, in a browser', () => {
  let evil: Publisher
  let host: Publisher
  let newsroom: Started
  let browser: Browser
  /** Sources that are shown together, by comma. */
  const groups: { sources: string; entries: number }[] = []
  const hostPages: Record<string, Answer> = {}

  beforeAll(async () => {
    const pieces = Array.from({ length: Math.ceil(attacks.length / PER_EMBED) }, (_, i) =>
      feedOf(attacks.slice(i * PER_EMBED, (i + 1) * PER_EMBED)),
    )
    const feeds = [...pieces, ...documents].map((text, i) => [`/${i}`, serves(text)] as const)
    evil = await publisher(Object.fromEntries(feeds))
    host = await publisher(hostPages)
    const port = String(await freePort())
    newsroom = await start({
      PORT: port,
      SITE_URL: `http://127.0.0.1:${port}`,
      PRIVATE_HOSTS: evil.host,
    })
    const slugs: { slug: string; added: number }[] = []
    for (const [path] of feeds) {
      const slug = await newsroom.addSource(evil.url + path, { slug: `evil-${path.slice(1)}` })
      slugs.push({ slug, added: (await newsroom.poll(slug)).added })
    }
    for (const sources of inGroups(slugs)) groups.push({ sources, entries: await shown(sources) })
    browser = await launchBrowser()
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await newsroom?.cleanUp()
    await host?.close()
    await evil?.close()
  })

  /** How many entries of these sources are shown. */
  async function shown(sources: string): Promise<number> {
    const feed = await newsroom.get(`/topics/all.json?source=${sources}&view=title`)
    return ((await feed.json()) as { items: [] }).items.length
  }

  async function visit(addresses: { url: string; marks: string; entries: number }[]) {
    const own = [newsroom.url, host.url, 'data:,']
    const { page, alarms, close } = await watchedPage(browser, own, { bypassCSP: true })
    // What a browser asks for by itself is no attack.
    await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))
    page.context().on('page', (popup) => alarms.push(`opened ${popup.url()}`))
    for (const { url, marks, entries } of addresses) {
      await page.goto(url)
      await page
        .locator(marks)
        .nth(entries - 1)
        .waitFor({ state: 'attached' })
      // Whatever listens for the mouse or the focus gets both.
      await page.locator('a').evaluateAll((links) => {
        for (const link of links) {
          link.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
          link.focus()
        }
      })
      expect(page.url()).toBe(url)
      expect(await page.locator(marks).count()).toBe(entries)
    }
    expect(await close()).toBe(0)
    return alarms
  }

  it('were all published', () => {
    const published = groups.reduce((sum, { entries }) => sum + entries, 0)
    expect(published).toBeGreaterThanOrEqual(attacks.length)
  })

  it('would be noticed, for as they come they do run', async () => {
    const { page, alarms, close } = await watchedPage(browser, [host.url], { bypassCSP: true })
    const raw = attacks.filter(({ payload }) => payload.includes('onerror=')).slice(0, 20)
    for (const [index, { payload }] of raw.entries()) {
      hostPages[`/raw/${index}`] = serves(payload, { 'content-type': 'text/html; charset=utf-8' })
      await page.goto(`${host.url}/raw/${index}`)
    }
    await expect.poll(() => alarms.some((alarm) => alarm.startsWith('dialog'))).toBe(true)
    await close()
  })

  it.each(SHOWN)(
    'run nothing in $name, and nobody is asked for anything',
    async ({ path, marks }) => {
      const addresses = groups.map(({ sources, entries }) => ({
        url: newsroom.url + path(sources),
        marks,
        entries,
      }))
      expect(await visit(addresses)).toEqual([])
    },
  )

  it.each(EMBEDDED)(
    'run nothing in $name, and nobody is asked for anything',
    async ({ name, html }) => {
      const addresses = []
      for (const [index, { sources, entries }] of groups.entries()) {
        const path = `/${encodeURIComponent(name)}/${index}`
        const text = `<!doctype html><link rel="icon" href="data:,">${await html(newsroom.url, sources)}`
        hostPages[path] = serves(text, { 'content-type': 'text/html; charset=utf-8' })
        addresses.push({ url: host.url + path, marks: '.despatch-entry', entries })
      }
      expect(await visit(addresses)).toEqual([])
    },
  )
})
