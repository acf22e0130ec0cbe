import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  NEWSROOM,
  poll,
  rss,
  serves,
  SITE,
  world,
} from '../support/workerd/newsroom.ts'
import { sha256 } from '../../src/web/digest.ts'
import { watchedDatabase } from '../support/workerd/database.ts'
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

async function compressedBytes(text: string): Promise<number> {
  const packed = new Response(text).body?.pipeThrough(new CompressionStream('gzip'))
  return (await new Response(packed).arrayBuffer()).byteLength
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
      expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/)
      const ours = /<script src="\/page\.[0-9a-f]{10}\.js" defer=""><\/script>/
      expect(html).toMatch(ours)
      expect(html.replace(ours, '')).not.toMatch(/<script|onclick|style=|javascript:/i)
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

  it.each([
    ['stylesheet', /rel="stylesheet" href="([^"]+)"/, 'text/css; charset=utf-8'],
    ['script', /<script src="([^"]+)"/, 'text/javascript; charset=utf-8'],
    ['icon', /rel="icon" href="([^"]+)"/, 'image/svg+xml'],
  ])('has one %s, which may be kept for ever', async (_, named, type) => {
    const { html } = await page('/')
    const [, path = ''] = named.exec(html) ?? []
    const { response } = await page(path)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(html.split(path)).toHaveLength(2)
  })

  it('still has a stylesheet where an older version of it is named', async () => {
    const { response } = await page('/style.0123456789.css')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('public, max-age=86400')
  })
})

