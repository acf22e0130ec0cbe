import { exports } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addSource,
  applyNewsroom,
  get,
  itemsOf,
  NEWSROOM,
  operate,
  operatorHeaders,
  poll,
  rss,
  serves,
  SITE,
  world,
} from '../support/workerd/newsroom.ts'
import { cron, remembered } from '../support/workerd/queue.ts'
import { reset } from '../support/workerd/reset.ts'

const SOURCE = 'https://rail.example/feed'

beforeEach(reset)
afterEach(() => vi.unstubAllGlobals())

describe('the API is for the operator', () => {
  it.each([
    { authorization: undefined, challenge: 'Bearer' },
    { authorization: 'Bearer wrong', challenge: 'Bearer error="invalid_token"' },
    { authorization: 'Bearer the-token-and-more', challenge: 'Bearer error="invalid_token"' },
    { authorization: 'Basic dGhlLXRva2Vu', challenge: 'Bearer' },
  ])('and not for $authorization', async ({ authorization, challenge }) => {
    const headers: Record<string, string> = authorization ? { authorization } : {}
    for (const [method, path] of [
      ['GET', '/api/sources'],
      ['POST', '/api/preview'],
      ['PUT', '/api/newsroom'],
      ['GET', '/api/nothing'],
    ] as const) {
      const response = await get(path, headers, method)
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe(challenge)
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
      expect(await response.json()).toMatchObject({ status: 401, title: 'Unauthorized' })
    }
  })
})

describe('POST /api/sources', () => {
  it('adds a source and fetches nothing', async () => {
    const { asked } = world({})

    const response = await operate('POST', '/api/sources', { url: SOURCE, title: 'Rail' })

    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe('/api/sources/rail-example-feed')
    expect(await response.json()).toMatchObject({
      slug: 'rail-example-feed',
      url: SOURCE,
      title: 'Rail',
      health: { outcome: null, because: 'it is new' },
    })
    expect(asked).toEqual([])
  })

  it('gives feeds that differ in their query alone different slugs', async () => {
    expect(await addSource(`${SOURCE}?a=1`)).toBe('rail-example-feed')
    expect(await addSource(`${SOURCE}?a=2`)).toBe('rail-example-feed-2')
  })

  it.each([
    { body: {}, status: 422, says: 'url' },
    { body: { url: 'not a url' }, status: 422, says: 'url' },
    { body: { url: 'ftp://example.org/' }, status: 422, says: 'url' },
    { body: { url: SOURCE, slug: 'Not A Slug' }, status: 422, says: 'slug' },
    { body: { url: SOURCE, titel: 'x' }, status: 422, says: 'did you mean "title"?' },
    { body: { url: 'http://127.0.0.1/feed' }, status: 422, says: 'is a private address' },
    { body: { url: 'https://example.org:8443/feed' }, status: 422, says: 'port 8443' },
  ])('refuses $body: $says', async ({ body, status, says }) => {
    const response = await operate('POST', '/api/sources', body)
    expect(response.status).toBe(status)
    expect((await response.json<{ detail: string }>()).detail).toContain(says)
  })

  it('refuses what is no JSON', async () => {
    const response = await exports.default.fetch(`${SITE}/api/sources`, {
      method: 'POST',
      headers: operatorHeaders,
      body: '{"url":',
    })
    expect(response.status).toBe(400)
    expect((await response.json<{ detail: string }>()).detail).toContain('not JSON')
  })

  it('allows a private host that PRIVATE_HOSTS names', async () => {
    expect(await addSource('http://private.test/feed')).toBe('private-test-feed')
  })

  it.each([
    { again: { url: SOURCE }, says: 'has this URL already' },
    { again: { url: `${SOURCE}2`, slug: 'rail' }, says: 'has this slug already' },
  ])('refuses $again when there is one like it', async ({ again, says }) => {
    await addSource(SOURCE, { slug: 'rail' })
    const response = await operate('POST', '/api/sources', again)
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({
      slug: 'rail',
      detail: expect.stringContaining(says),
    })
  })
})

