import { Hono } from 'hono'
import { closedObject } from '../domain/closed-object.ts'
import { HttpUrl } from '../domain/own-text.ts'
import { refusalToFetch } from '../web/public-host.ts'
import { jsonBody } from './body.ts'
import { problem } from './problem.ts'

export interface DiscoverRoutesDeps<Discovery extends object> {
  discover: (url: string) => Promise<Discovery>
  privateHosts: readonly string[]
  maxBytes: number
}

const DiscoverRequest = closedObject({ url: HttpUrl })

/** The feeds found from a page's or a feed's URL. Stores nothing. */
export function discoverRoutes<Discovery extends object>({
  discover,
  privateHosts,
  maxBytes,
}: DiscoverRoutesDeps<Discovery>) {
  return new Hono().post('/', async (c) => {
    const body = await jsonBody(c, DiscoverRequest, maxBytes)
    if (!body.ok) return body.response
    const { url } = body.value
    const refusal = refusalToFetch(new URL(url), privateHosts)
    if (refusal !== undefined) return problem(c, 422, `url: ${refusal}`)
    return c.json(await discover(url))
  })
}
