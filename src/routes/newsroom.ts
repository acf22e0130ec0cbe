import { Hono } from 'hono'
import { Newsroom, unknownGazetteers } from '../domain/newsroom.ts'
import type { NewsroomDifference } from '../domain/newsroom-difference.ts'
import type { TopicStore } from '../domain/topic-store.ts'
import { jsonBody, refused } from './body.ts'
import { problem } from './problem.ts'

export interface NewsroomRoutesDeps<Applied extends object> {
  apply: (newsroom: Newsroom) => Promise<Applied>
  /** What applying it would change; writes nothing. */
  difference: (newsroom: Newsroom) => Promise<NewsroomDifference>
  topics: Pick<TopicStore, 'gazetteers'>
  maxBytes: number
}

/** Makes topics, sources and own entries match a given `data/`, all of it or nothing. */
export function newsroomRoutes<Applied extends object>({
  apply,
  difference,
  topics,
  maxBytes,
}: NewsroomRoutesDeps<Applied>) {
  return new Hono().put('/', async (c) => {
    const dryRun = c.req.query('dry-run') ?? 'false'
    if (dryRun !== 'true' && dryRun !== 'false')
      return problem(c, 400, `dry-run must be "true" or "false", not "${dryRun}".`)
    const body = await jsonBody(c, Newsroom, maxBytes)
    if (!body.ok) return body.response
    const gazetteers = body.value.gazetteers ?? (await topics.gazetteers())
    const known = gazetteers.map(({ slug }) => slug)
    const unknown = unknownGazetteers(body.value.topics, known)
    const faults = unknown.map(({ path, what }) => ({ where: path.join('.'), what }))
    if (faults.length > 0) return refused(c, faults)
    return c.json(await (dryRun === 'true' ? difference(body.value) : apply(body.value)))
  })
}
