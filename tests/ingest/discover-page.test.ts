import { describe, expect, it } from 'vitest'
import { readPageClues } from '../../src/ingest/discover-page.ts'

const PAGE = 'https://site.example/blog/post.html'
const linksOf = (html: string, url = PAGE) => readPageClues(html, url).links.map((link) => link.url)
const anchorsOf = (html: string, url = PAGE) =>
  readPageClues(html, url).anchors.map((anchor) => anchor.url)

describe('the feeds a page names in its link elements', () => {
  it.each([
    {
      case: 'Atom, RSS and JSON Feed',
      html: `<link rel=alternate type="application/atom+xml" href="/a">
             <link rel=alternate type="application/rss+xml" href="/r">
             <link rel=alternate type="application/feed+json" href="/j">`,
      urls: ['https://site.example/a', 'https://site.example/r', 'https://site.example/j'],
    },
    {
      case: 'a reference is of the page',
      html: '<link rel="alternate" type="application/rss+xml" href="feed.xml">',
      urls: ['https://site.example/blog/feed.xml'],
    },
    {
      case: 'or of its base',
      html: '<base href="https://cdn.example/x/"><link rel="alternate" type="application/rss+xml" href="feed.xml">',
      urls: ['https://cdn.example/x/feed.xml'],
    },
    {
      case: 'a base may be relative, and only the first counts',
      html: '<base href="/a/"><base href="/b/"><link rel="alternate" type="application/rss+xml" href="f">',
      urls: ['https://site.example/a/f'],
    },
    {
      case: 'rel is a list of tokens',
      html: '<link rel="home  alternate\nnofollow" type="application/rss+xml" href="/f">',
      urls: ['https://site.example/f'],
    },
    {
      case: 'a token is a whole word',
      html: '<link rel="alternate-not" type="application/rss+xml" href="/f">',
      urls: [],
    },
    {
      case: 'names in any letter case, a type with a charset',
      html: '<LINK REL="Alternate" TYPE="Application/RSS+XML; charset=utf-8" HREF="/F">',
      urls: ['https://site.example/F'],
    },
    {
      case: 'in the body, after what was never closed',
      html: '<html><head><title>x<body><div><p>Hello</title><link rel=alternate type=application/atom+xml href=/f>',
      urls: ['https://site.example/f'],
    },
    {
      case: 'references in an address are decoded',
      html: '<link rel="alternate" type="application/rss+xml" href="/f?a=1&amp;b=2">',
      urls: ['https://site.example/f?a=1&b=2'],
    },
    {
      case: 'feed: is unwrapped',
      html: `<link rel="alternate" type="application/rss+xml" href="feed://site.example/f">
             <link rel="alternate" type="application/rss+xml" href="feed:https://site.example/g">`,
      urls: ['http://site.example/f', 'https://site.example/g'],
    },
    {
      case: 'each address once, whatever its fragment',
      html: `<link rel="alternate" type="application/rss+xml" href="/f">
             <link rel="alternate" type="application/rss+xml" href="/f#latest">`,
      urls: ['https://site.example/f'],
    },
    {
      case: 'comments stand last',
      html: `<link rel="alternate" type="application/rss+xml" title="X » Comments Feed" href="/comments/feed/">
             <link rel="alternate" type="application/rss+xml" title="X » Feed" href="/feed/">`,
      urls: ['https://site.example/feed/', 'https://site.example/comments/feed/'],
    },
    {
      case: 'JSON may be a feed, but is asked after what must be one',
      html: `<link rel="alternate" type="application/json" href="/f.json">
             <link rel="alternate" type="application/rss+xml" href="/f">`,
      urls: ['https://site.example/f', 'https://site.example/f.json'],
    },
    {
      case: "WordPress's API is none",
      html: '<link rel="alternate" title="JSON" type="application/json" href="/wp-json/wp/v2/pages/2">',
      urls: [],
    },
    {
      case: 'rel=feed, once proposed',
      html: '<link rel="feed" href="/f">',
      urls: ['https://site.example/f'],
    },
    {
      case: 'other alternates are none: languages, oEmbed, style',
      html: `<link rel="alternate" hreflang="ja" href="/ja/">
             <link rel="alternate" type="application/json+oembed" href="/oembed">
             <link rel="alternate stylesheet" type="text/css" href="/dark.css">`,
      urls: [],
    },
    {
      case: 'addresses that cannot be fetched are none',
      html: `<link rel="alternate" type="application/rss+xml" href="">
             <link rel="alternate" type="application/rss+xml">
             <link rel="alternate" type="application/rss+xml" href="ftp://site.example/f">
             <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
             <link rel="alternate" type="application/rss+xml" href="https://[/f">`,
      urls: [],
    },
    {
      case: 'in a comment or a script there is none',
      html: `<!-- <link rel="alternate" type="application/rss+xml" href="/f"> -->
             <script>'<link rel="alternate" type="application/rss+xml" href="/f">'</script>`,
      urls: [],
    },
  ])('$case', ({ html, urls }) => {
    expect(linksOf(html)).toEqual(urls)
  })
})

