import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { extract } from '@extractus/oembed-extractor'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts'
import { publisher, serves, type Publisher } from '../support/publisher.ts'
import { SHIPS } from '../support/ships.ts'
import { freePort, start, type Started } from '../support/started.ts'

const DOCUMENTATION = readFileSync(join(import.meta.dirname, '../../docs/embeds.md'), 'utf8')

/** What the documentation says a page must allow for this way. */
function documentedPolicy(way: string, newsroom: string): string {
  const row = DOCUMENTATION.split('\n').find((line) => line.startsWith(`| ${way} `)) ?? ''
  const [named = ''] = row.split('|').slice(-2)
  const directives = [...named.matchAll(/`([^`]*https:[^`]*)`/g)].map(([, text]) => text)
  return ["default-src 'none'", ...directives]
    .join('; ')
    .replaceAll('https://news.example.org', newsroom)
}

describe.skipIf(!hasBrowser)('a topic on somebody else’s page', () => {
  let harbour: Publisher
  let newsroom: Started
  let browser: Browser
  const pages: Parameters<typeof publisher>[0] = {}
  let host: Publisher

  beforeAll(async () => {
    harbour = await publisher({ '/feed': serves(SHIPS) })
    const port = String(await freePort())
    newsroom = await start({
      PORT: port,
      SITE_URL: `http://127.0.0.1:${port}`,
      PRIVATE_HOSTS: harbour.host,
    })
    await newsroom.poll(await newsroom.addSource(`${harbour.url}/feed`))
    host = await publisher(pages)
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await newsroom?.cleanUp()
    await host?.close()
    await harbour?.close()
  })

  /** The code that the builder gives for a way. */
  async function codeFor(way: string, parameters = ''): Promise<string> {
    const html = await (await newsroom.get(`/embed?topic=ships&way=${way}${parameters}`)).text()
    const [, code = ''] = /<textarea[^>]*>([^]*?)<\/textarea>/.exec(html) ?? []
    const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" }
    return code.replaceAll(/&([a-z#0-9]+);/g, (_, name: string) => characters[name] ?? '')
  }

  /** The code with the fragment where a server would have put it. */
  async function included(code: string): Promise<string> {
    const [comment = '', address = ''] = /<!--#include virtual="([^"]+)" -->/.exec(code) ?? []
    return address === '' ? code : code.replace(comment, await (await fetch(address)).text())
  }

  /** A page of another site, with its policy. */
  function hostPage(
    body: string,
    {
      policy,
      head = '',
      html = 'lang="en"',
    }: { policy?: string; head?: string; html?: string } = {},
  ): string {
    const path = `/${Object.keys(pages).length}`
    const text = `<!doctype html><html ${html}><head><meta charset="utf-8"><title>Host</title>
      <link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">${head}</head>
      <body><main><h1>Host</h1>${body}</main></body></html>`
    const type = { 'content-type': 'text/html; charset=utf-8' }
    pages[path] = serves(text, policy ? { ...type, 'content-security-policy': policy } : type)
    return host.url + path
  }

  const visit = (options: BrowserContextOptions = {}) =>
    watchedPage(browser, [newsroom.url, host.url, 'data:'], options)

  /** Where the entries of the first embed are. */
  const entriesOn = (page: Page, way: string) =>
    way === 'frame' || way === 'oembed'
      ? page.frameLocator('iframe').first().locator('.despatch-entry')
      : page.locator('.despatch-entry')

  async function oembedCode(): Promise<string> {
    const { html } = await extract(`${newsroom.url}/topics/ships`)
    return typeof html === 'string' ? html : 'nothing to embed'
  }

  /** What is to be put on a page, and how the documentation calls it. */
  const WAYS = [
    { way: 'element', named: 'custom element', code: () => codeFor('element') },
    { way: 'frame', named: 'frame', code: () => codeFor('frame') },
    { way: 'fragment', named: 'fragment', code: async () => included(await codeFor('fragment')) },
    { way: 'oembed', named: 'oEmbed', code: oembedCode },
  ]

  it.each(WAYS)(
    'as $named: shows its entries where the policy is as documented, and nobody complains',
    async ({ way, named, code }) => {
      const base = documentedPolicy(named, newsroom.url)
      const script = way === 'frame' ? `; script-src ${newsroom.url}` : ''
      const trusted = "; require-trusted-types-for 'script'; trusted-types 'none'"
      const policy = `${base}${script}; img-src data:${way === 'element' ? trusted : ''}`
      const { page, alarms, close } = await visit()

      await page.goto(hostPage(await code(), { policy }))
      await entriesOn(page, way).nth(4).waitFor()

      expect(await entriesOn(page, way).count()).toBe(5)
      expect(await entriesOn(page, way).nth(0).textContent()).toContain('Harbour Times')
      expect(alarms).toEqual([])
      expect(await close()).toBe(0)
    },
  )

  it.each(WAYS.filter(({ way }) => way !== 'element'))(
    'as $named: is there without script too',
    async ({ way, code }) => {
      const { page, alarms, close } = await visit({ javaScriptEnabled: false })
      await page.goto(hostPage(await code()))
      await entriesOn(page, way).nth(4).waitFor()
      expect(alarms).toEqual([])
      expect(await close()).toBe(0)
    },
  )

  it('as custom element: is a plain link without script', async () => {
    const { page, alarms, close } = await visit({ javaScriptEnabled: false })
    await page.goto(hostPage(await codeFor('element')))
    const link = page.getByRole('link', { name: 'Ships · Harbour' })
    expect(await link.getAttribute('href')).toBe(`${newsroom.url}/topics/ships`)
    expect(alarms).toEqual([])
    expect(await close()).toBe(0)
  })

  it('several stand on one page, each with its own entries and as high as they are', async () => {
    const { page, alarms, close } = await visit()
    const two = (await codeFor('element', '&limit=2')) + (await codeFor('element', '&limit=3'))
    const frames = (await codeFor('frame', '&limit=1')) + (await codeFor('frame', '&limit=4'))
    await page.goto(hostPage(two + frames))

    await page.locator('.despatch-entry').nth(4).waitFor()
    const counts = await page
      .locator('despatch-feed')
      .evaluateAll((feeds) => feeds.map((feed) => feed.shadowRoot?.querySelectorAll('li').length))
    expect(counts).toEqual([2, 3])
    for (const [index, entries] of [1, 4].entries()) {
      await page.locator('iframe').nth(index).scrollIntoViewIfNeeded()
      const inside = page.frameLocator('iframe').nth(index).locator('html')
      await expect.poll(() => inside.locator('.despatch-entry').count()).toBe(entries)
      const wanted = await inside.evaluate((html) => Math.ceil(html.getBoundingClientRect().height))
      await expect
        .poll(async () => Number(await page.locator('iframe').nth(index).getAttribute('height')))
        .toBe(wanted)
    }
    expect(alarms).toEqual([])
    await close()
  })

  const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [320, 1280].flatMap((width) => WAYS.map((way) => ({ ...way, colorScheme, width }))),
  )

  it.each(LOOKS)(
    'as $named, $colorScheme, $width wide: axe finds nothing, and nothing is wider than the page',
    async ({ way, named, code, colorScheme, width }) => {
      const { page, alarms, close } = await visit({ colorScheme, viewport: { width, height: 900 } })
      const head =
        '<style>:root{color-scheme:light dark;font-family:sans-serif}iframe{max-width:100%}</style>'
      await page.goto(hostPage(await code(), { head }))
      await entriesOn(page, way).nth(4).waitFor()

      expect(await complaintsOf(page)).toEqual([])
      for (const frame of page.frames())
        expect(
          await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0)
      const shots = process.env['SCREENSHOTS']
      if (shots) await page.screenshot({ path: `${shots}/${named}-${colorScheme}-${width}.png` })
      expect(alarms).toEqual([])
      await close()
    },
  )

  it.each(['light', 'dark'] as const)('theme=%s holds in any surroundings', async (theme) => {
    const colorScheme = theme === 'light' ? 'dark' : 'light'
    const { page, close } = await visit({ colorScheme })
    const head = '<style>:root{color-scheme:light dark}</style>'
    const code =
      (await codeFor('element', `&theme=${theme}`)) + (await codeFor('frame', `&theme=${theme}`))
    await page.goto(hostPage(code, { head }))
    const paper = theme === 'light' ? 'rgb(253, 252, 249)' : 'rgb(20, 23, 26)'
    const papers = [
      page.locator('despatch-feed .despatch'),
      page.frameLocator('iframe').locator('.despatch'),
    ].map((feed) => feed.evaluate((card) => getComputedStyle(card).backgroundColor))
    expect(await Promise.all(papers)).toEqual([paper, paper])
    await close()
  })

  it('with more contrast asked for, what is quiet is as dark as the rest', async () => {
    const { page, close } = await visit({ contrast: 'more' })
    await page.goto(hostPage(await codeFor('element')))
    const colour = (piece: string) =>
      page
        .locator(piece)
        .first()
        .evaluate((element) => getComputedStyle(element).color)
    expect(await colour('.despatch-meta')).toBe(await colour('.despatch-heading'))
    await close()
  })

  it('nothing moves of its own accord', async () => {
    const css = await (await newsroom.get('/embed.1.css')).text()
    expect(css).not.toMatch(/animation|transition/)
  })

  it('each entry is written in its own direction, whatever that of the page', async () => {
    const { page, close } = await visit()
    await page.goto(hostPage(await codeFor('element'), { html: 'lang="ar" dir="rtl"' }))
    await page.locator('.despatch-entry').nth(4).waitFor()
    const directions = await page
      .locator('.despatch-entry')
      .evaluateAll((items) => items.map((item) => getComputedStyle(item).direction))
    expect(directions).toEqual(['ltr', 'rtl', 'ltr', 'ltr', 'ltr'])
    const [left, right] = await page.locator('.despatch-meta').evaluateAll((lines) =>
      lines.slice(0, 2).map((line) => {
        const [words, whole] = [line.querySelector('.despatch-source'), line]
        const inset = words
          ? words.getBoundingClientRect().left - whole.getBoundingClientRect().left
          : 0
        return Math.round(inset)
      }),
    )
    expect(left).toBe(0)
    expect(right).toBeGreaterThan(0)
    const languages = await page
      .locator('.despatch-entry')
      .evaluateAll((items) => items.map((item) => item.getAttribute('lang')))
    expect(languages).toEqual(['en', 'ar', 'ja', 'en', 'en'])
    await close()
  })

  it('nothing jumps where a height is reserved', async () => {
    const { page, close } = await visit()
    const head = '<style>despatch-feed{display:block;height:420px}</style>'
    const code = await codeFor('element')
    await page.goto(hostPage(`<p>Before</p>${code}<p id="after">After</p>`, { head }))
    const before = await page.locator('#after').boundingBox()
    await page.locator('.despatch-entry').nth(4).waitFor()
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const observer = new PerformanceObserver((list) => {
            observer.disconnect()
            resolve(
              list
                .getEntries()
                .reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0),
            )
          })
          observer.observe({ type: 'layout-shift', buffered: true })
          setTimeout(() => resolve(0), 300)
        }),
    )
    expect(shift).toBe(0)
    expect(await page.locator('#after').boundingBox()).toEqual(before)
    await close()
  })

  it('the page themes it by properties and parts', async () => {
    const { page, close } = await visit()
    const head = `<style>despatch-feed{--despatch-paper:#ffe;--despatch-ink:#012}
      despatch-feed::part(title){text-transform:uppercase}</style>`
    await page.goto(hostPage(await codeFor('element'), { head }))
    const style = (piece: string, property: 'color' | 'backgroundColor' | 'textTransform') =>
      page
        .locator(piece)
        .first()
        .evaluate((element, name) => getComputedStyle(element)[name], property)
    expect(await style('.despatch', 'backgroundColor')).toBe('rgb(255, 255, 238)')
    expect(await style('.despatch', 'color')).toBe('rgb(0, 17, 34)')
    expect(await style('.despatch-title', 'textTransform')).toBe('uppercase')
    await close()
  })

  it('loads anew when what is asked for changes', async () => {
    const { page, close } = await visit()
    await page.goto(hostPage(await codeFor('element')))
    await page.locator('.despatch-entry').nth(4).waitFor()
    await page.locator('despatch-feed').evaluate((feed) => feed.setAttribute('limit', '2'))
    await expect.poll(() => page.locator('.despatch-entry').count()).toBe(2)
    await close()
  })

  it('a topic that is gone says so, kindly', async () => {
    const { page, close } = await visit()
    const gone = (await codeFor('element')).replace('topic="ships"', 'topic="shisp"')
    await page.goto(hostPage(gone))
    const message = page.locator('.despatch-message')
    await message.waitFor()
    expect(await message.textContent()).toBe('There is no topic “shisp” here. Did you mean ships?')
    await close()
  })

  it('a topic without entries says so', async () => {
    const { page, close } = await visit()
    await page.goto(hostPage(await codeFor('frame', '&since=2030-01-01')))
    const message = page.frameLocator('iframe').locator('.despatch-message')
    expect(await message.textContent()).toBe('Nothing here yet.')
    await close()
  })

  it('a newsroom that cannot be reached leaves the page’s own links', async () => {
    const { page, close } = await visit()
    await page.route('**/embed/**', (route) => route.abort())
    await page.goto(hostPage(await codeFor('element')))
    await page.waitForFunction(
      () => document.querySelector('despatch-feed:not([aria-busy])')?.shadowRoot,
    )
    expect(await page.getByRole('link', { name: 'Ships · Harbour' }).isVisible()).toBe(true)
    await close()
  })

  it('what arrives unclean is not let in', async () => {
    const { page, alarms, close } = await visit()
    const unclean = `<section class="despatch"><p onclick="alert(1)" style="color:red">Words
      <img src="https://canary.example/" onerror="alert(2)"><script>alert(3)</script>
      <a href="javascript:alert(4)" class="despatch-link">link</a></p></section>`
    await page.route('**/embed/**', (route) =>
      route.fulfill({
        body: unclean,
        contentType: 'text/html',
        headers: { 'access-control-allow-origin': '*' },
      }),
    )
    await page.goto(hostPage(await codeFor('element')))
    await page.locator('.despatch-link').waitFor()
    const html = await page.locator('.despatch').evaluate((feed) => feed.outerHTML)
    expect(html).toMatch(
      /^<section class="despatch"><p>Words\s+alert\(3\)\s+<a class="despatch-link">link<\/a><\/p><\/section>$/,
    )
    expect(alarms).toEqual([])
    await close()
  })

  it('stands in a page that was opened from a file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'despatch-')), 'page.html')
    await writeFile(file, `<!doctype html><h1>Host</h1>${await codeFor('frame')}`)
    const { page, alarms, close } = await watchedPage(browser, [newsroom.url, 'file:'])
    await page.goto(`file://${file}`)
    await entriesOn(page, 'frame').nth(4).waitFor()
    expect(alarms).toEqual([])
    await close()
    await rm(dirname(file), { recursive: true })
  })

  describe('in WordPress, which gives a frame no windows and a word to be known by', () => {
    /** As WordPress frames an embed, and the part of its script that listens. */
    const wordpress = (embed: string) => `
      <iframe sandbox="allow-scripts" data-secret="s3cret" src="${embed}#?secret=s3cret" width="600"
        height="338" title="Ships"></iframe>
      <script>
        window.links = []
        addEventListener('message', ({ data, source }) => {
          const frame = document.querySelector('iframe[data-secret="' + data.secret + '"]')
          if (!frame || frame.contentWindow !== source) return
          if (data.message === 'height') frame.height = Math.max(200, Math.min(1000, data.value))
          if (data.message === 'link' && new URL(data.value).host === new URL(frame.src).host)
            window.links.push(data.value)
        })
      </script>`

    it('is as high as its entries, and leads to our page of the one that is clicked', async () => {
      const { page, alarms, close } = await visit()
      await page.goto(hostPage(wordpress(`${newsroom.url}/embed/ships`)))
      await expect
        .poll(async () => Number(await page.locator('iframe').getAttribute('height')))
        .toBeGreaterThan(400)
      await page.frameLocator('iframe').locator('.despatch-link').first().click()
      const links = () => page.evaluate(() => (globalThis as unknown as { links: string[] }).links)
      await expect.poll(links).toHaveLength(1)
      const [link = ''] = await links()
      expect(await (await fetch(link)).text()).toContain('Donaudampfschifffahrt')
      expect(alarms).toEqual([])
      await close()
    })
  })

  describe('found by an oEmbed consumer that is not ours', () => {
    it('as the address of the topic, of its page and of a search', async () => {
      for (const path of ['/topics/ships', '/topics/ships.html', '/topics/ships?q=season']) {
        const found = await extract(newsroom.url + path)
        expect(found).toMatchObject({ type: 'rich', version: '1.0', method: 'auto-discovery' })
      }
    })

    it('no wider and higher than it wants it', async () => {
      const found = await extract(`${newsroom.url}/topics/ships.html`, {
        maxwidth: 300,
        maxheight: 200,
      })
      expect(found).toMatchObject({ width: 300, height: 200 })
      expect(found['html']).toMatch(/ width="300" height="200" /)
    })
  })

  describe('the builder', () => {
    it('works by its form alone', async () => {
      const { page, close } = await visit({ javaScriptEnabled: false })
      await page.goto(`${newsroom.url}/topics/ships?q=ship`)
      await page.getByRole('link', { name: 'Put this on your site' }).click()
      await page.getByLabel('Entries').fill('3')
      await page.getByLabel('As', { exact: true }).selectOption('frame')
      await page.getByLabel('Colours').selectOption('dark')
      await page.getByRole('button', { name: 'Show' }).click()
      expect(await page.getByLabel('To copy').inputValue()).toContain(
        `src="${newsroom.url}/embed/ships?limit=3&amp;q=ship&amp;theme=dark"`,
      )
      expect(
        await page.frameLocator('iframe').locator('.despatch-dark .despatch-entry').count(),
      ).toBe(3)
      await close()
    })

    it('is typed by keyboard alone, shows each choice at once and copies the code', async () => {
      const { page, alarms, close } = await visit({
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      await page.goto(`${newsroom.url}/embed`)
      await page.getByLabel('Topic').focus()
      await page.keyboard.press('Control+A')
      await page.keyboard.type('ships')
      for (const _ of ['way', 'limit']) await page.keyboard.press('Tab')
      await page.keyboard.press('Control+A')
      await page.keyboard.type('2')
      await page.keyboard.press('Tab')
      const code = page.getByLabel('To copy')
      await expect
        .poll(() => code.inputValue())
        .toContain('<despatch-feed topic="ships" limit="2">')
      await expect
        .poll(() => page.frameLocator('iframe').locator('.despatch-entry').count())
        .toBe(2)
      const copy = page.getByRole('button', { name: 'Copy' })
      while (!(await copy.evaluate((button) => button === document.activeElement)))
        await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Copied' }).waitFor()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        await code.inputValue(),
      )
      expect(page.url()).toContain('topic=ships')
      expect(alarms).toEqual([])
      await close()
    })

    it.each(['light', 'dark'] as const)('axe finds nothing, in %s', async (colorScheme) => {
      const { page, alarms, close } = await visit({ colorScheme })
      for (const path of ['/embed?topic=ships', '/embed?topic=shisp']) {
        await page.goto(newsroom.url + path)
        for (const frame of await page.locator('iframe').all())
          await frame.contentFrame().locator('.despatch-entry').nth(4).waitFor()
        expect(await complaintsOf(page)).toEqual([])
        const shots = process.env['SCREENSHOTS']
        if (shots)
          await page.screenshot({
            path: `${shots}/builder-${colorScheme}-${path.slice(-5)}.png`,
            fullPage: true,
          })
      }
      expect(alarms).toEqual([
        'console: Failed to load resource: the server responded with a status of 404 (Not Found)',
      ])
      await close()
    })

    it.each([320, 1280])('nothing is wider than the page, at %d', async (width) => {
      const { page, close } = await visit({ viewport: { width, height: 800 } })
      await page.goto(`${newsroom.url}/embed?topic=ships`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      )
      await close()
    })
  })
})
