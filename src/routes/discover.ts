import { Hono } from 'hono'
import type { Discovery } from '../contract/trying.ts'
import { PageAddress } from '../domain/page-address.ts'
import { refusalToFetch } from '../web/public-host.ts'
import { jsonBody } from './body.ts'
import { problem } from './problem.ts'

export interface DiscoverRoutesDeps {
  discover: (url: string) => Promise<Discovery>
  privateHosts: readonly string[]
  maxBytes: number
}

/** The feeds found from a page's or a feed's URL. Stores nothing. */
export function discoverRoutes({ discover, privateHosts, maxBytes }: DiscoverRoutesDeps) {
  return new Hono().post('/', async (c) => {
    const body = await jsonBody(c, PageAddress, maxBytes)
    if (!body.ok) return body.response
    const { url } = body.value
    const refusal = refusalToFetch(new URL(url), privateHosts)
    if (refusal !== undefined) return problem(c, 422, `url: ${refusal}`)
    return c.json(await discover(url))
  })
}
