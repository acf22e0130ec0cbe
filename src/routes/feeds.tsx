import { Hono, type Context } from 'hono'
import type { FeedDocument } from '../domain/feed.ts'
import type { QueryLimits } from '../domain/feed-query.ts'
import type { Newsroom } from '../domain/newsroom.ts'
import type { EntryStore, NewsroomStore } from '../domain/store.ts'
import { NotFoundPage } from '../pages/not-found.tsx'
import { TopicPage } from '../pages/topic.tsx'
import { feedDocument, MEDIA_TYPE, versionOf, WRITER } from '../publish/document.ts'
import { httpDate, isNotModified } from '../web/validators.ts'
import { feedRequest, streamsOf, type FeedRequest, type Representation } from './feed-request.ts'
import { problem } from './problem.ts'
import { respondWithPage } from './respond-with-page.ts'

export interface FeedRoutesDeps {
  entries: Pick<EntryStore, 'select'>
  newsroom: Pick<NewsroomStore, 'current' | 'changedAt'>
  siteUrl: string
  limits: QueryLimits
  cacheControl: string
}

type Definitions = Pick<Newsroom, 'newsroom' | 'topics'>

/** RFC 8288: where this document has its home, what comes after it, and its other shapes. */
function linkHeader(feed: FeedDocument, representation: Representation): string {
  const isPage = representation === 'html'
  const links = [
    `<${isPage ? feed.pageUrl : feed.feedUrls[representation]}>; rel="self"`,
    ...(isPage ? [] : [`<${feed.pageUrl}>; rel="alternate"; type="text/html"`]),
    ...(feed.next
      ? [`<${isPage ? feed.next.pageUrl : feed.next.feedUrls[representation]}>; rel="next"`]
      : []),
  ]
  return links.join(', ')
}

/** Feeds and pages of topics, from what is stored. */
export function feedRoutes(deps: FeedRoutesDeps) {
  const { entries, newsroom, siteUrl, limits, cacheControl } = deps

  async function respond(
    c: Context,
    { query, representation, isNegotiated }: Extract<FeedRequest, { kind: 'feed' }>,
    current: Definitions,
  ): Promise<Response> {
    const [selected, changedAt] = await Promise.all([
      entries.select(query, query.limit ?? limits.usualEntries),
      newsroom.changedAt(streamsOf(query)),
    ])
    const feed = feedDocument({ query, ...selected, changedAt }, { ...current, siteUrl })
    const version = versionOf(feed, representation)
    const headers = {
      etag: version.etag,
      'last-modified': httpDate(version.lastModified),
      'cache-control': cacheControl,
      link: linkHeader(feed, representation),
      // RFC 9110 §12.5.5: only where another Accept would have got another answer.
      ...(isNegotiated && { vary: 'Accept' }),
    }
    if (isNotModified(c.req.raw.headers, version)) return c.body(null, 304, headers)
    if (representation === 'html')
      return respondWithPage(c, <TopicPage feed={feed} topics={current.topics} />, headers)
    return c.body(WRITER[representation](feed), 200, {
      ...headers,
      'content-type': MEDIA_TYPE[representation],
      ...(isNegotiated && { 'content-location': feed.feedUrls[representation] }),
    })
  }

  return new Hono().get('/:segment', async (c) => {
    const current = await newsroom.current()
    if (!current) return problem(c, 404, 'No newsroom has been applied yet: see `npm run apply`.')
    const url = new URL(c.req.url)
    const request = feedRequest(url, c.req.header('accept') ?? null, current.topics, limits)
    switch (request.kind) {
      case 'feed':
        return respond(c, request, current)
      case 'elsewhere':
        return c.body(null, 308, { location: request.to, 'cache-control': cacheControl })
      case 'unknown-topic': {
        const what = `There is no topic "${request.slug}".`
        return request.representation === 'html'
          ? respondWithPage(
              c,
              <NotFoundPage {...current} what={what} near={request.near} />,
              {},
              404,
            )
          : problem(c, 404, `${what} GET / lists the topics.`, { near: request.near })
      }
      case 'unknown-format': {
        const what = `There is no ".${request.extension}" here: ask for .atom, .rss or .json.`
        return problem(c, 404, what)
      }
      case 'not-acceptable':
        return problem(c, 406, 'There is HTML, Atom, RSS and JSON Feed here, and nothing else.')
      case 'broken':
        return problem(c, 400, `This address cannot be read: ${request.what}.`)
      default:
        return request satisfies never
    }
  })
}
