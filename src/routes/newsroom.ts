import { Hono } from 'hono'
import { Newsroom, unknownGazetteers } from '../domain/newsroom.ts'
import type { TopicStore } from '../domain/topic-store.ts'
import { jsonBody, refused } from './body.ts'

export interface NewsroomRoutesDeps<Applied extends object> {
  apply: (newsroom: Newsroom) => Promise<Applied>
  topics: Pick<TopicStore, 'gazetteers'>
  maxBytes: number
}

/** Makes topics, sources and own entries match a given `data/`, all of it or nothing. */
export function newsroomRoutes<Applied extends object>({
  apply,
  topics,
  maxBytes,
}: NewsroomRoutesDeps<Applied>) {
  return new Hono().put('/', async (c) => {
    const body = await jsonBody(c, Newsroom, maxBytes)
    if (!body.ok) return body.response
    const gazetteers = body.value.gazetteers ?? (await topics.gazetteers())
    const known = gazetteers.map(({ slug }) => slug)
    const unknown = unknownGazetteers(body.value.topics, known)
    const faults = unknown.map(({ path, what }) => ({ where: path.join('.'), what }))
    return faults.length === 0 ? c.json(await apply(body.value)) : refused(c, faults)
  })
}
