import { Hono, type Context } from 'hono'
import { printEmbedQuery, subjectOf, type EmbedQuery } from '../domain/embed-query.ts'
import { printExpression } from '../domain/expression.ts'
import type { QueryLimits } from '../domain/feed-query.ts'
import type { Newsroom } from '../domain/newsroom.ts'
import type { NewsroomStore } from '../domain/store.ts'
import { newestPath } from '../embed/assets.ts'
import { codes } from '../embed/codes.ts'
import { FRAME_WIDTH, usualHeight } from '../embed/frame-size.ts'
import {
  EmbedBuilderPage,
  isWay,
  type BuilderChoice,
  type BuilderResult,
  type Way,
} from '../pages/embed-builder.tsx'
import { titleOf } from '../publish/heading.ts'
import { embeddable, embedPath, embedRequest, type EmbedComplaint } from './embed-request.ts'
import { problem } from './problem.ts'
import { pageText } from './respond-with-page.ts'
import { respondWithText } from './respond-with-text.ts'

export interface EmbedBuilderRoutesDeps {
  newsroom: Pick<NewsroomStore, 'current' | 'ended'>
  siteUrl: string
  limits: QueryLimits
  cacheControl: string
}

type Definitions = Pick<Newsroom, 'newsroom' | 'topics'>

/** Nothing that a publisher wrote stands on this page: it runs its own script, and frames an embed of ours. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const OWN_FIELDS = new Set(['topic', 'way', 'limit', 'theme', 'view'])

/** Parameters of a topic's address that are no field of the form. */
const othersOf = (parameters: URLSearchParams) =>
  [...parameters].filter(([name]) => !OWN_FIELDS.has(name))

/** A topic's page may show more entries than an embed, and more of each. */
function asEmbedded(parameters: URLSearchParams, { maxEntries }: QueryLimits): URLSearchParams {
  const copy = new URLSearchParams(parameters)
  copy.delete('as')
  if (copy.get('view') === 'full') copy.delete('view')
  if (Number(copy.get('limit')) > maxEntries) copy.set('limit', String(maxEntries))
  return copy
}

/** What stands in the form: what was understood, in its one spelling. */
function choiceOf(query: EmbedQuery, way: Way, { usualEntries }: QueryLimits): BuilderChoice {
  const [, parameters = ''] = printEmbedQuery(query).split('?')
  return {
    topic: printExpression(query.feed.expression),
    way,
    limit: query.feed.limit ?? usualEntries,
    theme: query.theme,
    view: query.feed.view,
    more: othersOf(new URLSearchParams(parameters)),
  }
}

function resultOf(
  query: EmbedQuery,
  { way, limit }: BuilderChoice,
  current: Definitions,
  siteUrl: string,
): BuilderResult {
  const title = titleOf(subjectOf(query), current)
  const height = usualHeight(query.feed.view, limit, FRAME_WIDTH)
  const code = codes(query, { title, siteUrl, height })[way].trim()
  return {
    kind: 'built',
    code,
    previewPath: embedPath(query),
    previewTitle: title,
    height,
  }
}

/** Where people choose how a topic is to look on their own site. */
export function embedBuilderRoutes({
  newsroom,
  siteUrl,
  limits,
  cacheControl,
}: EmbedBuilderRoutesDeps) {
  async function respond(
    c: Context,
    current: Definitions,
    builder: { choice: BuilderChoice; result: BuilderResult },
    status: 200 | EmbedComplaint['status'],
  ): Promise<Response> {
    const page = (
      <EmbedBuilderPage
        newsroom={current.newsroom}
        url={`${siteUrl}/embed`}
        script={newestPath('embed-builder.js')}
        topics={current.topics}
        maxEntries={limits.maxEntries}
        {...builder}
      />
    )
    const html = await pageText(page)
    return status === 200
      ? respondWithText(c, html, { ...HEADERS, 'cache-control': cacheControl })
      : c.body(html, status, HEADERS)
  }

  return new Hono().get('/', async (c) => {
    const current = await newsroom.current()
    if (!current) return problem(c, 404, 'No newsroom has been applied yet: run "npm run apply".')
    const parameters = asEmbedded(new URL(c.req.url).searchParams, limits)
    const [asked, topic] = [c.req.query('way'), c.req.query('topic') || 'all']
    const way = isWay(asked) ? asked : 'element'
    const request = embedRequest(topic, parameters, limits)
    const found = await embeddable(request, current.topics, newsroom)
    if (found.kind === 'query') {
      const choice = choiceOf(found.query, way, limits)
      const result = resultOf(found.query, choice, current, siteUrl)
      return respond(c, current, { choice, result }, 200)
    }
    const choice: BuilderChoice = {
      topic,
      way,
      limit: limits.usualEntries,
      theme: 'auto',
      view: 'title',
      more: othersOf(parameters),
    }
    const result: BuilderResult = { kind: 'wrong', message: found.message }
    return respond(c, current, { choice, result }, found.status)
  })
}
