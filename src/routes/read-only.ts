import type { MiddlewareHandler } from 'hono'

const ALLOW = 'GET, HEAD, OPTIONS'

/** What pages elsewhere may read of an answer, beside the few header fields they always may. */
const EXPOSED = 'ETag, Last-Modified, Link, Cache-Control'

/**
 * What is public can only be read, by anyone and from any page, and carries no cookie.
 * RFC 9110 §15.5.6: 405 names what is allowed.
 */
export const readOnly: MiddlewareHandler = async (c, next) => {
  const cors = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED,
  }
  if (c.req.method === 'OPTIONS')
    return c.body(null, 204, {
      ...cors,
      allow: ALLOW,
      'access-control-allow-methods': ALLOW,
      'access-control-allow-headers': 'If-None-Match, If-Modified-Since',
      'access-control-max-age': '86400',
    })
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
    return c.text(`Only ${ALLOW} are allowed here.\n`, 405, { ...cors, allow: ALLOW })
  await next()
  for (const [name, value] of Object.entries(cors)) c.res.headers.set(name, value)
  return undefined
}
