import { Hono, type Context } from 'hono'
import type { QueryLimits } from '../domain/feed-query.ts'
import type { Limiter } from '../domain/limiter.ts'
import type { Newsroom } from '../domain/newsroom.ts'
import type { Log } from '../domain/log.ts'
import type { EntryStore, NewsroomStore } from '../domain/store.ts'
import type { CopyStore } from '../domain/stored-copy.ts'
import { NotFoundPage } from '../pages/not-found.tsx'
import { PAGE_VERSION } from '../pages/page-version.ts'
import { feedDocument, TEMPLATE_VERSION, versionOf } from '../publish/document.ts'
import { keptAddress, keptSeconds, type KeepingPolicy } from '../publish/kept.ts'
import {
  feedRequest,
  streamsOf,
  unknownAmong,
  type FeedRequest,
  type Representation,
} from './feed-request.ts'
import { refusal } from './for-people.tsx'
import { problem } from './problem.ts'
import { tellAnyPage } from './read-only.ts'
import { remembered } from './remembered.ts'
import { respondWithPage } from './respond-with-page.ts'
import { serveKept, type Anew, type Wanted } from './serve-kept.ts'
import { isSearchedTooOften, tooMany } from './too-many.ts'
import { writtenDocument } from './written-document.tsx'

export interface FeedRoutesDeps {
  entries: Pick<EntryStore, 'select'>
  newsroom: Pick<NewsroomStore, 'current' | 'changes' | 'versions' | 'ended'>
  copies: CopyStore
  /** How often somebody may search for what is not kept. */
  searches: Limiter
  keeping: KeepingPolicy
  siteUrl: string
  limits: QueryLimits
  cacheControl: CacheControl
  log: Log
  now: () => Date
}

/** How long an answer may be kept elsewhere, by what it is. */
export interface CacheControl {
  fresh: string
  /** The last good copy, while nothing newer can be had. */
  lastGood: string
  /** That something is not there, or was asked for wrongly. */
  absent: string
}

type Definitions = Pick<Newsroom, 'newsroom' | 'topics'>
type Feed = Extract<FeedRequest, { kind: 'feed' }> & Wanted
type Other = Exclude<FeedRequest, { kind: 'feed' }>
type Named = Pick<Feed, 'named' | 'representation'>

/** What a page shows beyond its feed: how it is written, and the topics it can be combined with. */
const shownBeside = (representation: Representation, topics: Definitions['topics']) =>
  representation === 'html'
    ? [PAGE_VERSION, topics.map(({ slug, title }) => [slug, title])]
    : undefined

/** Feeds and pages of topics: kept ones while nothing has changed, else from what is stored. */
export function feedRoutes(deps: FeedRoutesDeps) {
  const { entries, newsroom, keeping, siteUrl, limits, cacheControl, now } = deps
  const serve = serveKept({ ...deps, versions: newsroom.versions })

  const read = remembered((url, accept): Feed | Other => {
    const request = feedRequest(new URL(url), accept, limits)
    if (request.kind !== 'feed') return request
    const { query, representation } = request
    return {
      ...request,
      address: keptAddress(
        siteUrl,
        query,
        representation,
        representation === 'html' ? `${TEMPLATE_VERSION}.${PAGE_VERSION}` : undefined,
      ),
      seconds: keptSeconds(query, keeping),
      streams: streamsOf(query),
    }
  })

  /** A topic nobody has ever heard of: 404. One that has ended: 410, and what to do about it. */
  async function respondToUnknown(
    c: Context,
    { named, representation }: Named,
    current: Definitions,
  ): Promise<Response | undefined> {
    const unknown = unknownAmong(named, current.topics)
    if (!unknown) return undefined
    const { slug, near } = unknown
    const [ended] = await newsroom.ended([slug])
    const status = ended ? 410 : 404
    const what = ended
      ? `The topic "${slug}" ended on ${ended.endedAt.slice(0, 10)}; please unsubscribe.`
      : `There is no topic "${slug}".`
    c.header('cache-control', cacheControl.absent)
    return representation === 'html'
      ? respondWithPage(c, <NotFoundPage {...current} what={what} near={near} />, status)
      : problem(c, status, `${what} GET / lists the topics.`, { near, ...ended })
  }

  async function make(c: Context, asked: Feed): Promise<Anew> {
    const { query, representation, streams } = asked
    if (await isSearchedTooOften(c, query, deps.searches)) return tooMany(c)
    const current = await newsroom.current()
    if (!current) return problem(c, 404, 'No newsroom has been applied yet: see `npm run apply`.')
    const unknown = await respondToUnknown(c, asked, current)
    if (unknown) return unknown
    const [selected, changes] = await Promise.all([
      entries.select(query, query.limit ?? limits.usualEntries),
      newsroom.changes(streams),
    ])
    const feed = feedDocument({ query, ...selected, ...changes }, { ...current, siteUrl })
    const version = versionOf(feed, representation, shownBeside(representation, current.topics))
    return writtenDocument(feed, asked, version, current.topics)
  }

  /** Only to what exists, as far as that can be told: the one spelling depends on nothing stored. */
  async function redirect(c: Context, { to, ...named }: Named & { to: string }): Promise<Response> {
    const current = await newsroom.current().catch(() => undefined)
    const unknown = current && (await respondToUnknown(c, named, current))
    return unknown ?? c.body(null, 308, { location: to, 'cache-control': cacheControl.fresh })
  }

  async function respond(c: Context, request: Other): Promise<Response> {
    if (request.kind === 'elsewhere') return redirect(c, request)
    c.header('cache-control', cacheControl.absent)
    switch (request.kind) {
      case 'unknown-format': {
        const what = `There is no ".${request.extension}" here: ask for .atom, .rss or .json.`
        return problem(c, 404, what)
      }
      case 'not-acceptable':
        return problem(c, 406, 'There is HTML, Atom, RSS and JSON Feed here, and nothing else.')
      case 'broken':
        return refusal(c, 400, 'Not readable', `This address cannot be read: ${request.what}.`)
      default:
        return request satisfies never
    }
  }

  return new Hono().get('/:segment', async (c) => {
    const request = read(c.req.url, c.req.header('accept') ?? null)
    // RFC 9110 §12.5.5: only where another Accept would have got another answer.
    if (request.isNegotiated) c.header('vary', 'Accept')
    return request.kind === 'feed'
      ? serve(c, request, () => make(c, request))
      : tellAnyPage(await respond(c, request), now())
  })
}
