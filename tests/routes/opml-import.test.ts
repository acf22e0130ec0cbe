import { exports } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Imported } from '../../src/jobs/import-opml.ts'
import {
  addSource,
  applyNewsroom,
  get,
  operate,
  operatorHeaders,
  SITE,
  world,
} from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.unstubAllGlobals())

const send = (body: string) =>
  exports.default.fetch(`${SITE}/api/opml`, { method: 'POST', headers: operatorHeaders, body })

const imported = async (...outlines: string[]): Promise<Imported> => {
  const response = await send(`<opml version="2.0"><body>${outlines.join('')}</body></opml>`)
  expect(response.status).toBe(200)
  return response.json()
}

const outline = (xmlUrl: string, more = '') => `<outline type="rss" ${more} xmlUrl="${xmlUrl}"/>`

const slugs = async () => {
  const { sources } = await (
    await operate('GET', '/api/sources')
  ).json<{ sources: { slug: string; title?: string }[] }>()
  return sources.map(({ slug }) => slug)
}

describe('POST /api/opml', () => {
  it('adds each feed as a source, and fetches nothing', async () => {
    const { asked } = world({})
    const report = await imported(
      outline('https://a.example/feed', 'text="A" language="ja" htmlUrl="https://a.example/"'),
      outline('https://b.example/feed'),
    )

    expect(report).toMatchObject({ added: 2, known: 0, refused: 0 })
    expect(report.outlines[0]).toEqual({
      number: 1,
      title: 'A',
      url: 'https://a.example/feed',
      outcome: 'added',
      slug: 'a-example-feed',
    })
    expect(await (await operate('GET', '/api/sources/a-example-feed')).json()).toMatchObject({
      title: 'A',
      language: 'ja',
      homePageUrl: 'https://a.example/',
      managedBy: 'api',
    })
    expect(asked).toEqual([])
  })

  it('adds what it can, and says of each other why not', async () => {
    await addSource('https://known.example/feed', { slug: 'known' })
    const report = await imported(
      outline('https://known.example/feed'),
      outline('https://new.example/feed'),
      outline('https://new.example/feed'),
      outline('not a url'),
      outline('http://127.0.0.1/feed'),
      outline('https://new.example/feed?page=2', 'language="no language"'),
    )
    expect(report.outlines.map(({ outcome, slug }) => [outcome, slug])).toEqual([
      ['known', 'known'],
      ['added', 'new-example-feed'],
      ['known', 'new-example-feed'],
      ['refused', undefined],
      ['refused', undefined],
      ['added', 'new-example-feed-2'],
    ])
    expect(report.outlines[4]?.because).toContain('private address')
  })

  it('adds nothing when it is sent the same list again', async () => {
    const lists = Array.from({ length: 300 }, (_, i) => outline(`https://${i}.example/feed`))
    expect(await imported(...lists)).toMatchObject({ added: 300 })
    expect(await imported(...lists)).toMatchObject({ added: 0, known: 300 })
    expect(await slugs()).toHaveLength(300)
  })

  it('takes back its own list of sources', async () => {
    await imported(outline('https://a.example/feed', 'text="A &lt;b&gt;"'))
    const list = await (await get('/sources.opml')).text()
    await reset()
    await applyNewsroom()
    const response = await send(list)
    expect(await response.json()).toMatchObject({ added: 1, outlines: [{ title: 'A <b>' }] })
  })

  it.each(['<rss/>', 'words', ''])('refuses %s', async (body) => {
    const response = await send(body)
    expect(response.status).toBe(422)
    expect((await response.json<{ detail: string }>()).detail).toContain('not OPML')
  })
})