describe('PATCH /api/sources/{slug}', () => {
  const patch = (body: object, slug = 'rail') => operate('PATCH', `/api/sources/${slug}`, body)
  beforeEach(async () => {
    await applyNewsroom()
    await addSource(SOURCE, { slug: 'rail', title: 'Rail', language: 'en' })
  })

  it('changes what it names, takes away what is null, and leaves the rest', async () => {
    const response = await patch({ title: null, official: true })
    expect(response.status).toBe(200)
    const source = await response.json<Record<string, unknown>>()
    expect(source).toMatchObject({ slug: 'rail', url: SOURCE, official: true, language: 'en' })
    expect(source).not.toHaveProperty('title')
  })

  it('pauses a source and resumes it', async () => {
    expect(await (await patch({ paused: true })).json()).toMatchObject({
      health: { state: 'paused', because: 'its operator has paused it' },
    })
    const queue = remembered()
    await cron(queue.env)
    expect(queue.sent).toEqual([])

    expect(await (await patch({ paused: false })).json()).toMatchObject({
      health: { state: 'new', because: 'its operator has resumed it' },
    })
    await cron(queue.env)
    expect(queue.sent).toEqual([{ kind: 'poll', slug: 'rail' }])
  })

  it('moves a source, which is found under its old address too and keeps what it brought', async () => {
    world({ [SOURCE]: serves(rss([{ title: 'A train' }])) })
    await poll('rail')
    const url = 'https://rail.example/new'
    const moved = await (await patch({ url })).json()
    expect(moved).toMatchObject({
      url,
      movedFrom: SOURCE,
      health: { because: 'its address is new' },
    })

    world({ [url]: serves(rss([{ title: 'A train' }])) })
    expect(await poll('rail')).toMatchObject({ added: 0, unchanged: 1 })
    expect((await operate('POST', '/api/sources', { url: SOURCE })).status).toBe(409)
  })

  it.each([
    { body: { slug: 'other' }, status: 422, says: 'unknown key "slug"' },
    { body: { url: null }, status: 422, says: 'url' },
    { body: { url: 'http://10.0.0.1/' }, status: 422, says: 'private address' },
    { body: { url: 'https://taken.example/' }, status: 409, says: 'has this URL already' },
    { body: { language: 'not a language' }, status: 422, says: 'language' },
  ])('refuses $body: $says', async ({ body, status, says }) => {
    await addSource('https://taken.example/')
    const response = await patch(body)
    expect(response.status).toBe(status)
    expect((await response.json<{ detail: string }>()).detail).toContain(says)
  })

  it('leaves to data/ what is listed there', async () => {
    await applyNewsroom({ sources: [{ slug: 'listed', url: 'https://listed.example/' }] })
    for (const response of [
      await patch({ title: 'x' }, 'listed'),
      await operate('DELETE', '/api/sources/listed'),
    ]) {
      expect(response.status).toBe(409)
      expect((await response.json<{ detail: string }>()).detail).toContain('data/sources.json')
    }
  })
})

describe('DELETE /api/sources/{slug}', () => {
  it('polls it no more and keeps what it brought; it may come back', async () => {
    await applyNewsroom()
    world({ [SOURCE]: serves(rss([{ title: 'A train' }])) })
    await addSource(SOURCE, { slug: 'rail' })
    await poll('rail')

    expect((await operate('DELETE', '/api/sources/rail')).status).toBe(204)
    expect((await operate('DELETE', '/api/sources/rail')).status).toBe(404)
    expect(await itemsOf('rail')).toHaveLength(1)

    await addSource(SOURCE, { slug: 'rail' })
    expect(await poll('rail')).toMatchObject({ added: 0, unchanged: 1 })
  })
})

describe('GET /api/sources', () => {
  it('shows each source with how it does', async () => {
    world({ [SOURCE]: () => new Response('', { status: 404 }) })
    await poll(await addSource(SOURCE, { slug: 'rail' }))

    const { sources } = await (await operate('GET', '/api/sources')).json<{ sources: object[] }>()

    expect(sources).toEqual([await (await operate('GET', '/api/sources/rail')).json()])
    expect(sources[0]).toMatchObject({
      health: {
        outcome: 'failed',
        status: 404,
        failures: 1,
        faults: [{ where: 'source', what: 'there is nothing at this address (404)' }],
      },
    })
  })

  it.each(['GET /api/sources/nobody', 'POST /api/sources/nobody/poll'])('%s: 404', async (call) => {
    const [method = '', path = ''] = call.split(' ')
    expect((await operate(method, path)).status).toBe(404)
  })
})

