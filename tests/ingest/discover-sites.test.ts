import { describe, expect, it } from 'vitest'
import { siteFeeds } from '../../src/ingest/discover-sites.ts'
import { generatorFeeds, usualFeeds } from '../../src/ingest/discover-usual.ts'

const CHANNEL = `UC${'b'.repeat(22)}`
const clues = (youtubeChannel: string) => ({ links: [], anchors: [], youtubeChannel })
const urls = (page: string) => siteFeeds(page).map(({ url }) => url)

describe('sites that keep feeds where their pages need not say', () => {
  it.each([
    [
      `https://www.youtube.com/channel/${CHANNEL}`,
      `https://www.youtube.com/feeds/videos.xml?channel_id=${CHANNEL}`,
    ],
    [
      `https://m.youtube.com/channel/${CHANNEL}/videos`,
      `https://m.youtube.com/feeds/videos.xml?channel_id=${CHANNEL}`,
    ],
    [
      'https://www.youtube.com/user/UKParliament',
      'https://www.youtube.com/feeds/videos.xml?user=UKParliament',
    ],
    [
      'https://www.youtube.com/playlist?list=PL1',
      'https://www.youtube.com/feeds/videos.xml?playlist_id=PL1',
    ],
    [
      'https://www.youtube.com/watch?v=1&list=PL1',
      'https://www.youtube.com/feeds/videos.xml?playlist_id=PL1',
    ],
    ['https://github.com/nodejs', 'https://github.com/nodejs.atom'],
    ['https://github.com/nodejs/node/tags', 'https://github.com/nodejs/node/tags.atom'],
    [
      'https://github.com/nodejs/node/commits/main',
      'https://github.com/nodejs/node/commits/main.atom',
    ],
    ['https://www.reddit.com/', 'https://www.reddit.com/.rss'],
    ['https://old.reddit.com/r/rss/', 'https://old.reddit.com/r/rss/.rss'],
    ['https://www.reddit.com/user/spez/comments', 'https://www.reddit.com/user/spez/comments/.rss'],
    ['https://mastodon.social/@Gargron', 'https://mastodon.social/@Gargron.rss'],
    ['https://mastodon.social/tags/rss', 'https://mastodon.social/tags/rss.rss'],
    ['https://medium.com/@someone/a-post', 'https://medium.com/feed/@someone'],
    ['https://medium.com/a-publication', 'https://medium.com/feed/a-publication'],
    ['https://medium.com/tag/rss/latest', 'https://medium.com/feed/tag/rss'],
    ['https://someone.medium.com/a-post', 'https://someone.medium.com/feed'],
    ['https://someone.substack.com/p/x', 'https://someone.substack.com/feed'],
    ['https://substack.com/@someone', 'https://someone.substack.com/feed'],
    ['https://x.blogspot.com/2026/01/y.html', 'https://x.blogspot.com/feeds/posts/default'],
    [
      'https://x.blogspot.co.uk/search/label/a%20b',
      'https://x.blogspot.co.uk/feeds/posts/default/-/a%20b',
    ],
    ['https://x.tumblr.com/', 'https://x.tumblr.com/rss'],
    ['https://x.tumblr.com/tagged/y', 'https://x.tumblr.com/tagged/y/rss'],
    ['https://www.tumblr.com/x/123', 'https://x.tumblr.com/rss'],
    ['https://x.wordpress.com/', 'https://x.wordpress.com/feed/'],
    ['https://x.wordpress.com/category/y/', 'https://x.wordpress.com/category/y/feed/'],
    ['https://stackoverflow.com/questions/tagged/rss', 'https://stackoverflow.com/feeds/tag/rss'],
    [
      'https://politics.stackexchange.com/questions/1/x',
      'https://politics.stackexchange.com/feeds/question/1',
    ],
    ['https://politics.stackexchange.com/', 'https://politics.stackexchange.com/feeds'],
    ['https://stackoverflow.com/users/22656/x', 'https://stackoverflow.com/feeds/user/22656'],
    ['https://bsky.app/profile/x.bsky.social', 'https://bsky.app/profile/x.bsky.social/rss'],
    [
      'https://www.gov.uk/government/organisations/ministry-of-defence',
      'https://www.gov.uk/government/organisations/ministry-of-defence.atom',
    ],
    [
      'https://www.gov.uk/search/news-and-communications?world_locations[]=japan&order=updated-newest',
      'https://www.gov.uk/search/news-and-communications.atom?world_locations[]=japan&order=updated-newest',
    ],
    [
      'https://www.gov.uk/foreign-travel-advice/japan/safety',
      'https://www.gov.uk/foreign-travel-advice/japan.atom',
    ],
    ['https://dev.to/t/rss', 'https://dev.to/feed/tag/rss'],
    [
      'https://pypi.org/project/feedparser/',
      'https://pypi.org/rss/project/feedparser/releases.xml',
    ],
    ['https://news.ycombinator.com/', 'https://news.ycombinator.com/rss'],
  ])('%s → %s', (page, feed) => {
    expect(urls(page)).toEqual([feed])
  })

  it.each(['https://github.com/nodejs/node', 'https://github.com/nodejs/node/issues/1'])(
    '%s → what the repository releases, commits and tags',
    (page) => {
      expect(urls(page)).toEqual([
        'https://github.com/nodejs/node/releases.atom',
        'https://github.com/nodejs/node/commits.atom',
        'https://github.com/nodejs/node/tags.atom',
      ])
    },
  )

  it('https://gitlab.com/group/subgroup/project/-/issues → those of the project', () => {
    expect(urls('https://gitlab.com/group/subgroup/project/-/issues')[0]).toBe(
      'https://gitlab.com/group/subgroup/project/-/releases.atom',
    )
  })

  it.each([
    'https://www.youtube.com/@name',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com/shorts/x',
    'https://www.youtube.com/c/name',
  ])('%s → the channel that the page names', (page) => {
    expect(siteFeeds(page, clues(CHANNEL))).toEqual([
      {
        url: `https://www.youtube.com/feeds/videos.xml?channel_id=${CHANNEL}`,
        how: 'YouTube keeps it for the channel',
      },
    ])
  })

  it.each([
    'https://example.org/',
    'https://github.com/features/actions',
    'https://github.com/',
    'https://www.gov.uk/government/news/a-story',
    'https://www.gov.uk/government/organisations',
    'https://www.youtube.com/@name',
    'https://www.youtube.com/',
    'https://notgithub.com/nodejs/node',
    'https://github.com.evil.example/nodejs/node',
  ])('%s → nothing is known', (page) => {
    expect(urls(page)).toEqual([])
  })
})

describe('where feeds are of pages', () => {
  it.each([
    ['WordPress 7.0', '/feed/'],
    ['Ghost 6.1', '/rss/'],
    ['Hugo 0.152.0', '/index.xml'],
    ['Jekyll v4.4.1', '/feed.xml'],
    ['Drupal 11 (https://www.drupal.org)', '/rss.xml'],
    ['blogger', '/feeds/posts/default'],
  ])('made with %s: %s', (generator, path) => {
    expect(generatorFeeds('https://site.example/a/b', generator)[0]?.url).toBe(
      `https://site.example${path}`,
    )
  })

  it.each([undefined, 'Microsoft Word 15', ''])('made with %s: nobody knows', (generator) => {
    expect(generatorFeeds('https://site.example/', generator)).toEqual([])
  })

  it('of all others: /feed first', () => {
    expect(usualFeeds('https://site.example/a/b?c').map(({ url }) => url)).toEqual(
      expect.arrayContaining(['https://site.example/feed', 'https://site.example/rss.xml']),
    )
  })
})
