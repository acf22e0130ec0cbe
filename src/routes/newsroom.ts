import { Hono } from 'hono'
import type { Applied, NewsroomDifference } from '../contract/newsroom.ts'
import { ApplyQuery } from '../domain/listing.ts'
import { Newsroom, unknownGazetteers } from '../domain/newsroom.ts'
import type { TopicStore } from '../domain/topic-store.ts'
import { jsonBody, refused } from './body.ts'
import { queryOf } from './query.ts'

export interface NewsroomRoutesDeps {
  apply: (newsroom: Newsroom) => Promise<Applied>
  /** What applying it would change; writes nothing. */
  difference: (newsroom: Newsroom) => Promise<NewsroomDifference>
  topics: Pick<TopicStore, 'gazetteers'>
  maxBytes: number
}

/** Makes topics, sources and own entries match a given `data/`, all of it or nothing. */
export function newsroomRoutes({ apply, difference, topics, maxBytes }: NewsroomRoutesDeps) {
  return new Hono().put('/', async (c) => {
    const query = queryOf(c, ApplyQuery)
    if (!query.ok) return query.response
    const body = await jsonBody(c, Newsroom, maxBytes)
    if (!body.ok) return body.response
    const gazetteers = body.value.gazetteers ?? (await topics.gazetteers())
    const known = gazetteers.map(({ slug }) => slug)
    const unknown = unknownGazetteers(body.value.topics, known)
    const faults = unknown.map(({ path, what }) => ({ where: path.join('.'), what }))
    if (faults.length > 0) return refused(c, faults)
    return c.json(
      await (query.value['dry-run'] === 'true' ? difference(body.value) : apply(body.value)),
    )
  })
}
