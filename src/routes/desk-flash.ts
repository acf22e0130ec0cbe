import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as v from 'valibot'
import type { Flash } from '../desk/frame.tsx'

const NAME = 'desk-flash'
const PATH = '/admin'
/** For the redirect after a form; whoever is slower than this reads it on the page itself. */
const SECONDS = 60
/** A cookie has 4 KB for its name, value and attributes: RFC 6265 §6.1. */
const MAX_CHARACTERS = 500

const FlashCookie = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ kind: v.picklist(['done', 'failed']), what: v.string() }),
)

/** Tells something on the next page. It is only ever words: nothing hangs on whether they are ours. */
export function setFlash(c: Context, { kind, what }: Flash): void {
  const value = JSON.stringify({ kind, what: what.slice(0, MAX_CHARACTERS) })
  setCookie(c, NAME, value, {
    path: PATH,
    httpOnly: true,
    secure: c.req.url.startsWith('https:'),
    sameSite: 'Strict',
    maxAge: SECONDS,
  })
}

/** What is to be told on this page, and is told once. */
export function takeFlash(c: Context): Flash | undefined {
  const cookie = getCookie(c, NAME)
  if (cookie === undefined) return undefined
  deleteCookie(c, NAME, { path: PATH })
  const read = v.safeParse(FlashCookie, cookie)
  return read.success ? read.output : undefined
}
