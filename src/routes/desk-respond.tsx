import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { FRAME_ORIGINS } from '../ingest/iframes.ts'
import { TurnedAwayPage } from '../desk/sign-in.tsx'
import type { Flash } from '../desk/frame.tsx'
import { setFlash } from './desk-flash.ts'
import { pageText } from './respond-with-page.ts'

/** Nothing runs, loads or leads anywhere but what is ours, and nobody puts the desk into a frame. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What an entry may show on its public page: pictures, sound and the listed players. */
const ENTRY_POLICY = POLICY.replace(
  "img-src 'self'",
  `img-src http: https:; media-src http: https:; frame-src ${FRAME_ORIGINS.join(' ')}`,
)

/** Of everything under /admin, errors and redirects included. */
export const DESK_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
  // With `no-referrer` browsers would not say where a form comes from: Fetch §3.1, Origin.
  'referrer-policy': 'same-origin',
}

export async function respondWithDesk(
  c: Context,
  page: { toString(): string | Promise<string> },
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return c.body(await pageText(page), status, { 'content-type': 'text/html; charset=utf-8' })
}

/** A page on which an entry is seen as readers see it. */
export async function respondWithEntry(
  c: Context,
  page: { toString(): string | Promise<string> },
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const response = await respondWithDesk(c, page, status)
  response.headers.set('content-security-policy', ENTRY_POLICY)
  return response
}

/** After a form: RFC 9110 §15.4.4, so that reloading sends nothing twice. */
export function seeOther(c: Context, path: string, flash?: Flash): Response {
  if (flash) setFlash(c, flash)
  return c.redirect(path, 303)
}

export const turnAway = (
  c: Context,
  status: ContentfulStatusCode,
  newsroomTitle: string,
  title: string,
  what: string,
): Promise<Response> =>
  respondWithDesk(c, <TurnedAwayPage {...{ newsroomTitle, title, what }} />, status)
