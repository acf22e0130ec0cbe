import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  complaintsOf,
  faultsOf,
  hasBrowser,
  launchBrowser,
  watchedPage,
} from '../support/browser.ts'
import { harbour } from '../support/harbour.ts'
import { TOKEN, type Started } from '../support/started.ts'

const LOOKS: [name: string, options: BrowserContextOptions][] = [
  ['with script', { viewport: { width: 1280, height: 900 } }],
  ['without script', { javaScriptEnabled: false }],
  ['on a phone, in the dark', { colorScheme: 'dark', viewport: { width: 360, height: 740 } }],
]

/** Told on the console too, by a browser that shows the page all the same. */
const isAlarm = (told: string) => !/status of (?:404|410|422)/.test(told)

describe.skipIf(!hasBrowser)('the desk’s entries in a browser', () => {
  let newsroom: Started
  let close: () => Promise<void>
  let browser: Browser

  beforeAll(async () => {
    ;({ newsroom, close } = await harbour())
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await close?.()
  })

  const open = (options: BrowserContextOptions = {}) =>
    watchedPage(browser, [newsroom.url], options)
  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click()
  const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()

  async function signIn(page: Page, to: string) {
    await page.goto(newsroom.url + to)
    await page.getByLabel('Token').fill(TOKEN)
    await press(page, 'Sign in')
    await page.waitForURL(newsroom.url + to)
  }

  /** The key of an entry of the harbour's. */
  async function keyOf(words: string): Promise<string> {
    const answer = await newsroom.operate('GET', `/api/entries?q=${encodeURIComponent(words)}`)
    const { entries } = (await answer.json()) as { entries: { key: string }[] }
    return entries[0]?.key ?? 'nobody'
  }

  describe.each(LOOKS)('%s', (look, options) => {
    const hasScript = options.javaScriptEnabled !== false
    async function isInOrder(page: Page) {
      const faults = await faultsOf(page, hasScript)
      expect({ page: page.url(), faults }).toEqual({ page: page.url(), faults: [] })
    }

    it('an operator writes an entry, looks at it, saves, corrects and withdraws it', async () => {
      const { page, alarms, close: leave } = await open(options)
      await signIn(page, '/admin/entries')
      await isInOrder(page)
      await follow(page, 'Write an entry')
      await page.getByLabel('Title').fill(`A ship, written ${look}`)
      await page.getByLabel('Text').fill('It has **sailed**.\n\n- at noon\n- in fog')
      await isInOrder(page)
      await press(page, 'Preview')
      await page.locator('.preview strong', { hasText: 'sailed' }).waitFor()
      expect(await page.locator('.preview mark').first().textContent()).toBe('ship')
      await isInOrder(page)

      await page.locator('summary', { hasText: 'More' }).first().click()
      await page.getByLabel('Original').fill('nowhere')
      await press(page, 'Save')
      await page.getByRole('alert').waitFor()
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('errors')
      expect(await page.getByLabel('Text').inputValue()).toContain('- in fog')
      expect(await page.getByLabel('Original').inputValue()).toBe('nowhere')
      await isInOrder(page)
      await page.getByLabel('Original').fill('')
      await press(page, 'Save')
      await page.getByText('Saved: it is shown.').waitFor()
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('A ship')
      await isInOrder(page)

      await follow(page, 'Correct')
      await page.getByLabel('Text').fill('It has **returned**.')
      await isInOrder(page)
      await press(page, 'Save')
      await page.locator('.diff del', { hasText: 'sailed' }).waitFor()
      await isInOrder(page)

      await follow(page, 'Withdraw')
      await page.getByLabel('Reason').fill('It never was a ship.')
      await isInOrder(page)
      await press(page, 'Withdraw')
      await page.getByText('It never was a ship.').waitFor()
      await isInOrder(page)
      await press(page, 'Restore')
      await page.getByText('Restored').waitFor()
      expect(alarms.filter(isAlarm)).toEqual([])
      await leave()
    })

    it('keeps a draft, publishes it, joins it to another and splits it off', async () => {
      const { page, alarms, close: leave } = await open(options)
      await signIn(page, '/admin/write-entry')
      const title = `Ropes, drafted ${look}`
      await page.getByLabel('Title').fill(title)
      await page.getByLabel('Text').fill('Of hemp.')
      await page.getByLabel('Draft').check()
      await press(page, 'Save')
      await page.getByText('Nobody sees it until you publish it.').waitFor()
      await isInOrder(page)
      await follow(page, 'Delete')
      await isInOrder(page)
      await follow(page, 'Keep it')
      await press(page, 'Publish now')
      await page.getByRole('status').waitFor()

      await follow(page, 'Join to another story')
      await isInOrder(page)
      await page.getByRole('searchbox').fill('anchor floats')
      await press(page, 'Find it')
      await page.getByRole('link', { name: /^Look at both/ }).click()
      await isInOrder(page)
      await press(page, `Show this one: ${title}`)
      await page.getByText('Joined: this one is shown for both.').waitFor()
      await isInOrder(page)
      await page.getByRole('button', { name: /^Split off/ }).click()
      await page.getByText('Split off: it stands for itself.').waitFor()
      expect(alarms.filter(isAlarm)).toEqual([])
      await leave()
    })

    it('every page is in order', async () => {
      const { page, alarms, close: leave } = await open(options)
      const [revised, arabic, quoted] = await Promise.all(
        ['pilots', 'سفينة', 'tug'].map((words) => keyOf(words)),
      )
      await signIn(page, '/admin')
      for (const path of [
        '/admin',
        '/admin/entries?state=scheduled',
        '/admin/entries?q=ship&own=yes',
        '/admin/entries?before=nonsense',
        `/admin/entries/${revised}`,
        `/admin/entries/${arabic}`,
        `/admin/entries/${quoted}`,
        `/admin/entries/${revised}/withdraw`,
        `/admin/entries/${revised}/join?q=ship`,
        '/admin/entries/first-ship',
        '/admin/entries/nobody',
      ]) {
        await page.goto(newsroom.url + path)
        await isInOrder(page)
      }
      expect(alarms.filter(isAlarm)).toEqual([])
      await leave()
    })
  })

  it('the preview follows while one writes, and nothing is saved by it', async () => {
    const { page, close: leave } = await open()
    await signIn(page, '/admin/write-entry')
    await page.getByLabel('Title').fill('Not yet saved')
    await page.getByLabel('Text').pressSequentially('A *ship*')
    await page.locator('.preview em', { hasText: 'ship' }).waitFor()
    expect(await page.getByLabel('Text').evaluate((at) => at === document.activeElement)).toBe(true)
    expect((await newsroom.operate('GET', '/api/entries/not-yet-saved')).status).toBe(404)
    await leave()
  })

  it('Enter in a field looks and does not publish; Ctrl+Enter saves', async () => {
    const { page, close: leave } = await open()
    await signIn(page, '/admin/write-entry')
    await page.getByLabel('Title').fill('By the keyboard')
    await page.getByLabel('Title').press('Enter')
    await page.locator('.preview h3', { hasText: 'By the keyboard' }).waitFor()
    expect((await newsroom.operate('GET', '/api/entries/by-the-keyboard')).status).toBe(404)
    await page.getByLabel('Text').fill('Fast.')
    await page.getByLabel('Text').press('Control+Enter')
    await page.waitForURL('**/admin/entries/by-the-keyboard')
    await leave()
  })

  it('what was written when the session ended can be brought back, until it is saved', async () => {
    const { page, close: leave } = await open()
    await signIn(page, '/admin/write-entry')
    await page.getByLabel('Title').fill('Written for hours')
    await page.getByLabel('Text').fill('Line by line.')
    await page.getByLabel('Draft').check()
    await page.context().clearCookies()
    await press(page, 'Save')
    await page.getByText('You are not signed in').waitFor()
    await signIn(page, '/admin/write-entry')
    await press(page, 'Bring it back')
    expect(await page.getByLabel('Title').inputValue()).toBe('Written for hours')
    expect(await page.getByLabel('Draft').isChecked()).toBe(true)
    expect(await complaintsOf(page)).toEqual([])
    await press(page, 'Save')
    await page.getByText('Saved as a draft').waitFor()
    expect(await page.locator('.shown-entry .content').textContent()).toContain('Line by line.')
    await page.goto(`${newsroom.url}/admin/write-entry`)
    expect(await page.getByRole('button', { name: 'Bring it back' }).count()).toBe(0)
    await leave()
  })

  it('whoever leaves an unsaved text is asked first, and who has saved it is not', async () => {
    const { page, alarms, close: leave } = await open()
    await signIn(page, '/admin/write-entry')
    await page.getByLabel('Title').pressSequentially('Soon lost')
    // Dismissed, as all dialogues are: the page stays.
    await page.getByRole('link', { name: 'Sources', exact: true }).click()
    expect(alarms.filter((told) => told.startsWith('dialog'))).toHaveLength(1)
    expect(await page.getByLabel('Title').inputValue()).toBe('Soon lost')
    await page.getByLabel('Text').fill('Or not.')
    await press(page, 'Save')
    await page.getByText('Saved: it is shown.').waitFor()
    await follow(page, 'Sources')
    await page.waitForURL('**/admin/sources')
    expect(alarms.filter((told) => told.startsWith('dialog'))).toHaveLength(1)
    await leave()
  })
})
