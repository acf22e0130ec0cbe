import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { FRAME_ORIGINS } from '../ingest/iframes.ts'
import { respondWithText } from './respond-with-text.ts'

/** What is rendered to text: JSX that awaits nothing. */
interface Renderable {
  toString(): string | Promise<string>
}

/**
 * Whatever a feed's HTML may hold, a page runs no script, loads no frame but the listed players and
 * sends nothing: the second lock behind the sanitiser. Images and media are the publishers' own.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
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

/** A page that has no validators but its own text. */
export async function respondWithPlainPage(
  c: Context,
  page: Renderable,
  cacheControl: string,
): Promise<Response> {
  return respondWithText(c, await pageText(page), {
    ...PAGE_HEADERS,
    'cache-control': cacheControl,
  })
}
