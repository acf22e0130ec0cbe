import { parseEmbedQuery, printEmbedQuery, type EmbedQuery } from '../domain/embed-query.ts'
import type { QueryLimits } from '../domain/feed-query.ts'
import type { NewsroomStore } from '../domain/store.ts'
import type { Topic } from '../domain/topic.ts'
import { percentDecoded } from '../web/url.ts'
import { namedIn, unknownAmong } from './feed-request.ts'

/** What an expression and its parameters ask for, whatever topics there are. */
export type EmbedRequest =
  | { kind: 'embed'; query: EmbedQuery; named: string[] }
  | { kind: 'broken'; what: string }

export function embedRequest(
  expression: string,
  parameters: URLSearchParams,
  limits: QueryLimits,
): EmbedRequest {
  const parsed = parseEmbedQuery(expression, parameters, limits)
  if (parsed.kind === 'broken') return parsed
  const { query } = parsed
  return { kind: 'embed', query, named: namedIn(expression, query.feed) }
}

/** The same of an address under `/embed/`, in any spelling. */
export function embedAt(url: URL, limits: QueryLimits): EmbedRequest {
  const expression = percentDecoded(url.pathname.slice('/embed/'.length))
  return expression === undefined
    ? { kind: 'broken', what: 'its percent-encoding is broken' }
    : embedRequest(expression, url.searchParams, limits)
}

/** The one spelling. */
export const embedPath = (query: EmbedQuery): string => `/embed/${printEmbedQuery(query)}`

/** Why there is nothing to embed, in words for whoever reads the page it would stand in. */
export interface EmbedComplaint {
  kind: 'complaint'
  status: 400 | 404 | 410
  message: string
}

const complaint = (status: EmbedComplaint['status'], message: string): EmbedComplaint => ({
  kind: 'complaint',
  status,
  message,
})

/** What is to be embedded, among the topics there are; or why it cannot be. */
export async function embeddable(
  request: EmbedRequest,
  topics: readonly Topic[],
  newsroom: Pick<NewsroomStore, 'ended'>,
): Promise<{ kind: 'query'; query: EmbedQuery } | EmbedComplaint> {
  if (request.kind === 'broken')
    return complaint(400, `This embed’s address cannot be read: ${request.what}.`)
  const unknown = unknownAmong(request.named, topics)
  if (!unknown) return { kind: 'query', query: request.query }
  const { slug, near } = unknown
  const [ended] = await newsroom.ended([slug])
  if (ended) return complaint(410, `The topic “${slug}” ended on ${ended.endedAt.slice(0, 10)}.`)
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
  return complaint(404, `There is no topic “${slug}” here.${meant}`)
}
