import { Hono } from 'hono'
import * as v from 'valibot'
import { subjectOf } from '../domain/embed-query.ts'
import type { QueryLimits } from '../domain/feed-query.ts'
import type { NewsroomStore } from '../domain/store.ts'
import { sizeWithin } from '../embed/frame-size.ts'
import { oembedAnswer, oembedTarget, writeOembedXml } from '../embed/oembed.ts'
import { titleOf } from '../publish/heading.ts'
import { embeddable, embedPath, embedRequest } from './embed-request.ts'
import { problem } from './problem.ts'
import { respondWithText } from './respond-with-text.ts'

export interface OembedRoutesDeps {
  newsroom: Pick<NewsroomStore, 'current' | 'ended'>
  siteUrl: string
  limits: QueryLimits
  cacheControl: string
}

const Pixels = (name: string) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,5}$/, `"${name}" must be a whole number of pixels`),
      v.transform(Number),
    ),
  )

/** https://oembed.com/ §2.2; what is not known is passed over. */
const OembedRequest = v.object({
  url: v.pipe(
    v.optional(v.string(), ''),
    v.url('"url" must be the whole address of a topic'),
    v.transform((text) => new URL(text)),
  ),
  format: v.optional(v.string(), 'json'),
  maxwidth: Pixels('maxwidth'),
  maxheight: Pixels('maxheight'),
})

/** For editors that turn the address of a topic, pasted into a text, into the topic itself. */
export function oembedRoutes({ newsroom, siteUrl, limits, cacheControl }: OembedRoutesDeps) {
  return new Hono().get('/', async (c) => {
    const asked = v.safeParse(OembedRequest, c.req.query())
    if (!asked.success)
      return problem(c, 400, asked.issues.map(({ message }) => message).join('; '))
    const { url, format, maxwidth, maxheight } = asked.output
    // https://oembed.com/ §2.3.5
    if (format !== 'json' && format !== 'xml')
      return problem(c, 501, `There is json and xml here, and no ${format}.`)
    const current = await newsroom.current()
    const hosts = [siteUrl, c.req.url].map((known) => new URL(known).host)
    const target = oembedTarget(url, hosts)
    if (!current || !target)
      return problem(c, 404, `There is no topic at ${url.href}; ${siteUrl}/ lists the topics.`)
    const request = embedRequest(target.expression, target.parameters, limits)
    const found = await embeddable(request, current.topics, newsroom)
    if (found.kind === 'complaint') return problem(c, 404, found.message)
    const { query } = found
    const { limit = limits.usualEntries, view } = query.feed
    const answer = oembedAnswer({
      title: titleOf(subjectOf(query), current),
      newsroom: { title: current.newsroom.title, url: `${siteUrl}/` },
      embedUrl: `${siteUrl}${embedPath(query)}`,
      size: sizeWithin(view, limit, { width: maxwidth, height: maxheight }),
    })
    const isXml = format === 'xml'
    return respondWithText(c, isXml ? writeOembedXml(answer) : `${JSON.stringify(answer)}\n`, {
      'content-type': isXml ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8',
      'cache-control': cacheControl,
    })
  })
}
