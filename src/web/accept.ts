/**
 * How much each of several media types is wanted: RFC 9110 §12.5.1. The most specific range that
 * fits a type decides; a type that no range fits is not wanted (0).
 */
interface Range {
  type: string
  quality: number
}

function ranges(accept: string): Range[] {
  return accept.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
    if (!/^[^\s/]+\/[^\s/]+$/.test(type)) return []
    const q = parameters.find((parameter) => /^q\s*=/.test(parameter))
    const quality = q === undefined ? 1 : Number(q.slice(q.indexOf('=') + 1))
    return [{ type, quality: quality >= 0 && quality <= 1 ? quality : 1 }]
  })
}

const qualityOf = (type: string, given: readonly Range[]) => {
  const [group = ''] = type.split('/')
  const fits = (wanted: string) => given.find((range) => range.type === wanted)?.quality
  return { named: fits(type), ranged: fits(type) ?? fits(`${group}/*`) ?? fits('*/*') ?? 0 }
}

/** What can be had at an address without an extension, with the types that ask for it by name. */
const OFFERS = {
  html: ['text/html', 'application/xhtml+xml'],
  atom: ['application/atom+xml'],
  rss: ['application/rss+xml', 'application/rdf+xml'],
  json: ['application/feed+json'],
} as const

export type Offer = keyof typeof OFFERS

const FEEDS = ['atom', 'rss', 'json'] as const

/** What browsers name too: they ask for a feed only where nobody asks for a page. */
const GENERIC = [
  ['application/xml', 'atom'],
  ['text/xml', 'atom'],
  ['application/json', 'json'],
] as const

/**
 * Which representation of a topic a request wants.
 *
 * People get the page, readers the feed: a page only for those who name HTML and no feed as gladly,
 * for browsers name no feeds at all and some readers name both. Who takes anything (`*\/*`, or no
 * Accept) gets Atom, since what a program subscribes to must be a feed.
 *
 * @returns undefined when nothing that can be had is wanted: 406.
 */
export function negotiate(accept: string | null): Offer | undefined {
  const given = ranges(accept ?? '*/*')
  if (given.length === 0) return 'atom'
  const named = (offer: Offer) =>
    Math.max(0, ...OFFERS[offer].map((type) => qualityOf(type, given).named ?? 0))
  const feed = FEEDS.reduce((a, b) => (named(b) > named(a) ? b : a))
  if (named('html') > named(feed)) return 'html'
  if (named(feed) > 0) return feed
  const generic = GENERIC.find(([type]) => (qualityOf(type, given).named ?? 0) > 0)
  if (generic) return generic[1]
  return FEEDS.find((offer) => OFFERS[offer].some((type) => qualityOf(type, given).ranged > 0))
}
