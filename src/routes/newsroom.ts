import { Hono } from 'hono'
import { Newsroom } from '../domain/newsroom.ts'
import { jsonBody } from './body.ts'

export interface NewsroomRoutesDeps<Applied extends object> {
  apply: (newsroom: Newsroom) => Promise<Applied>
  maxBytes: number
}

/** Makes topics, sources and own entries match a given `data/`, all of it or nothing. */
export function newsroomRoutes<Applied extends object>({
  apply,
  maxBytes,
}: NewsroomRoutesDeps<Applied>) {
  return new Hono().put('/', async (c) => {
    const body = await jsonBody(c, Newsroom, maxBytes)
    return body.ok ? c.json(await apply(body.value)) : body.response
  })
}
