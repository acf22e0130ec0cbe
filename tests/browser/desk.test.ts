import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts'
import { harbour } from '../support/harbour.ts'
import { publisher, type Publisher, serves } from '../support/publisher.ts'
import { TOKEN, type Started } from '../support/started.ts'

const item = (title: string, i: number) =>
  `<item><guid isPermaLink="false">urn:${title}</guid><title>${title}</title>
   <link>https://gull.example/${encodeURIComponent(title)}</link><pubDate>Sun, 0${i + 1} Nov 2026 10:00:00 GMT</pubDate></item>`
/** Each paper says all of it in its own words: who says the same twice is a duplicate. */
const feed = (title: string, ...titles: string[]) =>
  serves(
    `<rss version="2.0"><channel><title>${title}</title><link>https://gull.example/</link>
     <language>en</language>${titles.map(item).join('')}</channel></rss>`,
    { 'content-type': 'application/rss+xml' },
  )
const linkTo = (path: string) =>
  `<link rel="alternate" type="application/rss+xml" title="${path}" href="${path}">`

/** A paper with a page and two feeds, for each of those who come to add it. */
const PAPERS = ['/script', '/plain', '/narrow']
const site = () =>
  publisher(
    Object.fromEntries(
      PAPERS.flatMap((paper) => [
        [
          paper,
          serves(
            `<!doctype html><title>The Gull</title>${linkTo(`${paper}/news`)}${linkTo(`${paper}/comments`)}<p>Hi`,
            { 'content-type': 'text/html' },
          ),
        ],
        [`${paper}/news`, feed(`The Gull${paper}`, `A ship for ${paper}`, `A tree for ${paper}`)],
        [`${paper}/comments`, feed('Comments', `Nice ship, ${paper}`)],
      ]),
    ),
  )

