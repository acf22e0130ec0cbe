import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import type { SessionStore } from '../domain/desk-store.ts'
import { sha256 } from '../web/digest.ts'
import { wholeSeconds } from '../web/moment.ts'
import { hmac, isSameSecret } from '../web/secret.ts'

export interface SessionDeps {
  sessions: SessionStore
  /** All that is signed here is signed with it: whoever changes it ends every session. */
  adminToken: string
  siteUrl: string
  sessionSeconds: number
  now: () => Date
}

/** Somebody who is signed in. */
export interface Session {
  /** What the store knows it by. */
  digest: string
  /** Stands in every form of theirs. */
  formToken: string
}

const BYTES_OF_AN_ID = 32

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES_OF_AN_ID))
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** What is kept in the browser of who works at the desk: the session's id, signed. */
export function deskSessions({ sessions, adminToken, siteUrl, sessionSeconds, now }: SessionDeps) {
  const isSecure = siteUrl.startsWith('https:')
  const name = isSecure ? '__Host-desk' : 'desk'
  const options: CookieOptions = {
    path: '/',
    httpOnly: true,
    secure: isSecure,
    // No request that another site begins carries it; see OnwardPage for links from there.
    sameSite: 'Strict',
  }
  const signed = (purpose: string, text: string) => hmac(adminToken, `desk ${purpose} ${text}`)
  const sessionOf = (id: string): Session => ({
    digest: sha256(id),
    formToken: signed('form', id),
  })

  return {
    async begin(c: Context): Promise<void> {
      const id = randomId()
      const at = now()
      const endsAt = new Date(at.getTime() + sessionSeconds * 1000)
      await sessions.begin(sha256(id), wholeSeconds(at), wholeSeconds(endsAt))
      const value = `${id}.${signed('session', id)}`
      setCookie(c, name, value, { ...options, maxAge: sessionSeconds })
    },

    async current(c: Context): Promise<Session | undefined> {
      const [id, signature] = getCookie(c, name)?.split('.') ?? []
      if (!id || !signature || !isSameSecret(signature, signed('session', id))) return undefined
      const session = sessionOf(id)
      return (await sessions.isOpen(session.digest, wholeSeconds(now()))) ? session : undefined
    },

    async end(c: Context, { digest }: Session): Promise<void> {
      await sessions.end(digest)
      deleteCookie(c, name, options)
    },
  }
}

export type DeskSessions = ReturnType<typeof deskSessions>