describe('a private source', () => {
  const secret = 'https://rail.example/feed?token=s3cret'

  it('shows its address nowhere but to its operator', async () => {
    await applyNewsroom()
    const self = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="${secret}"/>`
    world({ [secret]: serves(rss([{ title: 'A train' }], self)) })
    await poll(await addSource(secret, { private: true }))
    const [{ id } = { id: '' }] = await itemsOf('rail')
    expect(id).not.toBe('')

    expect(await (await get('/health.json')).json()).toMatchObject({
      sources: [],
      privateSources: 1,
    })
    expect((await operate('GET', '/api/sources/rail-example')).status).toBe(200)
    for (const path of [
      '/topics/rail.atom',
      '/topics/rail.rss',
      '/topics/rail.json',
      '/topics/rail',
      '/',
      '/sources',
      '/health.json',
    ])
      expect(await (await get(path)).text()).not.toContain('s3cret')
    expect(await (await operate('GET', '/api/sources')).text()).toContain('s3cret')
  })
})

describe('POST /api/preview', () => {
  const preview = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    exports.default.fetch(`${SITE}/api/preview`, {
      method: 'POST',
      headers: { ...operatorHeaders, 'content-type': 'application/octet-stream', ...headers },
      body,
    })

  it('shows what would be kept, with topics and faults, and stores nothing', async () => {
    await applyNewsroom()
    const body = rss([{ id: 'urn:x:1', title: 'A train', date: 'soon' }])

    const response = await preview(body, { 'x-feed-url': SOURCE })

    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Rail Times',
      home_page_url: 'https://rail.example/',
      items: [
        {
          id: 'urn:x:1',
          title: 'A train',
          content_html: 'Words.',
          _source: { title: 'Rail Times' },
          _topics: [{ slug: 'rail' }],
        },
      ],
      _feed: { categories: [] },
      _faults: [{ where: 'entries[0]' }],
    })
    expect(await itemsOf('all')).toEqual([])
  })

  it('reads bytes as the server that sent them would have had them read', async () => {
    const latin = Uint8Array.from(rss([{ title: 'Fa\u00E7ade' }]), (c) => c.charCodeAt(0))
    const response = await preview(latin, { 'content-type': 'text/xml; charset=iso-8859-1' })
    expect(await response.json()).toMatchObject({ items: [{ title: 'Façade' }] })
  })

  it.each([
    ['<!doctype html><html><body>Hi', /HTML page/],
    ['', /empty/],
    ['{"a":1}', /JSON/],
    ['just words', /This is not a feed but/],
  ])('says what %j is instead of a feed', async (body, says) => {
    const response = await preview(body)
    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toMatch(says)
  })

  it('refuses a body that is too large', async () => {
    expect((await preview(new Uint8Array(10_000_001))).status).toBe(413)
  })
})

describe('PUT /api/newsroom', () => {
  const own = {
    slug: 'first-train',
    title: 'The first train',
    published: '2026-11-01T00:00:00Z',
    markdown: 'It **left**.',
  }

  it('makes topics, sources and own entries match, and says what changed', async () => {
    const response = await applyNewsroom({ sources: [{ url: SOURCE }], entries: [own] })

    expect(await response.json()).toMatchObject({
      topics: ['rail', 'sea'],
      sources: ['rail-example-feed'],
      entries: { added: 1 },
    })
    expect(await itemsOf('rail')).toMatchObject([
      {
        title: 'The first train',
        url: `${SITE}/entries/first-train`,
        content_html: '<p>It <strong>left</strong>.</p>',
      },
    ])
  })

  it('changes nothing when it is the same', async () => {
    await applyNewsroom({ sources: [{ url: SOURCE }], entries: [own] })
    const etag = (await get('/topics/rail.atom')).headers.get('etag')

    const response = await applyNewsroom({ sources: [{ url: SOURCE }], entries: [own] })

    expect(await response.json()).toEqual({
      topics: [],
      sources: [],
      retiredSources: [],
      entries: { added: 0, changed: 0, unchanged: 1, withdrawn: 0, scheduled: 0, drafts: 0 },
    })
    expect((await get('/topics/rail.atom')).headers.get('etag')).toBe(etag)
  })

  it('withdraws an own entry that is gone, and shows it again when it is back', async () => {
    await applyNewsroom({ entries: [own] })
    expect(await (await applyNewsroom()).json()).toMatchObject({ entries: { withdrawn: 1 } })
    expect(await itemsOf('rail')).toEqual([])
    expect((await get('/entries/first-train')).status).toBe(410)

    await applyNewsroom({ entries: [own] })
    expect(await itemsOf('rail')).toHaveLength(1)
  })

  it('stops polling a source that is gone, and keeps what it brought', async () => {
    await applyNewsroom({ sources: [{ url: SOURCE, slug: 'rail-times' }] })
    world({ [SOURCE]: serves(rss([{ title: 'A train' }])) })
    await poll('rail-times')

    expect(await (await applyNewsroom()).json()).toMatchObject({ retiredSources: ['rail-times'] })

    expect((await operate('GET', '/api/sources/rail-times')).status).toBe(404)
    expect(await itemsOf('rail')).toMatchObject([{ _source: { title: 'Rail Times' } }])
  })

  it('keeps what a source brought when its slug changes', async () => {
    await applyNewsroom({ sources: [{ url: SOURCE, slug: 'old' }] })
    world({ [SOURCE]: serves(rss([{ title: 'A train' }])) })
    await poll('old')
    await applyNewsroom({ sources: [{ url: SOURCE, slug: 'new', title: 'New name' }] })

    expect(await poll('new')).toMatchObject({ added: 0, unchanged: 1 })
    expect(await itemsOf('rail')).toMatchObject([{ _source: { title: 'New name' } }])
  })

  it('leaves alone a source that the API added', async () => {
    await addSource(SOURCE, { slug: 'by-hand' })
    await applyNewsroom()
    expect((await operate('GET', '/api/sources/by-hand')).status).toBe(200)
  })

  it('ends a topic that is gone', async () => {
    await applyNewsroom({ entries: [own] })
    await applyNewsroom({ topics: NEWSROOM.topics.slice(1), entries: [own] })
    expect((await get('/topics/rail.atom')).status).toBe(410)
    expect(await itemsOf('all')).toMatchObject([{ title: 'The first train', _topics: [] }])
  })

  it('refuses what is broken, says where, and keeps the old', async () => {
    await applyNewsroom({ entries: [own] })
    const response = await applyNewsroom({ sources: [{ url: 'nowhere' }], entries: [] })

    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toMatch(/^sources\.0\.url: /)
    expect(await itemsOf('rail')).toHaveLength(1)
  })
})