const LOOKS: [name: string, paper: string, options: BrowserContextOptions][] = [
  ['with script', '/script', { viewport: { width: 1280, height: 900 } }],
  ['without script', '/plain', { javaScriptEnabled: false }],
  [
    'on a phone, in the dark',
    '/narrow',
    { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
  ],
]

/** Told on the console too, by a browser that shows the page all the same. */
const isAlarm = (told: string) => !/status of (?:401|404|422|429)/.test(told)

describe.skipIf(!hasBrowser)('the desk in a browser', () => {
  let newsroom: Started
  let close: () => Promise<void>
  let gull: Publisher
  let browser: Browser

  beforeAll(async () => {
    gull = await site()
    ;({ newsroom, close } = await harbour({ PRIVATE_HOSTS: '127.0.0.1' }))
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await close?.()
    await gull?.close()
  })

  const open = (options: BrowserContextOptions = {}) =>
    watchedPage(browser, [newsroom.url], options)
  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click()

  async function signIn(page: Page, to = '/admin') {
    await page.goto(newsroom.url + to)
    await page.getByLabel('Token').fill(TOKEN)
    await press(page, 'Sign in')
    await page.waitForURL(newsroom.url + to)
  }

  describe.each(LOOKS)('%s', (_, paper, options) => {
    const hasScript = options.javaScriptEnabled !== false
    async function isInOrder(page: Page) {
      const faults = await faultsOf(page, hasScript)
      expect({ page: page.url(), faults }).toEqual({ page: page.url(), faults: [] })
    }

    it('an operator signs in, adds a source by its home page, sees it polled, and signs out', async () => {
      const { page, alarms, close: leave } = await open(options)
      await page.goto(`${newsroom.url}/admin/add-source`)
      await isInOrder(page)
      await page.getByLabel('Token').fill('wrong')
      await press(page, 'Sign in')
      await page.getByText('This is not the token of this newsroom.').first().waitFor()
      await isInOrder(page)
      await page.getByLabel('Token').fill(TOKEN)
      await press(page, 'Sign in')
      await page.waitForURL('**/admin/add-source')
      await isInOrder(page)

      await page.getByLabel('Address').fill('nowhere')
      await press(page, 'Find its feeds')
      await page.getByRole('alert').waitFor()
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('errors')
      expect(await page.getByLabel('Address').inputValue()).toBe('nowhere')
      await isInOrder(page)

      await page.getByLabel('Address').fill(gull.url + paper)
      await press(page, 'Find its feeds')
      expect(await page.getByRole('radio').count()).toBe(2)
      await isInOrder(page)
      await press(page, 'Preview it')
      await page.getByText(`A ship for ${paper}`).waitFor()
      await isInOrder(page)

      await page.getByLabel('Slug').fill('Not A Slug')
      await press(page, 'Save and poll')
      await page.getByRole('alert').waitFor()
      await isInOrder(page)
      const slug = `gull${paper.replace('/', '-')}`
      await page.getByLabel('Slug').fill(slug)
      await press(page, 'Save and poll')
      await page.waitForURL(`**/admin/sources/${slug}`)
      expect(await page.getByRole('status').textContent()).toBe('Saved. Polled: 2 added.')
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`The Gull${paper}`)
      await isInOrder(page)

      await press(page, 'Poll now')
      await page.getByText('Polled: 2 unchanged.').waitFor()
      await press(page, 'Pause')
      await page.getByRole('button', { name: 'Resume' }).waitFor()
      await isInOrder(page)

      await press(page, 'Sign out')
      await page.waitForURL('**/admin/sign-in')
      await page.goto(`${newsroom.url}/admin/sources/${slug}`)
      await page.waitForURL(`**/admin/sign-in?to=*${slug}`)
      expect(alarms.filter(isAlarm)).toEqual([])
      expect(await leave()).toBe(0)
    })

    it('imports a list of 300 feeds with broken lines among them', async () => {
      const { page, alarms, close: leave } = await open(options)
      await signIn(page, '/admin/opml')
      await isInOrder(page)
      const outlines = Array.from(
        { length: 300 },
        (__, i) =>
          `<outline text="Feed ${i}" xmlUrl="${
            i % 50 === 7 ? 'broken' : `https://${i}${paper.replace('/', '-')}.example/feed`
          }"/>`,
      )
      await page.getByLabel('A file').setInputFiles({
        name: 'list.opml',
        mimeType: 'text/x-opml',
        buffer: Buffer.from(`<opml version="2.0"><body>${outlines.join('')}</body></opml>`),
      })
      await press(page, 'Import')
      await page.getByRole('heading', { name: 'Imported' }).waitFor()
      expect((await page.locator('.figures').innerText()).split(/\s+/)).toEqual(
        expect.arrayContaining(['294', '6']),
      )
      expect(await page.getByText('it is not an absolute http or https URL').count()).toBe(6)
      await isInOrder(page)
      expect(alarms.filter(isAlarm)).toEqual([])
      await leave()
    })

    it('a rule is changed with what that would do beside it, and a topic comes and goes', async () => {
      const { page, alarms, close: leave } = await open(options)
      const slug = `buoys${paper.replace('/', '-')}`
      await signIn(page, '/admin/add-topic')
      await page.getByLabel('Title', { exact: true }).fill('Buoys')
      await page.getByLabel('Description').fill('What floats and stays.')
      const terms = page.getByLabel('Terms', { exact: true }).first()
      await terms.fill('ship; heavy')
      await press(page, 'Try it')
      await page.getByRole('alert').getByText('line 1, “ship; heavy”').waitFor()
      expect(await terms.inputValue()).toBe('ship; heavy')
      await isInOrder(page)

      await terms.fill('ship\nanchor; near float')
      // With script nobody needs to ask.
      if (!hasScript) await press(page, 'Try it')
      const tried = page.locator('.tried')
      await tried.getByText('Would be added').waitFor()
      expect(await tried.getByText('as before').count()).toBe(1)
      await isInOrder(page)
      expect(new URL(page.url()).hash).toBe('#tried')

      await press(page, 'Write it as JSON')
      expect(await page.getByLabel('The topic as JSON').inputValue()).toContain('"near": [')
      await isInOrder(page)
      await press(page, 'Write it in a form')
      await page.getByLabel('Slug').fill(slug)
      await press(page, 'Add it')
      await page.waitForURL(`**/admin/topics/${slug}`)
      expect(await page.getByRole('status').textContent()).toContain('Saved.')
      await isInOrder(page)

      await page.getByRole('link', { name: 'Delete' }).click()
      await page.getByText('topic has ended (410)').waitFor()
      await isInOrder(page)
      await press(page, 'Delete it')
      await page.waitForURL('**/admin/topics')
      expect((await newsroom.get(`/topics/${slug}.atom`)).status).toBe(410)
      expect(alarms.filter(isAlarm)).toEqual([])
      await leave()
    })

    it('the newsroom is taken along as one file', async () => {
      const { page, alarms, close: leave } = await open(options)
      await signIn(page, '/admin/keeping')
      await isInOrder(page)
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Export the newsroom' }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(/^despatch-[\d-]+\.ndjson\.gz$/)
      const archive = await download.path()
      await page.getByLabel('Archive').setInputFiles(archive)
      await press(page, 'Import')
      await page.getByRole('alert').waitFor()
      await isInOrder(page)
      expect(alarms.filter(isAlarm)).toEqual([])
      await leave()
    })

    it('every page is in order', async () => {
      const { page, alarms, close: leave } = await open(options)
      await signIn(page)
      for (const path of [
        '/admin',
        '/admin/sources?q=harbour',
        '/admin/sources?state=failing',
        '/admin/sources/harbour-times',
        '/admin/sources/gazette',
        '/admin/sources/harbour-times/edit',
        '/admin/sources/harbour-times/move',
        '/admin/sources/harbour-times/delete',
        '/admin/opml',
        '/admin/topics',
        '/admin/topics/ships',
        '/admin/topics/ships/edit',
        '/admin/topics/ships/edit?as=json',
        '/admin/topics/ships/delete',
        '/admin/why?url=https://harbour.example/9',
        '/admin/log',
        '/admin/nowhere',
      ]) {
        await page.goto(newsroom.url + path)
        await isInOrder(page)
      }
      expect(alarms.filter(isAlarm)).toEqual([])
      await leave()
    })
  })

  it('whoever follows a link from another site is still signed in', async () => {
    const { page, close: leave } = await watchedPage(browser, [newsroom.url, gull.url])
    await signIn(page)
    const elsewhere = gull.url.replace('127.0.0.1', 'localhost')
    await page.goto(`${elsewhere}/script`)
    await page.evaluate((href) => {
      document.body.innerHTML = `<a href="${href}">To the desk</a>`
    }, `${newsroom.url}/admin/sources/harbour-times`)
    await page.getByRole('link').click()
    await page.getByRole('heading', { name: 'Harbour Times' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/admin/sources/harbour-times')
    await leave()
  })

  it('a form on another site changes nothing', async () => {
    const { page, close: leave } = await watchedPage(browser, [newsroom.url, gull.url])
    await signIn(page)
    await page.goto(`${gull.url.replace('127.0.0.1', 'localhost')}/script`)
    await page.evaluate((action) => {
      document.body.innerHTML = `<form method="post" action="${action}"><button>Win</button></form>`
    }, `${newsroom.url}/admin/sources/harbour-times/pause`)
    await page.getByRole('button').click()
    await page.getByText('This form was sent from another site. Nothing was changed.').waitFor()
    expect(
      await (await newsroom.operate('GET', '/api/sources/harbour-times')).json(),
    ).toMatchObject({ health: { state: 'answering' } })
    await leave()
  })

  it('the list of sources is narrowed while one types', async () => {
    const { page, close: leave } = await open()
    await signIn(page, '/admin/sources')
    await page.getByRole('searchbox').pressSequentially('gazette')
    await page.waitForURL(/q=gazette/)
    expect(await page.locator('.rows > li').count()).toBe(1)
    expect(await page.getByRole('searchbox').inputValue()).toBe('gazette')
    await leave()
  })

  it('whatever has focus shows it, and a long task says that it runs', async () => {
    const { page, close: leave } = await open()
    await signIn(page, '/admin/sources/harbour-times')
    const unmarked: string[] = []
    for (let tabs = 0; tabs < 15; tabs++) {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(() => {
        const { activeElement: at } = document
        const { outlineStyle, outlineWidth } = getComputedStyle(at ?? document.body)
        const isMarked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
        return isMarked ? '' : (at?.outerHTML ?? 'nothing')
      })
      if (outline !== '') unmarked.push(outline)
    }
    expect(unmarked).toEqual([])
    // Held on the page, to be looked at.
    await page.evaluate(() => addEventListener('submit', (event) => event.preventDefault()))
    await press(page, 'Poll now')
    const busy = page.getByRole('button', { name: 'Polling …' })
    expect(await busy.getAttribute('aria-disabled')).toBe('true')
    await leave()
  })
})
