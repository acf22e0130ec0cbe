import {
  candidatesOfAddress,
  candidatesOfPage,
  type DiscoveredFeed,
  foldFeeds,
  type FoundFeed,
  foundFeed,
  lastCandidates,
} from '../ingest/discover.ts'
import type { FeedCandidate } from '../ingest/discover-page.ts'
import { hasEnded } from '../ingest/govuk-ended.ts'
import { readDocument } from '../ingest/read.ts'
import { type PollOutcome, pollOutcome } from '../poll/outcome.ts'
import { pollHeaders } from '../poll/request.ts'
import type { PollDeps } from './poll-source.ts'

export interface DiscoverDeps extends Pick<PollDeps, 'fetchDocument' | 'userAgent' | 'now'> {
  /** Of one discovery, the first one included. */
  maxRequests: number
}

export interface Discovery {
  url: string
  /** Best first. */
  feeds: DiscoveredFeed[]
  /** What was asked, or would have been, and is no feed: what it is instead. */
  tried: { url: string; what: string }[]
  /** Only when there are no feeds: what was done, in words. */
  detail?: string
}

/** What came of asking one address. */
type Asked =
  | { kind: 'feed'; feed: FoundFeed }
  | { kind: 'no-feed'; what: string; outcome: PollOutcome }

/** Looks for the feeds of a page, or at a feed, with few requests and one after the other. */
export async function discoverFeeds(url: string, deps: DiscoverDeps): Promise<Discovery> {
  const agent = await deps.userAgent()
  const found: FoundFeed[] = []
  const tried: Discovery['tried'] = []
  const asked = new Set<string>()
  /** Hosts that asked to be left alone. */
  const closed = new Set<string>()

  async function ask(candidate: FeedCandidate): Promise<PollOutcome | undefined> {
    const { host } = new URL(candidate.url)
    const whyNot = closed.has(host)
      ? 'not asked, because its server wants fewer requests'
      : asked.size >= deps.maxRequests
        ? `not asked, because ${deps.maxRequests} requests are enough for one discovery`
        : undefined
    if (whyNot !== undefined) {
      tried.push({ url: candidate.url, what: whyNot })
      return undefined
    }
    asked.add(candidate.url)
    const answer = await askFor(candidate, agent, deps)
    if (answer.kind === 'feed') {
      found.push(answer.feed)
      return undefined
    }
    const { outcome, what } = answer
    tried.push({ url: candidate.url, what })
    if (outcome.status === 429 || outcome.status === 503) closed.add(host)
    return outcome
  }

  const page = await ask({ url, how: 'the address is a feed itself' })
  if (page) {
    const isPage = page.kind === 'fresh'
    const pageUrl = isPage ? page.document.url : url
    for (const candidate of isPage ? candidatesOfPage(page.document) : candidatesOfAddress(url))
      await ask(candidate)
    // A server that does not answer at all has no feed either.
    if (found.length === 0 && page.status !== null)
      for (const candidate of lastCandidates(pageUrl, asked)) {
        if (found.length > 0 || asked.size >= deps.maxRequests) break
        await ask(candidate)
      }
  }
  const feeds = foldFeeds(found)
  return { url, feeds, tried, ...(feeds.length === 0 && { detail: nothingFound(tried) }) }
}

async function askFor(
  candidate: FeedCandidate,
  agent: string,
  { fetchDocument, now }: DiscoverDeps,
): Promise<Asked> {
  const answer = await fetchDocument(candidate.url, (url) => pollHeaders(url, null, agent))
  const outcome = pollOutcome(answer, now())
  if (outcome.kind !== 'fresh') {
    const what =
      outcome.kind === 'failed' ? outcome.reason : `the server answered ${outcome.status}`
    return { kind: 'no-feed', what, outcome }
  }
  const read = await readDocument(outcome.document)
  if (read.kind === 'not-a-feed') return { kind: 'no-feed', what: read.what, outcome }
  if (hasEnded(read.document)) return { kind: 'no-feed', what: 'a feed that has ended', outcome }
  return { kind: 'feed', feed: foundFeed(candidate, outcome.document.url, read.document) }
}

/** What to tell someone who hoped for a feed. */
function nothingFound([page, ...others]: Discovery['tried']): string {
  const first = `No feed was found: ${page?.url} is no feed (${page?.what})`
  if (others.length === 0) return `${first}, and there was nowhere else to look.`
  return `${first}, and neither was any of these: ${others
    .map(({ url, what }) => `${url} (${what})`)
    .join('; ')}.`
}
