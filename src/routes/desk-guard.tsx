import type { Context, Hono, MiddlewareHandler } from 'hono'
import { NoTokenPage, OnwardPage } from '../desk/sign-in.tsx'
import type { Frame } from '../desk/frame.tsx'
import { isSameSecret } from '../web/secret.ts'
import { bodyWithin } from './body.ts'
import { type DeskApi, deskApi } from './desk-api.ts'
import { takeFlash } from './desk-flash.ts'
import { DESK_HEADERS, respondWithDesk, seeOther, turnAway } from './desk-respond.tsx'
import { signInPath } from './desk-return.ts'
import type { DeskSessions, Session } from './desk-session.ts'

/** What every request behind the guard carries. */
export interface DeskEnv {
  Variables: {
    newsroomTitle: string
    session: Session
    /** Empty unless a form was sent. */
    form: FormData
    api: DeskApi
    /** What the API answers, as it comes: it may be too long to be held. */
    stream: (path: string) => Response | Promise<Response>
  }
}

export type DeskContext = Context<DeskEnv>

/** What the frame of a page is told. */
export const frameOf = (c: DeskContext): Frame => ({
  newsroomTitle: c.var.newsroomTitle,
  formToken: c.var.session.formToken,
  flash: takeFlash(c),
})

/** All answers of the desk are nobody else's business; what a page asks for itself stays. */
export const deskHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(DESK_HEADERS))
    if (!c.res.headers.has(name)) c.res.headers.set(name, value)
}

export const newsroomTitle =
  (title: () => Promise<string>): MiddlewareHandler<DeskEnv> =>
  async (c, next) => {
    c.set('newsroomTitle', await title())
    await next()
  }

/** Without a token in the environment the desk opens for nobody. */
export const tokenNeeded =
  (adminToken: string | undefined): MiddlewareHandler<DeskEnv> =>
  async (c, next) =>
    adminToken
      ? next()
      : respondWithDesk(c, <NoTokenPage newsroomTitle={c.var.newsroomTitle} />, 503)

/**
 * Whether a form came from a page of ours. Browsers say so themselves (Sec-Fetch-Site, and Origin in
 * older ones); who says neither is no browser, or one so old that the form's token alone must do.
 */
function isFromHere(request: Request, siteUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const origin = request.headers.get('origin')
  return origin === null || [new URL(siteUrl).origin, new URL(request.url).origin].includes(origin)
}

/** A form of another site's changes nothing here, whoever sends it. */
export const fromHereOnly =
  (siteUrl: string): MiddlewareHandler<DeskEnv> =>
  async (c, next) => {
    const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (isSafe || isFromHere(c.req.raw, siteUrl)) return next()
    const what = 'This form was sent from another site. Nothing was changed.'
    return turnAway(c, 403, c.var.newsroomTitle, 'Not from here', what)
  }

/** The form that was sent, of either type browsers send, or the status that says why there is none. */
export async function readForm(request: Request, maxBytes: number): Promise<FormData | 400 | 413> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type)) return 400
  const body = await bodyWithin(request, maxBytes)
  if (!body) return 413
  const sent = new Response(Uint8Array.from(body), { headers: { 'content-type': type } })
  return sent.formData().catch(() => 400 as const)
}

function signInFirst(c: DeskContext): Response | Promise<Response> {
  const { newsroomTitle: title } = c.var
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    const what =
      'You are not signed in, or your session has ended. Nothing was changed. What you wrote is still in the form: go back and copy it, then sign in.'
    return turnAway(c, 401, title, 'Not signed in', what)
  }
  const url = new URL(c.req.url)
  const signIn = signInPath(url.pathname + url.search)
  return c.req.header('sec-fetch-site') === 'cross-site'
    ? respondWithDesk(c, <OnwardPage newsroomTitle={title} url={signIn} />)
    : seeOther(c, signIn)
}

/** Lets those through who are signed in, and forms that stood on one of their pages. */
export function signedInOnly(
  sessions: DeskSessions,
  maxFormBytes: number,
): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const session = await sessions.current(c)
    if (!session) return signInFirst(c)
    c.set('session', session)
    c.set('form', new FormData())
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const form = await readForm(c.req.raw, maxFormBytes)
    if (!(form instanceof FormData)) {
      const what =
        form === 413 ? `A form may have ${Math.floor(maxFormBytes / 1e6)} MB.` : 'This is no form.'
      return turnAway(c, form, c.var.newsroomTitle, 'Not read', `${what} Nothing was changed.`)
    }
    const token = form.get('form-token')
    if (typeof token !== 'string' || !isSameSecret(token, session.formToken)) {
      const what =
        'This form was made for another session. Nothing was changed. Go back, load its page again and send it from there.'
      return turnAway(c, 403, c.var.newsroomTitle, 'Not sent', what)
    }
    c.set('form', form)
    return next()
  }
}

/** What the desk asks the newsroom, it asks in the name of who is signed in. */
export const asking =
  (api: Pick<Hono, 'request'>): MiddlewareHandler<DeskEnv> =>
  async (c, next) => {
    c.set('api', deskApi(api, c.req.raw.headers))
    c.set('stream', (path) => api.request(path))
    await next()
  }
