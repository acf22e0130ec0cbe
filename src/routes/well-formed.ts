import type { MiddlewareHandler } from 'hono'
import { percentDecoded } from '../web/url.ts'
import { problem } from './problem.ts'

/** RFC 3986 §2.1: an address whose percent-encoding is broken, or is no UTF-8, names nothing. */
export function wellFormed(): MiddlewareHandler {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    for (const [part, what] of [
      [pathname, 'path'],
      [search, 'query'],
    ] as const)
      if (percentDecoded(part) === undefined)
        return problem(c, 400, `The ${what} cannot be read: its percent-encoding is broken.`)
    return next()
  }
}
