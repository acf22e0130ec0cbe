import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const own = {
  slug: 'first-train',
  title: 'The first train <left>',
  published: '2026-11-01T00:00:00Z',
  markdown: 'It **left**.',
}

beforeEach(async () => {
  await reset()
  await applyNewsroom({ entries: [own] })
  const script = '&lt;script&gt;alert(1)&lt;/script&gt;&lt;b onclick="alert(2)"&gt;Words&lt;/b&gt;'
  world({ [SOURCE]: serves(rss([{ title: 'A train', text: script }])) })
  await poll(await addSource(SOURCE))
})
afterEach(() => vi.unstubAllGlobals())

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

const page = async (path: string) => {
  const response = await get(path, BROWSER)
  return { response, html: await response.text() }
}

describe('every page', () => {
  it.each(['/', '/topics/rail', '/topics/all', '/entries/first-train', '/sources', '/topics/nope'])(
    '%s runs nothing, loads nothing from elsewhere and sets no cookie',
    async (path) => {
      const { response, html } = await page(path)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'self'/,
      )
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
      expect(html).not.toMatch(/<script|onclick|style=|javascript:/i)
    },
  )

  it('lets a listed player play, and no frame of anyone else', async () => {
    const player = '<iframe src="https://player.vimeo.com/video/1" width="4" height="3"></iframe>'
    const other = '<iframe src="https://x.example/" width="4" height="3"></iframe>'
    await applyNewsroom({ entries: [{ ...own, markdown: player + other }] })

    const { response, html } = await page('/entries/first-train')

    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/; frame-src https:\/\/[^;]*https:\/\/player\.vimeo\.com/)
    expect(html).toMatch(/<iframe src="https:\/\/player\.vimeo\.com\/video\/1"[^>]* sandbox="/)
    expect(html).toContain('<a href="https://x.example/" rel="noopener noreferrer">x.example</a>')
  })

  it('shows its stylesheet, which may be kept for ever', async () => {
    const { html } = await page('/')
    const [, path = ''] = /rel="stylesheet" href="([^"]+)"/.exec(html) ?? []
    const { response } = await page(path)
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(response.headers.get('cache-control')).toContain('immutable')
  })
})

describe('autodiscovery', () => {
  it.each([
    ['/', 'https://despatch.example/topics/all'],
    ['/topics/rail', 'https://despatch.example/topics/rail'],
  ])('%s leads to the feeds of %s', async (path, feeds) => {
    const { html } = await page(path)
    const links = [
      ...html.matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"/g),
    ]
    expect(links.map(([, type, href]) => [type, href])).toEqual([
      ['application/atom+xml', `${feeds}.atom`],
      ['application/rss+xml', `${feeds}.rss`],
      ['application/feed+json', `${feeds}.json`],
    ])
  })
})

describe('what a person reads', () => {
  it('on the first page: each topic with its latest', async () => {
    const { html } = await page('/')
    expect(html).toContain('<a href="/topics/rail">RAIL</a>')
    expect(html).toContain('The first train &lt;left&gt;')
  })

  it('on a topic’s page: the entries, where they came from and why they are here', async () => {
    const { html } = await page('/topics/rail')
    expect(html).toContain('Rail Times')
    expect(html).toMatch(/<mark>train<\/mark>/)
    expect(html).toContain('<time datetime="2026-11-01T10:00:00Z"')
  })

  it('on an entry’s page: what it says', async () => {
    const { html } = await page('/entries/first-train')
    expect(html).toContain('<p>It <strong>left</strong>.</p>')
  })

  it('at an address without an entry: that there is none, and where to go', async () => {
    const { response, html } = await page('/entries/nothing')
    expect(response.status).toBe(404)
    expect(html).toContain('All topics of this newsroom')
  })

  it('on the sources’ page: how they do', async () => {
    expect((await page('/sources')).html).toMatch(/its newest entry is .* old: every .* hours/)
  })
})

it.each(['/', '/entries/first-train', '/topics/rail'])(
  '%s is 304 while it is the same',
  async (path) => {
    const { response } = await page(path)
    const again = await get(path, {
      ...BROWSER,
      'if-none-match': response.headers.get('etag') ?? '',
    })
    expect(again.status).toBe(304)
  },
)

it('a newsroom without data says how to begin', async () => {
  await reset()
  const { response, html } = await page('/')
  expect(response.status).toBe(404)
  expect(html).toContain('npm run apply')
})

describe("an entry's page", () => {
  it('marks the words that put it under its topics, and says what each of them weighs', async () => {
    await applyNewsroom({ entries: [{ ...own, markdown: 'The **train** left. 鉄道 & _trains_.' }] })

    const { html } = await page('/entries/first-train')

    expect(html).toContain('The first <mark>train</mark> &lt;left&gt;')
    expect(html).toContain(
      '<p>The <strong><mark>train</mark></strong> left. <mark>鉄道</mark> &amp; <em><mark>trains</mark></em>.</p>',
    )
    expect(html).toContain('<li><mark>鉄道</mark> in the text: 鉄道 (words), 6</li>')
  })
})