describe('autodiscovery', () => {
  it.each([
    ['/', 'https://despatch.example/topics/all'],
    ['/topics/rail', 'https://despatch.example/topics/rail'],
    ['/topics/rail+!sea', 'https://despatch.example/topics/rail+!sea', '?lang=en&amp;view=title'],
  ])('%s leads to the feeds of %s%s', async (path, feeds, parameters = '') => {
    const { html } = await page(path + parameters.replace('&amp;', '&'))
    const links = [
      ...html.matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"/g),
    ]
    expect(links.map(([, type, href]) => [type, href])).toEqual([
      ['application/atom+xml', `${feeds}.atom${parameters}`],
      ['application/rss+xml', `${feeds}.rss${parameters}`],
      ['application/feed+json', `${feeds}.json${parameters}`],
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

  it('of many sources: page by page, each read for itself', async () => {
    await env.DB.prepare(
      `INSERT INTO sources (slug, url, first_url, settings, managed_by, changed_at, next_poll_at, because)
       SELECT format('z%03d', value), 'https://z.example/' || value, 'x', '{}', 'api', ?1, '2999', ''
       FROM json_each(?2)`,
    )
      .bind('2026-01-01T00:00:00Z', JSON.stringify(Array.from({ length: 400 }, (_, i) => i)))
      .run()
    const seen: string[] = []
    const sizes: number[] = []
    let path: string | undefined = '/sources'
    while (path !== undefined) {
      const { response, html } = await page(path)
      expect(response.status).toBe(200)
      expect(html).toContain(`<link rel="canonical" href="${SITE}${path}"`)
      const slugs = [...html.matchAll(/\/topics\/all\?source=([^"]+)"/g)].map(
        ([, slug]) => slug ?? '',
      )
      seen.push(...slugs)
      sizes.push(slugs.length)
      path = /<a href="([^"]+)" rel="next"/.exec(html)?.[1]
    }
    expect(sizes).toEqual([200, 200, 1])
    expect(new Set(seen).size).toBe(401)
  })

  it.each(['x/y', '', 'A B'])(
    'of the sources after %j, which is no slug: the first',
    async (after) => {
      const { html } = await page(`/sources?after=${encodeURIComponent(after)}`)
      expect(html).toContain(`<link rel="canonical" href="${SITE}/sources"`)
    },
  )
})

describe('the stream of a topic', () => {
  const link = (html: string, name: string) =>
    new RegExp(`<a href="([^"]+)" aria-label="${name}"`).exec(html)?.[1]

  it('is combined with another by click, and rid of it again', async () => {
    const { html } = await page('/topics/rail')
    expect(link(html, 'and SEA')).toBe('/topics/rail+sea')
    expect(link(html, 'or SEA')).toBe('/topics/rail,sea')
    expect(link(html, 'without SEA')).toBe('/topics/rail+!sea')
    const { html: both } = await page('/topics/rail+sea')
    expect(link(both, 'Without: SEA')).toBe('/topics/rail')
  })

  it('keeps what narrows it when it is combined, searched or narrowed further', async () => {
    const { html } = await page('/topics/rail?lang=en&since=2026-10-01&view=title')
    expect(link(html, 'or SEA')).toBe(
      '/topics/rail,sea?lang=en&amp;since=2026-10-01&amp;view=title',
    )
    expect(link(html, 'Without: only in English')).toBe(
      '/topics/rail?since=2026-10-01&amp;view=title',
    )
    expect(link(html, 'Without: since 2026-10-01')).toBe('/topics/rail?lang=en&amp;view=title')
    const search = /<form class="search".*?<\/form>/.exec(html)?.[0] ?? ''
    expect(
      [...search.matchAll(/type="hidden" name="(\w+)" value="([^"]+)"/g)].map(
        ([, ...field]) => field,
      ),
    ).toEqual([
      ['lang', 'en'],
      ['since', '2026-10-01'],
      ['view', 'title'],
    ])
  })

  it('shows one report of a story, or every one', async () => {
    const { html } = await page('/topics/rail')
    expect(html).toContain('<a href="/topics/rail?duplicates=show">every report of a story</a>')
    const { html: every } = await page('/topics/rail?duplicates=show')
    expect(link(every, 'Without: every report')).toBe('/topics/rail')
  })

  it('takes a form whose date was left empty', async () => {
    const { response } = await page('/topics/rail?since=')
    expect([response.status, response.headers.get('location')]).toEqual([308, '/topics/rail'])
  })

  it('can be subscribed to by one click, with all that narrows it', async () => {
    const { html } = await page('/topics/rail?lang=en')
    const feed = encodeURIComponent('https://despatch.example/topics/rail.atom?lang=en')
    expect(html).toContain(`href="https://www.inoreader.com/?add_feed=${feed}"`)
    expect(html).toContain('href="feed://despatch.example/topics/rail.atom?lang=en"')
  })

  it.each([
    ['/topics/sea', 'Nothing here yet.'],
    ['/topics/rail?q=submarine', 'Nothing found.'],
    ['/topics/rail?lang=xx', 'Nothing is left of it.'],
  ])('%s says why it is empty', async (path, words) => {
    expect((await page(path)).html).toContain(words)
  })

  it('moves its page, and not its feeds, when the newsroom has another topic', async () => {
    const tags = async () => [
      (await get('/topics/rail.html')).headers.get('etag'),
      (await get('/topics/rail.atom')).headers.get('etag'),
    ]
    const [html, atom] = await tags()
    const more = { slug: 'air', title: 'AIR', description: 'Above', groups: {} }
    await applyNewsroom({ entries: [own], topics: [...NEWSROOM.topics, more] })
    const [htmlNow, atomNow] = await tags()
    expect(htmlNow).not.toBe(html)
    expect(atomNow).toBe(atom)
  })

  it('weighs less than 60 KB compressed with 50 entries in title view', async () => {
    const items = Array.from({ length: 60 }, (_, i) => ({
      title: `A train of ${sha256(String(i))} is late for the ${i}th time`,
      text: sha256(`text ${i}`).repeat(20),
    }))
    world({ [SOURCE]: serves(rss(items)) })
    await poll('rail-example-feed')
    const { html } = await page('/topics/rail?view=title')
    expect(html.match(/class="h-entry"/g)).toHaveLength(50)
    expect(await compressedBytes(html)).toBeLessThan(60_000)
  })
})

describe("an entry's history", () => {
  const published = async (title: string, text: string) => {
    world({ [SOURCE]: serves(rss([{ id: 'urn:x:late', title, text }])) })
    await poll('rail-example-feed')
  }

  it('is told word by word', async () => {
    await published('Tomorrow’s train', 'It left at six.')
    await published('Tomorrow’s late train', 'It left at seven.')
    const { html: list } = await page('/topics/rail')
    const [, path = ''] = /s late train<.*?href="(\/entries\/[a-z0-9]+)"/.exec(list) ?? []
    const { html } = await page(path)
    expect(html).toContain('Tomorrow’s <ins>late </ins>train')
    expect(html).toContain('It left at <del>six</del><ins>seven</ins>.')
  })

  it('is not spoken of where nothing was changed', async () => {
    expect((await page('/entries/first-train')).html).not.toContain('What was changed')
  })
})

describe('the page of a source that may not be shown', () => {
  it('tells neither its address nor what its feed says of itself', async () => {
    const secret = 'https://rail.example/secret?token=abc'
    world({ [secret]: serves(rss([{ title: 'A train' }])) })
    await poll(await addSource(secret, { private: true, title: 'A friend' }))
    const { html } = await page('/sources')
    expect(html).toContain('A friend')
    expect(html).not.toContain('token=abc')
  })
})

describe('where there is nothing', () => {
  it.each([
    ['/topics/rial', 404, 'Did you mean <a href="/topics/rail">RAIL</a>'],
    ['/rail', 404, 'Did you mean <a href="/topics/rail">RAIL</a>'],
    ['/nowhere/at/all', 404, 'There is nothing at this address.'],
    ['/topics/rail+', 400, 'a topic is missing here'],
  ])('%s: %i, a page that helps', async (path, status, words) => {
    const { response, html } = await page(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('vary')).toBe('Accept')
    expect(html).toContain(words)
  })

  it('programs get problem details', async () => {
    for (const path of ['/nowhere', '/topics/rail+'])
      expect((await get(path)).headers.get('content-type')).toContain('application/problem+json')
  })
})

describe('while the database fails', () => {
  const PAGES = ['/', '/entries/first-train', '/sources', '/topics/rail']

  it('the last good page is served', async () => {
    const { watched, get: ask } = watchedDatabase()
    for (const path of PAGES) {
      const before = await ask(path, BROWSER)
      watched.isDown = true
      const after = await ask(path, BROWSER)
      watched.isDown = false
      expect([path, after.status]).toEqual([path, 200])
      expect(await after.text()).toBe(await before.text())
    }
  })

  it('a page nobody has asked for before says so, and nothing of what went wrong', async () => {
    const { watched, get: ask } = watchedDatabase()
    watched.isDown = true
    for (const path of ['/entries/unheard-of', '/topics/rail,sea']) {
      const response = await ask(path, BROWSER)
      expect([path, response.status]).toEqual([path, 503])
      const html = await response.text()
      expect(html).toContain('cannot be made just now')
      expect(html).not.toMatch(/D1|error:|at async/i)
    }
  })
})

it.each(['/', '/entries/first-train', '/topics/rail', '/sources'])(
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
