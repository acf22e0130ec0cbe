import type { FeedCandidate, PageClues } from './discover-page.ts'

/** Pages of one kind on one site, and where the site keeps their feeds. */
interface SiteRule {
  how: string
  host: RegExp
  /** Of the path, without a slash at its end. */
  path: RegExp
  /** Addresses, best first; a path belongs to the page's own origin. */
  feeds: (found: string[], url: URL) => string[]
}

const YOUTUBE = /^(?:www\.|m\.)?youtube\.com$/
const GITHUB = /^github\.com$/
const REDDIT = /^(?:www\.|old\.|new\.)?reddit\.com$/
const MEDIUM = /^medium\.com$/
const GOVUK = /^www\.gov\.uk$/
const STACK_EXCHANGE =
  /^(?:(?:[a-z-]+\.)*stackexchange\.com|(?:[a-z]{2}\.)?stackoverflow\.com|serverfault\.com|superuser\.com|askubuntu\.com|mathoverflow\.net|stackapps\.com)$/

const youtube = (name: string, value: string | null) =>
  value ? [`/feeds/videos.xml?${name}=${encodeURIComponent(value)}`] : []

/** First parts of a path that are GitHub's own and no user of it. */
const GITHUB_OWN =
  /^(?:about|apps|collections|contact|customer-stories|enterprise|events|explore|features|issues|login|marketplace|new|notifications|orgs|pricing|pulls|search|security|settings|signup|site|sponsors|stars|team|topics|trending)$/
const ofGithub = (owner: string, ...feeds: string[]) => (GITHUB_OWN.test(owner) ? [] : feeds)