describe('the anchors of a page that speak of feeds', () => {
  it.each([
    { html: '<a href="/feed/">Subscribe</a>', urls: ['https://site.example/feed/'] },
    { html: '<a href="/news.rss">News</a>', urls: ['https://site.example/news.rss'] },
    { html: '<a href="/?format=atom">News</a>', urls: ['https://site.example/?format=atom'] },
    { html: '<a href="/x.xml">RSS</a>', urls: ['https://site.example/x.xml'] },
    { html: '<a href="/x.xml"><b>Our</b> <i>Atom</i></a>', urls: ['https://site.example/x.xml'] },
    { html: '<a href="/x.xml"><img alt="RSS feed"></a>', urls: ['https://site.example/x.xml'] },
    { html: '<a href="/x.xml" aria-label="RSS"></a>', urls: ['https://site.example/x.xml'] },
    { html: '<a href="/rssfeed.xml">News</a>', urls: ['https://site.example/rssfeed.xml'] },
    {
      html: '<a href="https://feeds.other.example/x">x</a>',
      urls: ['https://feeds.other.example/x'],
    },
    { html: '<a href="/x.xml">RSS', urls: ['https://site.example/x.xml'] },
    { html: '<a href="/one">One<a href="/x.xml">RSS</a>', urls: ['https://site.example/x.xml'] },
    { html: '<a href="/feedback">Feedback</a>', urls: [] },
    { html: '<a href="/press">Pressrelease</a>', urls: [] },
    { html: '<a href="mailto:rss@site.example">RSS</a>', urls: [] },
    { html: '<a name="rss">RSS</a>', urls: [] },
    { html: '<a href="https://feedly.com/i/subscription/feed/x">Feedly</a>', urls: [] },
    { html: '<a href="https://en.wikipedia.org/wiki/RSS">What is RSS?</a>', urls: [] },
  ])('$html', ({ html, urls }) => {
    expect(anchorsOf(html)).toEqual(urls)
  })

  it('stand in the order of how plainly they say it, those of other sites and of comments last', () => {
    const html = `<a href="https://other.example/feed">Partner</a><a href="/comments/feed">x</a>
      <a href="/x.xml">RSS</a><a href="/feed">x</a>`
    expect(anchorsOf(html)).toEqual([
      'https://site.example/feed',
      'https://site.example/x.xml',
      'https://other.example/feed',
      'https://site.example/comments/feed',
    ])
  })

  it("are not all there are when the site's own name is of feeds", () => {
    expect(anchorsOf('<a href="/about">About</a>', 'https://rss.example/')).toEqual([])
  })
})

describe('what else a page tells', () => {
  it('what made it', () => {
    const html = '<meta name="Generator" content="Hugo 0.152.0">'
    expect(readPageClues(html, PAGE).generator).toBe('Hugo 0.152.0')
  })

  const id = `UC${'a'.repeat(22)}`
  it.each([
    `<link rel="canonical" href="https://www.youtube.com/channel/${id}">`,
    `<meta itemprop="identifier" content="${id}">`,
    `<meta itemprop="channelId" content="${id}">`,
    `<script>var data = {"externalId":"${id}"}</script>`,
    `<script>var data = {"videoDetails":{"channelId":"${id}"}}</script>`,
  ])('which channel of YouTube it is of: %s', (html) => {
    expect(readPageClues(html, 'https://www.youtube.com/@name').youtubeChannel).toBe(id)
  })
})

describe('a hostile page is read in linear time', () => {
  const many = 200_000
  it.each([
    { what: 'anchors within anchors', html: '<a href="/feed">'.repeat(many) },
    { what: 'elements never closed', html: '<b>'.repeat(many) + '</i>'.repeat(many) },
    { what: 'one endless attribute', html: `<a href="${'/feed'.repeat(many)}">` },
    { what: 'one endless rel', html: `<link rel="${'alternate '.repeat(many)}">` },
    { what: 'attributes without end', html: `<link ${'rel=alternate '.repeat(many)}>` },
    { what: 'quotes without end', html: '<a href="'.repeat(many) },
    { what: 'comments without end', html: '<!--'.repeat(many) },
    {
      what: 'link elements',
      html: '<link rel=alternate type=application/rss+xml href=x>'.repeat(many),
    },
    { what: 'half a channel', html: '"channelId":"UC'.repeat(many) },
    { what: 'words in an anchor', html: `<a href=/x>${'<b>rss </b>'.repeat(many)}` },
  ])('$what', ({ html }) => {
    const begun = performance.now()
    const clues = readPageClues(html, 'https://www.youtube.com/')
    expect(performance.now() - begun).toBeLessThan(2000)
    expect(clues.links.length + clues.anchors.length).toBeLessThanOrEqual(60)
  })
})
