import { Hono, type Context } from 'hono'
import type { FeedDocument, FeedFormatName } from '../domain/feed.ts'
import type { EntryStore, NewsroomStore } from '../domain/store.ts'
import { feedDocument, MEDIA_TYPE, versionOf, WRITER } from '../publish/document.ts'
import { httpDate, isNotModified } from '../web/validators.ts'
import { feedQuery } from './feed-query.ts'
import { NotFoundPage } from '../pages/not-found.tsx'
import { TopicPage } from '../pages/topic.tsx'
import { problem } from './problem.ts'
import { respondWithPage } from './respond-with-page.ts'

export interface FeedRoutesDeps {
  entries: Pick<EntryStore, 'latest'>
  newsroom: Pick<NewsroomStore, 'current' | 'stream'>
  siteUrl: string
  entriesPerFeed: number
  maxEntries: number
  cacheControl: string
}

/** Whether a format is one that is written to be read by a machine. */
const isFeed = (format: FeedFormatName | 'html'): format is FeedFormatName => format !== 'html'

/** RFC 8288: where this document has its home, and in what other shapes it can be had. */
function linkHeader(feed: FeedDocument, format: FeedFormatName | 'html'): string {
  const self = isFeed(format) ? feed.feedUrls[format] : feed.pageUrl
  const alternate = isFeed(format) ? [`<${feed.pageUrl}>; rel="alternate"; type="text/html"`] : []
  return [`<${self}>; rel="self"`, ...alternate].join(', ')
}

/** Feeds and pages of topics, from what is stored. */
export function feedRoutes(deps: FeedRoutesDeps) {
  const { entries, newsroom, siteUrl, cacheControl } = deps

  async function respond(c: Context, segment: string): Promise<Response> {
    const current = await newsroom.current()
    if (!current) return problem(c, 404, 'No newsroom has been applied yet: see `npm run apply`.')
    const { searchParams } = new URL(c.req.url)
    const query = feedQuery(segment, searchParams, current.topics, deps.maxEntries)
    switch (query.kind) {
      case 'unknown-topic': {
        const { near } = query
        const what = `There is no topic "${query.slug}".`
        return isFeed(query.format)
          ? problem(c, 404, `${what} GET / lists the topics.`, { near })
          : respondWithPage(c, <NotFoundPage {...current} what={what} near={near} />, {}, 404)
      }
      case 'unknown-format':
        return problem(
          c,
          404,
          `There is no ".${query.extension}" here: ask for .atom, .rss or .json.`,
        )
      case 'broken':
        return problem(c, 400, `The topic cannot be read: ${query.what}.`)
      case 'feed':
        break
      default:
        return query satisfies never
    }
    const { slug, topic, format, limit } = query
    const [latest, stream] = await Promise.all([
      entries.latest(topic?.slug, limit ?? deps.entriesPerFeed),
      newsroom.stream(slug),
    ])
    if (!stream) throw new Error(`topic ${slug} has no stream`)
    const feed = await feedDocument({ slug, topic, limit }, latest, stream.changedAt, {
      ...current,
      siteUrl,
    })
    const version = await versionOf(feed, format)
    const headers = {
      etag: version.etag,
      'last-modified': httpDate(version.lastModified),
      'cache-control': cacheControl,
      link: linkHeader(feed, format),
    }
    if (isNotModified(c.req.raw.headers, version)) return c.body(null, 304, headers)
    return isFeed(format)
      ? c.body(WRITER[format](feed), 200, { ...headers, 'content-type': MEDIA_TYPE[format] })
      : respondWithPage(c, <TopicPage feed={feed} topics={current.topics} />, headers)
  }

  return new Hono().get('/:segment', (c) => respond(c, c.req.param('segment')))
}
