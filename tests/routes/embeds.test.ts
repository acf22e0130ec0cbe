import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  NEWSROOM,
  poll,
  rss,
  serves,
  world,
} from '../support/workerd/newsroom.ts'
import { watchedDatabase } from '../support/workerd/database.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'
const TRAIN = { title: 'A train arrives', text: 'On <b>time</b>.' }

/** A newsroom with a source that publishes these items, and again others. */
async function newsroomWith(...items: Parameters<typeof rss>[0]) {
  await applyNewsroom()
  world({ [SOURCE]: serves(rss(items)) })
  const slug = await addSource(SOURCE)
  await poll(slug)
  return {
    async publish(...next: typeof items) {
      world({ [SOURCE]: serves(rss(next)) })
      await poll(slug)
    },
  }
}

beforeEach(reset)
afterEach(() => vi.unstubAllGlobals())

describe('an embed', () => {
  it.each(['/embed/rail', '/embed/rail?as=fragment'])(
    '%s may be read from any page, sets no cookie and is kept like a feed',
    async (path) => {
      await newsroomWith(TRAIN)
      const { status, headers } = await get(path)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
      expect(Date.parse(headers.get('last-modified') ?? '')).not.toBeNaN()
      expect(headers.get('cache-control')).toBe(
        (await get('/topics/rail.atom')).headers.get('cache-control'),
      )
      expect(headers.get('link')).toContain(
        '<https://despatch.example/topics/rail>; rel="canonical"',
      )
    },
  )

  it('may stand in a frame anywhere, and runs and loads nothing but its own', async () => {
    await newsroomWith(TRAIN)
    const { headers } = await get('/embed/rail')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors * file:",
    )
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })

  it.each(['/', '/topics/rail.html', '/embed', '/sources', '/entries/none'])(
    'the page %s may not',
    async (path) => {
      await newsroomWith(TRAIN)
      const { headers } = await get(path)
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
    },
  )

  it('has five entries unless it says how many', async () => {
    await newsroomWith(...Array.from({ length: 7 }, (_, i) => ({ title: `Train ${i}` })))
    const entries = async (path: string) =>
      (await (await get(path)).text()).match(/class="despatch-entry"/g)?.length
    expect(await entries('/embed/rail')).toBe(5)
    expect(await entries('/embed/rail?limit=7')).toBe(7)
  })

  it('tells summaries where they are asked for, as plain text', async () => {
    await newsroomWith(TRAIN)
    expect(await (await get('/embed/rail?view=summary')).text()).toContain('>On time.</p>')
    expect(await (await get('/embed/rail')).text()).not.toContain('On time.')
  })

  it.each(['/embed/rail', '/embed/rail?as=fragment'])(
    '%s is 304 while its entries are the same, by either validator, and 200 when they are not',
    async (path) => {
      const { publish } = await newsroomWith(TRAIN)
      const { headers } = await get(path)
      const etag = headers.get('etag') ?? ''
      await publish({ title: 'A ship' }, TRAIN)

      for (const condition of [
        { 'if-none-match': `W/${etag}` },
        { 'if-modified-since': headers.get('last-modified') ?? '' },
      ]) {
        const again = await get(path, condition)
        expect(again.status).toBe(304)
        expect(await again.text()).toBe('')
        expect(again.headers.get('etag')).toBe(etag)
      }
      await publish({ title: 'Another train' }, TRAIN)
      expect((await get(path, { 'if-none-match': etag })).status).toBe(200)
    },
  )

  it('gets with HEAD what it gets with GET, without the body', async () => {
    await newsroomWith(TRAIN)
    const [head, whole] = [await get('/embed/rail', {}, 'HEAD'), await get('/embed/rail')]
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    for (const name of ['etag', 'last-modified', 'content-type', 'cache-control'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
  })

  it.each([
    ['/embed/sea,rail', '/embed/rail,sea'],
    ['/embed/rail?limit=5', '/embed/rail'],
    ['/embed/rail?theme=dark&limit=3', '/embed/rail?limit=3&theme=dark'],
    ['/embed/rail%2Bsea?before=x', '/embed/rail+sea'],
  ])('%s is at home at %s', async (path, home) => {
    await applyNewsroom()
    const response = await get(path)
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe(home)
    expect((await get(home)).status).toBe(200)
  })

  it.each([
    {
      path: '/embed/rial',
      status: 404,
      says: 'no topic “rial” here. Did you mean rail?',
    },
    { path: '/embed/rial?as=fragment', status: 404, says: '<section class="despatch"' },
    { path: '/embed/rail?view=full', status: 400, says: 'never carries a whole entry' },
    { path: '/embed/rail?theme=blue', status: 400, says: 'must be one of auto, dark, light' },
    { path: '/embed/Rail', status: 400, says: 'small letters' },
    { path: '/embed/%E0%A4%A', status: 400, says: 'percent-encoding' },
  ])('$path: $status, where it stands', async ({ path, status, says }) => {
    await applyNewsroom()
    const response = await get(path)
    expect(response.status).toBe(status)
    const html = await response.text()
    expect(html).toContain('class="despatch-message"')
    expect(html.replaceAll('&quot;', '"')).toContain(says)
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('of a topic that has ended says when: 410', async () => {
    await applyNewsroom()
    await applyNewsroom({ topics: NEWSROOM.topics.slice(1) })
    const response = await get('/embed/rail')
    expect(response.status).toBe(410)
    expect(await response.text()).toMatch(/The topic “rail” ended on \d{4}-\d\d-\d\d\./)
  })

  it('is served as it was written while nothing it is made from has changed', async () => {
    const { publish } = await newsroomWith(TRAIN)
    await get('/embed/rail')
    expect((await get('/embed/rail')).headers.get('cache-status')).toBe('Despatch; hit')
    expect((await get('/embed/rail?as=fragment')).headers.get('cache-status')).not.toContain('hit')
    await publish({ title: 'Another train' }, TRAIN)
    expect(await (await get('/embed/rail')).text()).toContain('Another train')
  })

  it('says in its frame that the database fails, and when to come back: 503', async () => {
    const { watched, get: ask } = watchedDatabase()
    watched.isDown = true
    // Asked for nowhere else: a copy of it would be served.
    const response = await ask('/embed/rail?limit=37')

    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('60')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(await response.text()).toContain('cannot be made just now')
  })

  it('of a newsroom without data says how to begin', async () => {
    // One that no other test has asked for: what is kept outlives a newsroom for some seconds.
    const response = await get('/embed/sea?limit=49')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('npm run apply')
  })
})

describe('what an embed loads', () => {
  const assets = async () => {
    await applyNewsroom()
    const page = await (await get('/embed/rail')).text()
    const builder = (await (await get('/embed?topic=rail')).text()).replaceAll('&quot;', '"')
    const [, script = '', integrity = ''] =
      /src="https:\/\/despatch\.example(\/embed[^"]+)" integrity="([^"]+)"/.exec(builder) ?? []
    return {
      script,
      integrity,
      own: [...page.matchAll(/(?:src|href)="(\/embed[^"]+)"/g)].map(([, path]) => path ?? ''),
    }
  }

  it('never changes under its address, and may be checked from any page', async () => {
    const { script, own } = await assets()
    expect(own).toHaveLength(2)
    for (const path of [script, ...own]) {
      const { status, headers } = await get(path)
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('content-type')).toMatch(/^text\/(?:javascript|css); charset=utf-8$/)
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('has the hash that the builder gives', async () => {
    const { script, integrity } = await assets()
    const bytes = await (await get(script)).arrayBuffer()
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes))
    expect(`sha384-${btoa(String.fromCharCode(...hash))}`).toBe(integrity)
  })

  it('is at /embed.js in its newest version, asked for again by its ETag', async () => {
    const { script } = await assets()
    const newest = await get('/embed.js')
    expect(await newest.text()).toBe(await (await get(script)).text())
    expect(newest.headers.get('cache-control')).not.toContain('immutable')
    const again = await get('/embed.js', { 'if-none-match': newest.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })
})

describe('oEmbed', () => {
  const ask = (url: string, more = '') => get(`/oembed?url=${encodeURIComponent(url)}${more}`)
  const RAIL = 'https://despatch.example/topics/rail'

  it('answers with a sandboxed frame that has a title', async () => {
    await applyNewsroom()
    const response = await ask(RAIL)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject({
      type: 'rich',
      version: '1.0',
      title: 'RAIL · Transport',
      provider_name: 'Transport',
      provider_url: 'https://despatch.example/',
      cache_age: 86400,
      width: 600,
      html: expect.stringMatching(
        /^<iframe src="https:\/\/despatch\.example\/embed\/rail" title="RAIL · Transport" width="600" height="\d+" sandbox="allow-scripts/,
      ),
    })
  })

  it('answers in XML', async () => {
    await applyNewsroom()
    const response = await ask(RAIL, '&format=xml')
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(await response.text()).toContain('<oembed><type>rich</type>')
  })

  it('keeps what narrows the topic, in its one spelling', async () => {
    await applyNewsroom()
    const { html } = await (
      await ask(`${RAIL},rail+sea?lang=JA&limit=200&utm_source=x`)
    ).json<{ html: string }>()
    expect(html).toContain('src="https://despatch.example/embed/rail?lang=ja"')
  })

  it('is no larger than it may be', async () => {
    await applyNewsroom()
    expect(await (await ask(RAIL, '&maxwidth=320&maxheight=240')).json()).toMatchObject({
      width: 320,
      height: 240,
      html: expect.stringContaining('width="320" height="240"'),
    })
  })

  it('is 304 while it is the same', async () => {
    await applyNewsroom()
    const etag = (await ask(RAIL)).headers.get('etag') ?? ''
    const again = await get(`/oembed?url=${RAIL}`, { 'if-none-match': etag })
    expect(again.status).toBe(304)
  })

  it.each([
    { query: '', status: 400, says: '\\"url\\" must be the whole address' },
    { query: '?url=rail', status: 400, says: 'the whole address of a topic' },
    { query: `?url=${RAIL}&maxwidth=wide`, status: 400, says: '\\"maxwidth\\" must be' },
    { query: `?url=${RAIL}&maxheight=0`, status: 400, says: '\\"maxheight\\" must be' },
    {
      query: '?url=https://other.example/topics/rail',
      status: 404,
      says: 'no topic at https://other',
    },
    { query: '?url=https://despatch.example/sources', status: 404, says: 'no topic at' },
    { query: '?url=https://despatch.example/topics/rial', status: 404, says: 'Did you mean rail?' },
    { query: '?url=https://despatch.example/topics/rail,', status: 404, says: 'cannot be read' },
    { query: `?url=${RAIL}&format=yaml`, status: 501, says: 'no yaml' },
  ])('$query: $status, $says', async ({ query, status, says }) => {
    await applyNewsroom()
    const response = await get(`/oembed${query}`)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await response.text()).toContain(says)
  })

  it('of a newsroom without data has nothing to embed', async () => {
    expect((await ask(RAIL)).status).toBe(404)
  })

  it('is found from the topic’s page, by its links and its header, and from its Atom feed', async () => {
    await applyNewsroom()
    const page = await get('/topics/rail.html?q=a')
    const html = (await page.text()).replaceAll('&amp;', '&')
    const json = `https://despatch.example/oembed?url=${encodeURIComponent(`${RAIL}?q=a`)}`
    expect(html).toContain(`<link rel="alternate" type="application/json+oembed" href="${json}"/>`)
    expect(html).toContain(`type="text/xml+oembed" href="${json}&format=xml"/>`)
    expect(page.headers.get('link')).toContain(
      `<${json}>; rel="alternate"; type="application/json+oembed"`,
    )
    expect(page.headers.get('link')).toContain('rel="alternate"; type="text/xml+oembed"')
    const atom = await (await get('/topics/rail?q=a')).text()
    expect(atom).toContain(`<link rel="related" href="${json}" type="application/json+oembed"/>`)
  })
})

describe('the builder', () => {
  const build = async (query: string) => {
    await applyNewsroom()
    const response = await get(`/embed${query}`)
    return { response, html: (await response.text()).replaceAll('&quot;', '"') }
  }

  it('begins with everything', async () => {
    const { response, html } = await build('')
    expect(response.status).toBe(200)
    expect(html).toContain('value="all"')
    expect(html).toContain('src="/embed/all"')
    expect(response.headers.get('content-security-policy')).toContain(
      "script-src 'self'; connect-src",
    )
  })

  it('passes on what narrows the topic it came from', async () => {
    const { html } = await build('?topic=rail&lang=ja&limit=200&view=full&way=frame')
    expect(html).toContain('<input type="hidden" name="lang" value="ja"/>')
    expect(html).toContain('src="/embed/rail?lang=ja&amp;limit=50"')
  })

  it.each([
    ['?topic=rial', 404, 'Did you mean rail?'],
    ['?topic=rail&limit=0', 400, 'from 1 to 50'],
  ])('%s: %d, with the form to try again', async (query, status, says) => {
    const { response, html } = await build(query)
    expect(response.status).toBe(status)
    expect(html).toContain(says)
    expect(html).toContain('<form class="embed-builder"')
  })

  it('is led to from a topic’s page, with whatever narrows it', async () => {
    await applyNewsroom()
    const html = await (await get('/topics/rail.html?lang=ja')).text()
    expect(html).toContain('href="/embed?topic=rail&amp;lang=ja"')
  })
})
