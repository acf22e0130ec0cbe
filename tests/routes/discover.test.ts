import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Discovery } from '../../src/jobs/discover-feeds.ts'
import { applyNewsroom, get, operate, rss, serves, world } from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const SITE = 'https://site.example'
const page = (html: string) =>
  serves(`<!doctype html><title>Site</title>${html}`, { 'content-type': 'text/html' })
const link = (href: string, type = 'application/rss+xml') =>
  `<link rel="alternate" type="${type}" href="${href}">`
const atom = (title: string, id = `urn:x:${title}`) => `<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${id}</id><title>${title}</title><updated>2026-11-01T00:00:00Z</updated>
  <entry><id>${id}:1</id><title>A train</title><link href="https://rail.example/A%20train"/></entry></feed>`
const missing = () => new Response('', { status: 404 })
const usual = ['/feed', '/rss.xml', '/atom.xml', '/feed.xml', '/index.xml', '/rss', '/feed.json']
const nowhere = Object.fromEntries(usual.map((path) => [SITE + path, missing]))

async function discover(url: string): Promise<Discovery> {
  const response = await operate('POST', '/api/discover', { url })
  expect(response.status).toBe(200)
  return response.json()
}

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

describe('POST /api/discover', () => {
  it('of a feed finds that feed, with one request', async () => {
    const { asked } = world({ [`${SITE}/f`]: serves(rss([{ title: 'A train' }])) })

    expect(await discover(`${SITE}/f`)).toEqual({
      url: `${SITE}/f`,
      feeds: [
        {
          url: `${SITE}/f`,
          title: 'Rail Times',
          type: 'application/rss+xml',
          how: 'the address is a feed itself',
        },
      ],
      tried: [],
    })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.headers.get('user-agent')).toBe('Despatch/1.0 (+desk@example.org)')
  })

  it('of a page finds the feeds it names, by what they are and not by what the page calls them', async () => {
    world({
      [`${SITE}/`]: page(link('/news', 'application/atom+xml') + link('/dead') + link('/page')),
      [`${SITE}/news`]: serves(rss([])),
      [`${SITE}/dead`]: missing,
      [`${SITE}/page`]: page(''),
    })

    const { feeds, tried } = await discover(`${SITE}/`)

    expect(feeds).toEqual([
      {
        url: `${SITE}/news`,
        title: 'Rail Times',
        type: 'application/rss+xml',
        how: 'the page names it as its feed',
      },
    ])
    expect(tried.map(({ url }) => url)).toEqual([`${SITE}/`, `${SITE}/dead`, `${SITE}/page`])
    expect(tried[1]?.what).toBe('there is nothing at this address (404)')
    expect(tried[2]?.what).toBe('an HTML page')
  })

  it('names one feed once, as Atom, with its other formats beside it', async () => {
    world({
      [`${SITE}/`]: page(link('/rss') + link('/atom')),
      [`${SITE}/rss`]: serves(rss([{ title: 'A train' }])),
      [`${SITE}/atom`]: serves(atom('Rail Times')),
    })

    expect((await discover(`${SITE}/`)).feeds).toMatchObject([
      {
        url: `${SITE}/atom`,
        type: 'application/atom+xml',
        alternatives: [{ url: `${SITE}/rss`, type: 'application/rss+xml' }],
      },
    ])
  })

  it('resolves what a page names against where the page was found', async () => {
    world({
      [SITE + '/']: () => new Response(null, { status: 301, headers: { location: '/en/' } }),
      [`${SITE}/en/`]: page(link('feed')),
      [`${SITE}/en/feed`]: serves(rss([])),
    })
    expect((await discover(`${SITE}/`)).feeds).toMatchObject([{ url: `${SITE}/en/feed` }])
  })

  it('knows where a site keeps its feeds, even when its pages refuse us', async () => {
    world({
      'https://www.reddit.com/r/rss': () => new Response('', { status: 403 }),
      'https://www.reddit.com/r/rss/.rss': serves(atom('r/rss')),
    })
    expect((await discover('https://www.reddit.com/r/rss')).feeds).toMatchObject([
      { url: 'https://www.reddit.com/r/rss/.rss', how: 'Reddit keeps it for the page' },
    ])
  })

  it("knows GOV.UK's finders, and keeps their filters", async () => {
    const finder = 'https://www.gov.uk/search/news-and-communications'
    world({
      [`${finder}?organisations[]=ministry-of-defence`]: page(''),
      [`${finder}.atom?organisations[]=ministry-of-defence`]: serves(atom('News')),
    })
    const { feeds } = await discover(`${finder}?organisations[]=ministry-of-defence`)
    expect(feeds).toMatchObject([{ url: `${finder}.atom?organisations[]=ministry-of-defence` }])
  })

  it('follows anchors that speak of feeds', async () => {
    world({
      [`${SITE}/`]: page('<a href="/subscribe.xml">RSS</a>'),
      [`${SITE}/subscribe.xml`]: serves(rss([])),
    })
    expect((await discover(`${SITE}/`)).feeds).toMatchObject([
      { url: `${SITE}/subscribe.xml`, how: 'the page links to it' },
    ])
  })

  it('tries the usual addresses only while it has found nothing, and stops at the first', async () => {
    const { asked } = world({
      ...nowhere,
      [`${SITE}/`]: page(''),
      [`${SITE}/atom.xml`]: serves(atom('Site')),
    })

    expect((await discover(`${SITE}/`)).feeds).toMatchObject([
      { url: `${SITE}/atom.xml`, how: 'feeds are often there' },
    ])
    expect(asked.map(({ url }) => new URL(url).pathname)).toEqual([
      '/',
      '/feed',
      '/rss.xml',
      '/atom.xml',
    ])
  })

  it('says so when there is none, and names what was tried', async () => {
    const { asked } = world({ ...nowhere, [`${SITE}/`]: page('') })

    const { feeds, tried, detail } = await discover(`${SITE}/`)

    expect(feeds).toEqual([])
    expect(tried.map(({ url }) => url)).toEqual([`${SITE}/`, ...usual.map((path) => SITE + path)])
    expect(detail).toContain(`${SITE}/ is no feed (an HTML page)`)
    expect(detail).toContain(`${SITE}/feed.json (there is nothing at this address (404))`)
    expect(asked).toHaveLength(8)
  })

  it('makes eight requests at most, and names what it left unasked', async () => {
    const many = Array.from({ length: 12 }, (_, i) => `/f${i}`)
    const { asked } = world({
      [`${SITE}/`]: page(many.map((path) => link(path)).join('')),
      ...Object.fromEntries(many.map((path) => [SITE + path, serves(atom(path))])),
    })

    const { feeds, tried } = await discover(`${SITE}/`)

    expect(asked).toHaveLength(8)
    expect(feeds).toHaveLength(7)
    expect(tried.at(-1)).toEqual({
      url: `${SITE}/f11`,
      what: 'not asked, because 8 requests are enough for one discovery',
    })
  })

  it('stops asking a server that wants fewer requests', async () => {
    const { asked } = world({
      [`${SITE}/`]: page(link('/a') + link('/b')),
      [`${SITE}/a`]: () => new Response('', { status: 429 }),
    })
    const { tried } = await discover(`${SITE}/`)
    expect(asked).toHaveLength(2)
    expect(tried.at(-1)?.what).toBe('not asked, because its server wants fewer requests')
  })

  it('does not go on guessing where nobody answers', async () => {
    const { asked } = world({})
    const { feeds, detail } = await discover(`${SITE}/`)
    expect(feeds).toEqual([])
    expect(asked).toHaveLength(1)
    expect(detail).toMatch(/the connection failed.*and there was nowhere else to look\.$/)
  })

  it('is not led into the private network by a page', async () => {
    const { asked } = world({
      ...nowhere,
      [`${SITE}/`]: page(link('http://169.254.169.254/feed') + link('http://localhost/feed')),
    })
    const { tried } = await discover(`${SITE}/`)
    expect(asked.map(({ url }) => new URL(url).host)).not.toContain('169.254.169.254')
    expect(tried[1]?.what).toContain('is a private address')
  })

  it('offers no feed that has ended', async () => {
    world({
      [`${SITE}/f`]: serves(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>x</id><title>This feed has ended</title></entry></feed>',
      ),
      ...nowhere,
    })
    const { feeds, tried } = await discover(`${SITE}/f`)
    expect(feeds).toEqual([])
    expect(tried[0]?.what).toBe('a feed that has ended')
  })

  it.each([
    { body: {}, says: '"url" is missing' },
    { body: { url: 'site.example' }, says: 'expected an absolute http or https URL' },
    { body: { url: 'ftp://site.example/' }, says: 'expected an absolute http or https URL' },
    { body: { url: 'http://127.0.0.1/' }, says: 'is a private address' },
    { body: { url: 'https://site.example:8443/' }, says: 'port 8443' },
    { body: { url: SITE, depth: 2 }, says: 'unknown key "depth"' },
  ])('refuses $body: $says', async ({ body, says }) => {
    const { asked } = world({})
    const response = await operate('POST', '/api/discover', body)
    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toContain(says)
    expect(asked).toEqual([])
  })

  it('is for the operator', async () => {
    expect((await get('/api/discover', {}, 'POST')).status).toBe(401)
  })
})
