import { Parser } from 'htmlparser2'
import { parseMediaType } from '../web/media-type.ts'
import { readableHtml } from './readable-html.ts'

/** An address where a feed may be, and why it is thought so, in words. */
export interface FeedCandidate {
  url: string
  how: string
}

/** What a page says of feeds. */
export interface PageClues {
  /** Its `link` elements, best first. */
  links: FeedCandidate[]
  /** Its anchors that speak of feeds, best first. */
  anchors: FeedCandidate[]
  /** `meta name=generator`: what made the page. */
  generator?: string
  /** A YouTube page's channel, which its address need not tell. */
  youtubeChannel?: string
}

/** Links of a page end somewhere; what comes after is somebody's novel. */
const MOST_HTML = 1_000_000
const MOST_CANDIDATES = 30
const MOST_WORDS = 80
const MOST_ADDRESS = 500

/** HTML Living Standard §4.6.7.1 names Atom and RSS; the others are what pages write. */
const FEED_TYPES = new Set([
  'application/atom+xml',
  'application/rss+xml',
  'application/rdf+xml',
  'application/feed+json',
])
/** Names other things as well: what an API answers, a sitemap. */
const MAYBE_FEED_TYPES = new Set(['application/json', 'application/xml', 'text/xml'])
/** WordPress names its API in every page. */
const API = /\/wp-json\//

const SAYS_FEED =
  /(?:^|[^a-z])(?:rss|atom|rdf|feeds?)(?:[^a-z]|$)|rss-?feed|feed-?(?:rss|atom)|\.(?:rss|atom|rdf)$/i
const IS_OF_COMMENTS = /(?:^|[^a-z])(?:comments?|replies)(?:[^a-z]|$)/i

/** Readers that pages offer to subscribe with, and a page on what feeds are: never a feed of the page. */
const READERS =
  /(?:^|\.)(?:feedly\.com|inoreader\.com|netvibes\.com|newsblur\.com|theoldreader\.com|my\.yahoo\.com|wikipedia\.org)$/

const YOUTUBE_CHANNEL = /"(?:channelId|externalId)":"(UC[\w-]{22})"/
const YOUTUBE_HOST = /(?:^|\.)(?:youtube\.com|youtu\.be)$/

/** An address as browsers read it: RFC 3986 with the mends of the URL Standard; `feed:` is unwrapped. */
function addressOf(written: string | undefined, base: string): URL | undefined {
  if (written === undefined || written.trim() === '') return undefined
  const unwrapped = written
    .trim()
    .replace(/^feed:(?=https?:)/i, '')
    .replace(/^feed:/i, 'http:')
  const url = URL.parse(unwrapped, base)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  url.hash = ''
  return url
}

interface Ranked extends FeedCandidate {
  /** Lower is better. */
  rank: number
}

/** Best first, each address once. */
function best(candidates: Ranked[]): FeedCandidate[] {
  const seen = new Set<string>()
  return candidates
    .sort((a, b) => a.rank - b.rank)
    .flatMap(({ url, how }) => {
      if (seen.has(url)) return []
      seen.add(url)
      return [{ url, how }]
    })
    .slice(0, MOST_CANDIDATES)
}

/** Reads a page for what it says of feeds: HTML in, candidates out. Linear, whatever the page is. */
export function readPageClues(html: string, pageUrl: string): PageClues {
  const links: Ranked[] = []
  const anchors: Ranked[] = []
  const pageHost = new URL(pageUrl).host
  let base: string | undefined
  let generator: string | undefined
  let channel: string | undefined
  let anchor: { url: URL; words: string } | undefined

  const endAnchor = () => {
    if (!anchor) return
    const { url, words } = anchor
    anchor = undefined
    const isElsewhere = url.host !== pageHost
    const address = `${isElsewhere ? url.host : ''}${url.pathname}${url.search}`.slice(
      0,
      MOST_ADDRESS,
    )
    const byAddress = SAYS_FEED.test(address)
    if (!byAddress && !SAYS_FEED.test(words)) return
    if (READERS.test(url.hostname)) return
    const rank =
      (byAddress ? 0 : 1) + (isElsewhere ? 2 : 0) + (IS_OF_COMMENTS.test(address) ? 4 : 0)
    anchors.push({ url: url.href, how: 'the page links to it', rank })
  }
  const say = (words: string | undefined) => {
    if (anchor && words && anchor.words.length < MOST_WORDS)
      anchor.words += ` ${words.slice(0, MOST_WORDS)}`
  }

  const addLink = ({ rel = '', href, type = '', title = '' }: Record<string, string>) => {
    const rels = rel.toLowerCase().split(/\s+/)
    const url = addressOf(href, base ?? pageUrl)
    if (!url) return
    const canonicalChannel = /\/channel\/(UC[\w-]{22})$/.exec(url.pathname)?.[1]
    if (rels.includes('canonical')) channel ??= canonicalChannel
    const essence = parseMediaType(type)?.essence ?? ''
    const isMaybe = MAYBE_FEED_TYPES.has(essence) && !API.test(url.href)
    // `rel=feed` was once a proposal of the WHATWG and is in old templates.
    const isNamed =
      rels.includes('feed') || (rels.includes('alternate') && (FEED_TYPES.has(essence) || isMaybe))
    if (!isNamed) return
    const isOfComments = IS_OF_COMMENTS.test(`${title.slice(0, 200)} ${url.pathname}`)
    const rank = (isMaybe ? 1 : 0) + (isOfComments ? 2 : 0)
    links.push({ url: url.href, how: 'the page names it as its feed', rank })
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base') base ??= addressOf(attributes['href'], pageUrl)?.href
      else if (name === 'link') addLink(attributes)
      else if (name === 'meta') {
        const content = attributes['content']?.slice(0, 200)
        if (attributes['name']?.toLowerCase() === 'generator') generator ??= content
        if (/^(?:channelId|identifier)$/.test(attributes['itemprop'] ?? ''))
          channel ??= /^UC[\w-]{22}$/.exec(content ?? '')?.[0]
      } else if (name === 'a') {
        endAnchor()
        const url = addressOf(attributes['href'], base ?? pageUrl)
        if (!url) return
        anchor = { url, words: '' }
        say(attributes['title'])
        say(attributes['aria-label'])
      } else if (name === 'img') say(attributes['alt'])
    },
    ontext: say,
    onclosetag(name) {
      if (name === 'a') endAnchor()
    },
  })
  parser.end(readableHtml(html.slice(0, MOST_HTML)))
  endAnchor()
  if (YOUTUBE_HOST.test(new URL(pageUrl).hostname))
    channel ??= YOUTUBE_CHANNEL.exec(html.slice(0, MOST_HTML))?.[1]
  return {
    links: best(links),
    anchors: best(anchors),
    ...(generator !== undefined && { generator }),
    ...(channel !== undefined && { youtubeChannel: channel }),
  }
}
