import { Hono, type Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { printEmbedQuery, subjectOf, type EmbedQuery } from '../domain/embed-query.ts'
import { embedded } from '../embed/embedded.ts'
import { EMBED_VERSION, writeEmbed, writeEmbedNotice } from '../embed/write-embed.tsx'
import { plainText } from '../ingest/plain-text.ts'
import { feedDocument } from '../publish/document.ts'
import { keptSeconds } from '../publish/kept.ts'
import { sha256 } from '../web/digest.ts'
import {
  embedAt,
  embeddable,
  embedPath,
  type EmbedComplaint,
  type EmbedRequest,
} from './embed-request.ts'
import { streamsOf } from './feed-request.ts'
import type { FeedRoutesDeps } from './feeds.tsx'
import { problem } from './problem.ts'
import { remembered } from './remembered.ts'
import { serveKept, type Anew } from './serve-kept.ts'
import { isSearchedTooOften, tooMany } from './too-many.ts'

/**
 * An embed loads its own stylesheet and script and nothing else, and may stand in any page: also in
 * one that was opened from a file, which `*` does not name (CSP3 §6.7.2.8).
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors * file:',
].join('; ')

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // Pages that ask this of all they load: HTML Living Standard §7.1.4.
  'cross-origin-resource-policy': 'cross-origin',
}

/** Topics on other people's pages: a page for a frame, or a fragment. */
export function embedRoutes(deps: FeedRoutesDeps) {
  const { entries, newsroom, keeping, siteUrl, limits, cacheControl } = deps
  const serve = serveKept({
    ...deps,
    versions: newsroom.versions,
    // In the frame where the embed would stand, and without a database to ask for the newsroom's name.
    notNow: (c, message) =>
      respondWithNotice(c, { status: 503, message }, new URL(siteUrl).host, 'en'),
  })
  const read = remembered((url) => embedAt(new URL(url), limits))

  async function respondWithNotice(
    c: Context,
    { status, message }: Pick<EmbedComplaint, 'message'> & { status: ContentfulStatusCode },
    title: string,
    language: string,
  ): Promise<Response> {
    const as = c.req.query('as') === 'fragment' ? 'fragment' : 'page'
    const notice = { message, newsroom: { title, url: `${siteUrl}/` } }
    const text = await writeEmbedNotice(notice, language, { as, theme: 'auto' })
    return c.body(text, status, HEADERS)
  }

  /** What is to be embedded, or an answer that says why it cannot be. */
  async function find(c: Context, request: EmbedRequest): Promise<EmbedQuery | Response> {
    const current = await newsroom.current()
    if (!current) return problem(c, 404, 'No newsroom has been applied yet: run "npm run apply".')
    const found = await embeddable(request, current.topics, newsroom)
    if (found.kind === 'query') return found.query
    c.header('cache-control', cacheControl.absent)
    return respondWithNotice(c, found, current.newsroom.title, current.newsroom.language)
  }

  async function make(query: EmbedQuery, streams: string[]): Promise<Exclude<Anew, Response>> {
    const [current, selected, changes] = await Promise.all([
      newsroom.current(),
      entries.select(query.feed, query.feed.limit ?? limits.usualEntries),
      newsroom.changes(streams),
    ])
    if (!current) throw new Error('the newsroom was there a moment ago')
    const feed = feedDocument(
      { query: subjectOf(query), ...selected, ...changes },
      { ...current, siteUrl },
    )
    const text = await writeEmbed(embedded(feed, query, siteUrl, plainText), query)
    return {
      // Of the text, which is short: what an embed leaves out of its entries does not move it.
      etag: `"${sha256(text).slice(0, 32)}"`,
      lastModified: feed.lastModified,
      headers: { ...HEADERS, link: `<${feed.pageUrl}>; rel="canonical"` },
      body: Uint8Array.from(new TextEncoder().encode(text)),
    }
  }

  /** How a query's embed is kept, and whose changes move it. */
  const kept = (query: EmbedQuery) => ({
    address: `${siteUrl}/kept/embed/${EMBED_VERSION}/${printEmbedQuery(query)}`,
    seconds: keptSeconds(query.feed, keeping),
    streams: streamsOf(query.feed),
    isNegotiated: false,
  })

  return new Hono().get('/:segment', async (c) => {
    const request = read(c.req.url, null)
    const { pathname, search } = new URL(c.req.url)
    if (request.kind === 'embed' && embedPath(request.query) === `${pathname}${search}`) {
      const wanted = kept(request.query)
      return serve(c, wanted, async () => {
        if (await isSearchedTooOften(c, request.query.feed, deps.searches)) return tooMany(c)
        const found = await find(c, request)
        return found instanceof Response ? found : make(found, wanted.streams)
      })
    }
    const found = await find(c, request)
    return found instanceof Response
      ? found
      : c.body(null, 308, { location: embedPath(found), 'cache-control': cacheControl.fresh })
  })
}
