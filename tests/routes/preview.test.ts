import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyNewsroom, operate, rss, serves, world } from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

const FEED = 'https://rail.example/feed'

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

const preview = (url: string) => operate('GET', `/api/preview?url=${encodeURIComponent(url)}`)

describe('GET /api/preview?url=', () => {
  it('shows what would be kept of the feed at an address, and where it would be filed', async () => {
    const { asked } = world({ [FEED]: serves(rss([{ title: 'A train' }, { title: 'A tree' }])) })

    const response = await preview(FEED)

    expect(response.status).toBe(200)
    const { title, items } = await response.json<{
      title: string
      items: { title: string; _topics: { slug: string }[] }[]
    }>()
    expect(title).toBe('Rail Times')
    expect(items.map((item) => [item.title, item._topics.map(({ slug }) => slug)])).toEqual([
      ['A train', ['rail']],
      ['A tree', []],
    ])
    expect(asked.map(({ url }) => url)).toEqual([FEED])
  })

  it('stores nothing', async () => {
    world({ [FEED]: serves(rss([{ title: 'A train' }])) })
    await preview(FEED)
    for (const table of ['sources', 'entries', 'originals'])
      expect(await env.DB.prepare(`SELECT count(*) AS rows FROM ${table}`).first()).toEqual({
        rows: 0,
      })
  })

  it.each([
    { url: '', says: 'expected an absolute http or https URL' },
    { url: 'ftp://rail.example/', says: 'expected an absolute http or https URL' },
    { url: 'http://127.0.0.1/feed', says: 'is a private address' },
    { url: 'https://despatch.example/topics/rail.atom', says: 'this newsroom itself' },
    { url: 'https://rail.example/page', says: 'not a feed but an HTML page' },
    { url: 'https://rail.example/gone', says: 'the server answered 410' },
    { url: 'https://rail.example/broken', says: 'the server failed (500)' },
  ])('refuses "$url": $says', async ({ url, says }) => {
    world({
      'https://rail.example/page': () =>
        new Response('<!doctype html><p>Hello', { headers: { 'content-type': 'text/html' } }),
      'https://rail.example/gone': () => new Response('no', { status: 410 }),
      'https://rail.example/broken': () => new Response('no', { status: 500 }),
    })
    const response = await preview(url)
    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toContain(says)
  })
})
