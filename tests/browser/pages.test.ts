import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, hasBrowser, launchBrowser } from '../support/browser.ts'
import { publisher, serves, type Publisher } from '../support/publisher.ts'
import { start, type Started } from '../support/started.ts'

/** What a hostile publisher would have run. */
const HOSTILE = `<rss version="2.0"><channel><title>Hostile &lt;script&gt;</title>
  <item><guid>1</guid><title>A ship &lt;img src=x onerror=alert(1)&gt;</title>
  <link>javascript:alert(2)</link>
  <description>&lt;script&gt;alert(3)&lt;/script&gt;&lt;svg onload=alert(4)&gt;&lt;a href="javascript:alert(5)"&gt;x&lt;/a&gt;</description>
  </item></channel></rss>`

describe.skipIf(!hasBrowser)('in a browser', () => {
  let newsroom: Started
  let hostile: Publisher
  let browser: Browser
  let page: Page
  const alarms: string[] = []

  beforeAll(async () => {
    hostile = await publisher({ '/feed': serves(HOSTILE) })
    newsroom = await start({ PRIVATE_HOSTS: hostile.host })
    await newsroom.poll(await newsroom.addSource(`${hostile.url}/feed`))
    browser = await launchBrowser()
    page = await browser.newPage()
    page.on('dialog', (dialog) => {
      alarms.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => {
      if (message.type() === 'error') alarms.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(newsroom.url)) alarms.push(`asked for ${request.url()}`)
    })
  })
  afterAll(async () => {
    await browser?.close()
    await newsroom?.cleanUp()
    await hostile?.close()
  })

  it('a person finds a topic, opens it and sees why an entry is there', async () => {
    await page.goto(`${newsroom.url}/`)
    expect(await page.title()).toBe('Harbour')
    await page.getByRole('link', { name: 'Ships' }).first().click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ships')
    expect(await page.locator('.h-entry').count()).toBe(2)
    expect(await page.locator('mark').first().textContent()).toBe('ship')
  })

  it('a person searches with the keyboard, and is told when nothing is found', async () => {
    await page.goto(`${newsroom.url}/topics/ships`)
    await page.getByRole('searchbox').fill('sailed')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=sailed/)
    expect(await page.locator('.h-entry').count()).toBe(1)
    expect(await page.title()).toBe('Ships: sailed · Harbour')
    await page.getByRole('searchbox').fill('submarine')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=submarine/)
    expect(await page.getByText('Nothing found.').count()).toBe(1)
  })

  it('the stylesheet is there, in light and in dark', async () => {
    await page.goto(`${newsroom.url}/topics/ships`)
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await paper()
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await paper()).not.toBe(light)
  })

  it('nothing is wider than a narrow phone', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const path of ['/', '/topics/ships', '/entries/first-ship', '/sources']) {
      await page.goto(newsroom.url + path)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        320,
      )
    }
  })

  it.each(['light', 'dark'] as const)(
    'axe finds nothing to complain of, in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      for (const path of [
        '/',
        '/topics/ships',
        '/entries/first-ship',
        '/sources',
        '/topics/shisp',
      ]) {
        await page.goto(newsroom.url + path)
        const complaints = await complaintsOf(page)
        expect({ path, complaints }).toEqual({ path, complaints: [] })
      }
    },
  )

  it('nothing that a publisher wrote runs, on any page, and nobody else is asked for anything', async () => {
    alarms.length = 0
    for (const path of ['/', '/topics/ships', '/topics/all', '/sources'])
      await page.goto(newsroom.url + path)
    const entry = await page
      .goto(`${newsroom.url}/topics/ships`)
      .then(() => page.locator('.h-entry a').first())
    expect(await entry.getAttribute('href')).not.toMatch(/^javascript/i)
    expect(alarms).toEqual([])
  })
})
