import axe from 'axe-core'
import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { isInstalled } from './installed.ts'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Debian's build talks to nobody but us when it is told so. */
const QUIETLY = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const hasBrowser = existsSync(CHROMIUM) || isInstalled(CHROMIUM)

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: QUIETLY })

/** A page in a profile of its own, with all that it should not do. */
export interface Watched {
  page: Page
  /** Dialogues, errors on the console, and requests to anybody who is not expected. */
  alarms: string[]
  /** Closes it; tells what it has left behind in cookies. */
  close: () => Promise<number>
}

export async function watchedPage(
  browser: Browser,
  expected: readonly string[],
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const alarms: string[] = []
  context.on('dialog', (dialog) => {
    alarms.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('console', (message) => {
    if (message.type() === 'error') alarms.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => alarms.push(`error: ${error.message}`))
  context.on('request', (request) => {
    if (!expected.some((origin) => request.url().startsWith(origin)))
      alarms.push(`asked for ${request.url()}`)
  })
  return {
    page,
    alarms,
    async close() {
      const cookies = await context.cookies()
      await context.close()
      return cookies.length
    },
  }
}

/** What axe complains of on a page and in its frames. */
export async function complaintsOf(page: Page): Promise<string[]> {
  for (const frame of page.frames()) await frame.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      rules: { 'target-size': { enabled: true } },
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}

/** What is wrong with a page: that it sticks out, and what axe complains of, which needs script itself. */
export async function faultsOf(page: Page, hasScript: boolean): Promise<string[]> {
  // A link that was followed may be on its way.
  await page.waitForLoadState()
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  const paper = page.viewportSize()?.width
  const complaints = hasScript ? await complaintsOf(page) : []
  return [...(width === paper ? [] : [`it is ${width} wide on ${paper}`]), ...complaints]
}
