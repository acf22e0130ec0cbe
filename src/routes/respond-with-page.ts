import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { StoredCopy } from '../domain/stored-copy.ts'
import { FRAME_ORIGINS } from '../ingest/iframes.ts'
import { sha256 } from '../web/digest.ts'
import { wholeSeconds } from '../web/moment.ts'

/** What is rendered to text: JSX that awaits nothing. */
interface Renderable {
  toString(): string | Promise<string>
}

/**
 * Whatever a feed's HTML may hold, a page runs no script but a file of ours, loads no frame but the
 * listed players and sends nothing: the second lock behind the sanitiser. Images and media are the
 * publishers' own.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  'img-src http: https:',
  'media-src http: https:',
  `frame-src ${FRAME_ORIGINS.join(' ')}`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

export const pageText = async (page: Renderable) => `<!doctype html>\n${await page.toString()}\n`

/** A page that says what is not there. */
export async function respondWithPage(
  c: Context,
  page: Renderable,
  status: ContentfulStatusCode,
): Promise<Response> {
  return c.body(await pageText(page), status, PAGE_HEADERS)
}

/**
 * A page as it is kept. Its tag is of its text; the date is of this copy, since a page is made of
 * more than tells its own date.
 */
export async function writtenPage(
  page: Renderable,
  now: Date,
): Promise<Omit<StoredCopy, 'madeFrom'>> {
  const text = await pageText(page)
  return {
    etag: `"${sha256(text).slice(0, 32)}"`,
    lastModified: wholeSeconds(now),
    headers: PAGE_HEADERS,
    body: Uint8Array.from(new TextEncoder().encode(text)),
  }
}
