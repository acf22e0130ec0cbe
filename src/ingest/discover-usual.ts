import type { FeedCandidate } from './discover-page.ts'

/** What makes pages, by how it names itself in them, and where it puts their feeds. */
const GENERATORS: readonly { generator: RegExp; name: string; paths: string[] }[] = [
  { generator: /^wordpress/i, name: 'WordPress', paths: ['/feed/'] },
  { generator: /^blogger/i, name: 'Blogger', paths: ['/feeds/posts/default'] },
  { generator: /^ghost/i, name: 'Ghost', paths: ['/rss/'] },
  { generator: /^hugo/i, name: 'Hugo', paths: ['/index.xml'] },
  { generator: /^jekyll/i, name: 'Jekyll', paths: ['/feed.xml'] },
  { generator: /^hexo/i, name: 'Hexo', paths: ['/atom.xml'] },
  { generator: /^(?:eleventy|11ty)/i, name: 'Eleventy', paths: ['/feed.xml', '/feed/feed.xml'] },
  { generator: /^zola/i, name: 'Zola', paths: ['/atom.xml', '/rss.xml'] },
  { generator: /^astro/i, name: 'Astro', paths: ['/rss.xml'] },
  { generator: /^drupal/i, name: 'Drupal', paths: ['/rss.xml'] },
  { generator: /^discourse/i, name: 'Discourse', paths: ['/latest.rss'] },
  { generator: /^wix/i, name: 'Wix', paths: ['/blog-feed.xml'] },
  {
    generator: /^mediawiki/i,
    name: 'MediaWiki',
    paths: ['/index.php?title=Special:RecentChanges&feed=atom'],
  },
]

/** Where feeds are on sites that tell nothing, the commonest first: Miniflux's list and Feedbin's. */
const USUAL_PATHS = [
  '/feed',
  '/rss.xml',
  '/atom.xml',
  '/feed.xml',
  '/index.xml',
  '/rss',
  '/feed.json',
  '/index.rdf',
]

/** Where what made the page puts feeds, so that one good guess stands before many bad ones. */
export function generatorFeeds(pageUrl: string, generator: string | undefined): FeedCandidate[] {
  if (generator === undefined) return []
  return GENERATORS.filter((row) => row.generator.test(generator)).flatMap(({ name, paths }) =>
    paths.map((path) => ({
      url: new URL(path, pageUrl).href,
      how: `pages made with ${name} have it there`,
    })),
  )
}

/** Addresses to try when nothing better is known, of the site of a page. */
export function usualFeeds(pageUrl: string): FeedCandidate[] {
  return USUAL_PATHS.map((path) => ({
    url: new URL(path, pageUrl).href,
    how: 'feeds are often there',
  }))
}
