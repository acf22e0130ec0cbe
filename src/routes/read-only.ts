import type { MiddlewareHandler } from 'hono'
import { problem } from './problem.ts'

const ALLOW = 'GET, HEAD, OPTIONS'

/**
 * What is public may be read from any page, and of its header fields more than the few that always
 * may be: https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
export const FOR_ANY_PAGE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, Link, Cache-Control',
}

/** RFC 9110 §6.6.1: who has a clock tells the time of an answer. */
export function tellAnyPage(response: Response, now: Date): Response {
  for (const [name, value] of Object.entries(FOR_ANY_PAGE)) response.headers.set(name, value)
  response.headers.set('date', now.toUTCString())
  return response
}

/**
 * What is public can only be read, by anyone and from any page, and carries no cookie.
 * RFC 9110 §15.5.6: 405 names what is allowed.
 */
export function readOnly({ now }: { now: () => Date }): MiddlewareHandler {
  return async (c, next) => {
    const common = () => ({ ...FOR_ANY_PAGE, date: now().toUTCString() })
    if (c.req.method === 'OPTIONS')
      return c.body(null, 204, {
        ...common(),
        allow: ALLOW,
        'access-control-allow-methods': ALLOW,
        'access-control-allow-headers': 'If-None-Match, If-Modified-Since',
        'access-control-max-age': '86400',
      })
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
      return problem(c, 405, `Only ${ALLOW} are allowed here.`, {}, { ...common(), allow: ALLOW })
    await next()
    tellAnyPage(c.res, now())
    return undefined
  }
}
