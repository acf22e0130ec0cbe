import { describe, expect, it } from 'vitest'
import { candidatesOfPage, foldFeeds, type FoundFeed } from '../../src/ingest/discover.ts'

const ATOM = 'application/atom+xml'
const RSS = 'application/rss+xml'
const JSON_FEED = 'application/feed+json'

const found = (path: string, type: string, more: Partial<FoundFeed> = {}): FoundFeed => ({
  url: `https://site.example${path}`,
  foundAt: `https://site.example${path}`,
  how: 'the page names it as its feed',
  type,
  entryUrls: [],
  ...more,
})
const folded = (...feeds: FoundFeed[]) =>
  foldFeeds(feeds).map(({ url, alternatives }) => [
    new URL(url).pathname + new URL(url).search,
    ...(alternatives ?? []).map((other) => new URL(other.url).pathname),
  ])
const stories = ['https://site.example/1', 'https://site.example/2']

describe('feeds that were found, each once', () => {
  it.each([
    { case: 'nothing', feeds: [], once: [] },
    {
      case: 'the same address',
      feeds: [found('/a', ATOM), found('/a', ATOM)],
      once: [['/a']],
    },
    {
      case: 'another address that leads there',
      feeds: [found('/a', ATOM), found('/b', ATOM, { foundAt: 'https://site.example/a' })],
      once: [['/a']],
    },
    {
      case: 'the same entries in three formats: Atom before RSS before JSON',
      feeds: [JSON_FEED, RSS, ATOM].map((type) =>
        found(`/${type.split('/')[1]}`, type, { entryUrls: stories }),
      ),
      once: [['/atom+xml', '/rss+xml', '/feed+json']],
    },
    {
      case: 'the same id in two formats',
      feeds: [found('/r', RSS, { id: 'urn:x:1' }), found('/a', ATOM, { id: 'urn:x:1' })],
      once: [['/a', '/r']],
    },
    {
      case: "two filters of one GOV.UK finder, which share the finder's id",
      feeds: ['?a=1', '?a=2'].map((query) =>
        found(`/search.atom${query}`, ATOM, {
          id: 'tag:www.gov.uk,2005:/search',
          entryUrls: stories,
        }),
      ),
      once: [['/search.atom?a=1'], ['/search.atom?a=2']],
    },
    {
      case: 'feeds that tell different things',
      feeds: [found('/posts', RSS, { entryUrls: stories }), found('/comments', ATOM)],
      once: [['/posts'], ['/comments']],
    },
    {
      case: 'empty feeds are not the same for being empty',
      feeds: [found('/a', ATOM), found('/b', RSS)],
      once: [['/a'], ['/b']],
    },
  ])('$case', ({ feeds, once }) => {
    expect(folded(...feeds)).toEqual(once)
  })
})

describe('where to ask, from a page', () => {
  const candidates = (html: string, url = 'https://site.example/') =>
    candidatesOfPage({ url, body: new TextEncoder().encode(html) }).map(
      (candidate) => candidate.url,
    )

  it('its links, then what its site is known for, then its anchors, then what made it', () => {
    const html = `<meta name=generator content="WordPress 7"><a href="/x.xml">RSS</a>
      <link rel=alternate type=application/rss+xml href="/link">`
    expect(candidates(html, 'https://x.substack.com/p/1')).toEqual([
      'https://x.substack.com/link',
      'https://x.substack.com/feed',
      'https://x.substack.com/x.xml',
      'https://x.substack.com/feed/',
    ])
  })

  it('no address twice, and never the page itself', () => {
    const html = `<link rel=alternate type=application/rss+xml href="/feed">
      <link rel=alternate type=application/rss+xml href="/"><a href="/feed">RSS</a>`
    expect(candidates(html)).toEqual(['https://site.example/feed'])
  })
})
