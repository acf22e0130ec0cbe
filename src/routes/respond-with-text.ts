import type { Context } from 'hono'
import { sha256 } from '../web/digest.ts'
import { isNotModified } from '../web/validators.ts'

/** A document that has no validator but its own text, which is short or seldom asked for. */
export function respondWithText(
  c: Context,
  text: string,
  headers: Record<string, string>,
): Response {
  const etag = `"${sha256(text).slice(0, 32)}"`
  const validators = { etag, 'cache-control': headers['cache-control'] ?? 'no-cache' }
  // Only If-None-Match can be answered: nothing here knows when the text last changed.
  const isSame =
    c.req.header('if-none-match') !== undefined &&
    isNotModified(c.req.raw.headers, { etag, lastModified: new Date(0).toISOString() })
  return isSame ? c.body(null, 304, validators) : c.body(text, 200, { ...headers, ...validators })
}
