import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts'
import { harbour } from '../support/harbour.ts'
import type { Started } from '../support/started.ts'

/** Every kind of page; the entry's, which has been revised, is found on the way. */
const PAGES = [
  '/',
  '/topics/ships',
  '/topics/ports+ships?lang=ar,en&since=2026-11-02',
  '/topics/whales',
  '/topics/all?q=submarine',
  '/entries/first-ship',
  'revised',
  '/sources',
  '/api',
  '/topics/shisp',
  '/nowhere',
]

const LOOKS: Record<string, BrowserContextOptions> = {
  'light, wide': { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  'dark, narrow': { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
  'light, narrow, without script': {
    colorScheme: 'light',
    viewport: { width: 320, height: 640 },
    javaScriptEnabled: false,
  },
  'dark, wide, without script': {
    colorScheme: 'dark',
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled: false,
  },
  'dark, high contrast': { colorScheme: 'dark', contrast: 'more' },
  'light, high contrast': { colorScheme: 'light', contrast: 'more' },
  'forced colours': { forcedColors: 'active' },
}

describe.skipIf(!hasBrowser)('our pages in a browser', () => {
  let newsroom: Started
  let close: () => Promise<void>
  let browser: Browser
  let revised: string

  beforeAll(async () => {
    ;({ newsroom, close } = await harbour())
    browser = await launchBrowser()
    const html = await (await newsroom.get('/topics/ships.html')).text()
    const [, path = ''] = /the new ferry.*?href="(\/entries\/[a-z0-9]+)"/.exec(html) ?? []
    revised = path
  })
  afterAll(async () => {
    await browser?.close()
    await close?.()
  })

  const open = (options: BrowserContextOptions = {}) =>
    watchedPage(browser, [newsroom.url], options)
  const addressOf = (path: string) => newsroom.url + (path === 'revised' ? revised : path)
  /** What is not there is told on the console too, and that is no alarm. */
  const isAlarm = (told: string) => !told.includes('status of 404')
  /** All that can be opened is opened, as a reader might. */
  const unfold = (page: Page) =>
    page.locator('details:not([open]) > summary').evaluateAll((summaries) => {
      for (const summary of summaries) summary.parentElement?.setAttribute('open', '')
    })

  describe.each(Object.entries(LOOKS))('%s', (_, options) => {
    it('nothing sticks out, nobody else is asked for anything, and axe has nothing to complain of', async () => {
      const { page, alarms, close: leave } = await open(options)
      for (const path of PAGES) {
        await page.goto(addressOf(path))
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect({ path, width }).toEqual({ path, width: page.viewportSize()?.width })
        // What axe does is done by script, and without script the page is what it was.
        if (options.javaScriptEnabled === false) continue
        await unfold(page)
        expect({ path, complaints: await complaintsOf(page) }).toEqual({ path, complaints: [] })
      }
      expect(alarms.filter(isAlarm)).toEqual([])
      expect(await leave()).toBe(0)
    })
  })

  it('a person finds a topic, combines it with another and copies an address, by keyboard alone', async () => {
    const { page, close: leave } = await open({
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    /** Tab by tab, until what has focus has this name. */
    const tabTo = async (name: string | RegExp) => {
      for (let tabs = 0; tabs < 100; tabs++) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => {
          const { activeElement: at } = document
          return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? ''
        })
        if (typeof name === 'string' ? focused === name : name.test(focused)) return
      }
      throw new Error(`no Tab leads to ${String(name)}`)
    }
    await page.goto(`${newsroom.url}/`)
    await tabTo('Skip to the content')
    await page.keyboard.press('Enter')
    await tabTo('Ships')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/topics\/ships$/)
    await tabTo('Combine topics')
    await page.keyboard.press('Enter')
    await tabTo('and Ports')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/topics\/ports\+ships$/)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ports and Ships')
    await tabTo('Subscribe')
    await page.keyboard.press('Enter')
    await tabTo('Copy the Atom address')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Copied the Atom address' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /\/topics\/ports\+ships\.atom$/,
    )
    await leave()
  })

  it('whatever has focus shows it', async () => {
    const { page, close: leave } = await open()
    await page.goto(`${newsroom.url}/topics/ships`)
    await unfold(page)
    const unmarked: string[] = []
    for (let tabs = 0; tabs < 40; tabs++) {
      await page.keyboard.press('Tab')
      const told = await page.evaluate(() => {
        const { activeElement: at } = document
        const { outlineStyle, outlineWidth } = getComputedStyle(at ?? document.body)
        const isMarked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
        return isMarked ? '' : (at?.outerHTML ?? 'nothing')
      })
      if (told !== '') unmarked.push(told)
    }
    expect(unmarked).toEqual([])
    await leave()
  })

  it('a person searches, and is told when nothing is found', async () => {
    const { page, close: leave } = await open()
    await page.goto(`${newsroom.url}/topics/ships`)
    await page.getByRole('searchbox').fill('sailed')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=sailed/)
    expect(await page.locator('.h-entry').count()).toBe(1)
    expect(await page.title()).toBe('Ships: sailed · The Harbour Desk')
    await page.getByRole('searchbox').fill('submarine')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=submarine/)
    expect(await page.getByText('Nothing found.').count()).toBe(1)
    await leave()
  })

  it('dates are in the zone of whoever reads, and in UTC by name where no script runs', async () => {
    const dateIn = async (options: BrowserContextOptions) => {
      const { page, close: leave } = await open(options)
      await page.goto(`${newsroom.url}/topics/ships`)
      const time = page.locator('time').first()
      const told = [await time.getAttribute('datetime'), await time.innerText()]
      await leave()
      return told.map((text) => text?.replaceAll('\u202f', ' '))
    }
    const at = '2026-11-09T10:00:00Z'
    expect(await dateIn({ timezoneId: 'Asia/Tokyo' })).toEqual([at, 'Nov 9, 2026, 7:00 PM'])
    expect(await dateIn({ timezoneId: 'Asia/Tokyo', javaScriptEnabled: false })).toEqual([
      at,
      'Nov 9, 2026, 10:00 AM UTC',
    ])
  })

  it('what is written from right to left stands on the right', async () => {
    const { page, close: leave } = await open()
    await page.goto(`${newsroom.url}/topics/ships?lang=ar`)
    const sides = await page.locator('.h-entry').evaluate((entry) =>
      ['h2', '.meta', '.excerpt'].map((part) => {
        const element = entry.querySelector(part)
        return element && getComputedStyle(element).direction + getComputedStyle(element).textAlign
      }),
    )
    expect(sides).toEqual(['rtlstart', 'ltrright', 'rtlstart'])
    await leave()
  })

  it('moves nothing and prints no tools', async () => {
    const { page, close: leave } = await open({ reducedMotion: 'reduce' })
    await page.goto(`${newsroom.url}/topics/ships`)
    const animated = await page.evaluate(() => document.getAnimations().length)
    expect(animated).toBe(0)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.tools').isVisible()).toBe(false)
    expect(await page.locator('.h-entry').first().isVisible()).toBe(true)
    await leave()
  })
})