/** Patterns that the sites document, or that their pages name; each is asked before it is believed. */
const SITES: readonly SiteRule[] = [
  {
    how: 'YouTube keeps it for the playlist',
    host: YOUTUBE,
    path: /^\/(?:playlist|watch)$/,
    feeds: (_, { searchParams }) => youtube('playlist_id', searchParams.get('list')),
  },
  {
    how: 'YouTube keeps it for the channel',
    host: YOUTUBE,
    path: /^\/channel\/(UC[\w-]{22})(?:\/|$)/,
    feeds: ([id = '']) => youtube('channel_id', id),
  },
  {
    how: 'YouTube keeps it for the user',
    host: YOUTUBE,
    path: /^\/user\/([^/]+)/,
    feeds: ([name = '']) => youtube('user', name),
  },
  {
    how: 'GitHub keeps it for the branch',
    host: GITHUB,
    path: /^\/([^/]+)\/([^/]+)\/(?:commits|tree)\/([^/]+)$/,
    feeds: ([owner = '', repository = '', branch = '']) =>
      ofGithub(owner, `/${owner}/${repository}/commits/${branch}.atom`),
  },
  {
    how: 'GitHub keeps it for the tags',
    host: GITHUB,
    path: /^\/([^/]+)\/([^/]+)\/tags$/,
    feeds: ([owner = '', repository = '']) => ofGithub(owner, `/${owner}/${repository}/tags.atom`),
  },
  {
    how: 'GitHub keeps it for the repository',
    host: GITHUB,
    path: /^\/([^/]+)\/([^/]+?)(?:\.git|\/.*)?$/,
    feeds: ([owner = '', repository = '']) =>
      ofGithub(
        owner,
        `/${owner}/${repository}/releases.atom`,
        `/${owner}/${repository}/commits.atom`,
        `/${owner}/${repository}/tags.atom`,
      ),
  },
  {
    how: 'GitHub keeps it for the user',
    host: GITHUB,
    path: /^\/([^/]+)$/,
    feeds: ([owner = '']) => ofGithub(owner, `/${owner}.atom`),
  },
  {
    how: 'GitLab keeps it for the project',
    host: /^gitlab\.com$/,
    path: /^\/((?!(?:explore|help|users|dashboard|groups)\/)[^/]+(?:\/(?!-\/)[^/]+)+?)(?:\/-\/.*)?$/,
    feeds: ([project = '']) => [
      `/${project}/-/releases.atom`,
      `/${project}/-/tags?format=atom`,
      `/${project}.atom`,
    ],
  },
  {
    how: 'Reddit keeps it for the page',
    host: REDDIT,
    path: /^(\/(?:r|user|u)\/[^/]+(?:\/.*)?|)$/,
    feeds: ([path = '']) => [`${path}/.rss`],
  },
  {
    how: 'Medium keeps it for the tag',
    host: MEDIUM,
    path: /^\/tag\/([^/]+)/,
    feeds: ([tag = '']) => [`/feed/tag/${tag}`],
  },
  {
    how: 'Medium keeps it for the author or the publication',
    host: MEDIUM,
    path: /^\/((?!tag$|m$|feed$|search$|about$)@?[\w.-]+)(?:\/|$)/,
    feeds: ([name = '']) => [`/feed/${name}`],
  },
  {
    how: 'Medium keeps it for the publication',
    host: /^[\w-]+\.medium\.com$/,
    path: /^/,
    feeds: () => ['/feed'],
  },
  { how: 'Substack keeps it', host: /\.substack\.com$/, path: /^/, feeds: () => ['/feed'] },
  {
    how: 'Substack keeps it for the author',
    host: /^(?:www\.)?substack\.com$/,
    path: /^\/@([\w-]+)/,
    feeds: ([name = '']) => [`https://${name}.substack.com/feed`],
  },
  {
    how: 'Blogger keeps it for the label',
    host: /\.blogspot\.[a-z.]+$/,
    path: /^\/search\/label\/([^/]+)/,
    feeds: ([label = '']) => [`/feeds/posts/default/-/${label}`],
  },
  {
    how: 'Blogger keeps it',
    host: /\.blogspot\.[a-z.]+$/,
    path: /^/,
    feeds: () => ['/feeds/posts/default'],
  },
  {
    how: 'Tumblr keeps it for the tag',
    host: /^(?!www\.)[\w-]+\.tumblr\.com$/,
    path: /^\/tagged\/([^/]+)/,
    feeds: ([tag = '']) => [`/tagged/${tag}/rss`],
  },
  {
    how: 'Tumblr keeps it for the blog',
    host: /^(?!www\.)[\w-]+\.tumblr\.com$/,
    path: /^/,
    feeds: () => ['/rss'],
  },
  {
    how: 'Tumblr keeps it for the blog',
    host: /^(?:www\.)?tumblr\.com$/,
    path: /^\/(?:blog\/view\/)?((?!tagged$|explore$|search$|login$|register$)[\w-]+)/,
    feeds: ([name = '']) => [`https://${name}.tumblr.com/rss`],
  },
  {
    how: 'WordPress keeps it for the page',
    host: /\.wordpress\.com$/,
    path: /^((?:\/(?:category|tag|author)\/[^/]+)?)/,
    feeds: ([path = '']) => [`${path}/feed/`],
  },
  {
    how: 'Stack Exchange keeps it for the tag',
    host: STACK_EXCHANGE,
    path: /^\/(?:questions\/tagged|tags)\/([^/]+)/,
    feeds: ([tag = '']) => [`/feeds/tag/${tag}`],
  },
  {
    how: 'Stack Exchange keeps it for the question',
    host: STACK_EXCHANGE,
    path: /^\/questions\/(\d+)/,
    feeds: ([number = '']) => [`/feeds/question/${number}`],
  },
  {
    how: 'Stack Exchange keeps it for the user',
    host: STACK_EXCHANGE,
    path: /^\/users\/(\d+)/,
    feeds: ([number = '']) => [`/feeds/user/${number}`],
  },
  {
    how: 'Stack Exchange keeps it for the site',
    host: STACK_EXCHANGE,
    path: /^(?:\/questions)?$/,
    feeds: () => ['/feeds'],
  },
  {
    how: 'Bluesky keeps it for the profile',
    host: /^bsky\.app$/,
    path: /^\/profile\/([^/]+)/,
    feeds: ([profile = '']) => [`/profile/${profile}/rss`],
  },
  {
    how: 'GOV.UK keeps it for the organisation',
    host: GOVUK,
    path: /^(\/government\/organisations\/[^/.]+)$/,
    feeds: ([path = '']) => [`${path}.atom`],
  },
  {
    // The filters stand in the query, and the feed takes the same ones.
    how: 'GOV.UK keeps it for the search, with its filters',
    host: GOVUK,
    path: /^(\/search\/[^/.]+)$/,
    feeds: ([path = ''], { search }) => [`${path}.atom${search}`],
  },
  {
    how: 'GOV.UK keeps it for the travel advice',
    host: GOVUK,
    path: /^(\/foreign-travel-advice(?:\/[^/.]+)?)(?:\/|$)/,
    feeds: ([path = '']) => [`${path}.atom`],
  },
  {
    how: 'DEV keeps it for the author or the tag',
    host: /^dev\.to$/,
    path: /^\/((?:t\/)?[^/]+)/,
    feeds: ([name = '']) => [`/feed/${name.replace(/^t\//, 'tag/')}`],
  },
  {
    how: 'PyPI keeps it for the package',
    host: /^pypi\.org$/,
    path: /^\/project\/([^/]+)/,
    feeds: ([name = '']) => [`/rss/project/${name}/releases.xml`],
  },
  {
    how: 'Hacker News keeps it',
    host: /^news\.ycombinator\.com$/,
    path: /^(?:\/news)?$/,
    feeds: () => ['/rss'],
  },
  {
    // Servers of the Fediverse have names of their own; the page's path is all there is to go by.
    how: 'Mastodon keeps it for the profile',
    host: /^(?!.*(?:youtube|medium|substack|tiktok|threads|instagram)\.)/,
    path: /^\/(@[\w.-]+|tags\/[^/]+)$/,
    feeds: ([name = '']) => (name.endsWith('.rss') ? [] : [`/${name}.rss`]),
  },
]

/** Where the site of this page keeps feeds, as far as its address tells, and the page. */
export function siteFeeds(pageUrl: string, clues?: PageClues): FeedCandidate[] {
  const url = new URL(pageUrl)
  const path = url.pathname.replace(/\/+$/, '')
  const ofChannel =
    clues?.youtubeChannel && YOUTUBE.test(url.hostname)
      ? youtube('channel_id', clues.youtubeChannel).map((feed) => ({
          url: new URL(feed, url).href,
          how: 'YouTube keeps it for the channel',
        }))
      : []
  // A table is read from its top: the first row that knows a page is the one that says most of it.
  const rule = SITES.find((site) => site.host.test(url.hostname) && site.path.test(path))
  const found = rule?.path.exec(path)?.slice(1) ?? []
  const byAddress = (rule?.feeds(found, url) ?? []).map((feed) => ({
    url: new URL(feed, url).href,
    how: rule?.how ?? '',
  }))
  return [...byAddress, ...ofChannel]
}
