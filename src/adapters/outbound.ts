import type { Answer, Hop } from '../poll/outcome.ts'
import { withoutCredentials } from '../web/credentials.ts'
import { readBody } from './body.ts'
import type { Resolve } from './dns-over-https.ts'
import { refusal } from './refusal.ts'

export interface FetchLimits {
  totalSeconds: number
  maxBytes: number
  maxRedirects: number
}

/** How the world is asked; a test passes its own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type FetchDocument = (
  url: string,
  headersFor: (url: string) => Record<string, string>,
) => Promise<Answer>

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** A message of the platform's may name the URL, and the URL may hold a token. */
function inWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  // What workerd says of a name it cannot resolve, and of much else that happens below it.
  if (message.startsWith('internal error')) return 'the server or its name could not be found'
  return message.replaceAll(/https?:\/\/\S+/g, '(URL)')
}

/** Where a redirect leads, in the URL parser's spelling; what is behind a `#` is for browsers. */
function redirectTarget(location: string, from: string): string | undefined {
  const to = URL.parse(location, from)
  if (to === null) return undefined
  to.hash = ''
  return withoutCredentials(to.href).url
}

/**
 * A GET that gives up in time, reads no more than it may, and checks every hop.
 *
 * Whatever the network does is an answer, never an exception: a timeout, a refused connection and
 * a body without end each come back as the reason there is no response.
 *
 * User and password of the URL go to its own origin only. Once a redirect has led away they are
 * not sent again, not even back there: then another site chose the address.
 *
 * @param resolve what a name stands for; undefined leaves names unchecked.
 * @param ownOrigin the newsroom's own, which is never asked.
 */
export function outbound(
  fetch: Fetch,
  limits: FetchLimits,
  privateHosts: readonly string[],
  resolve?: Resolve,
  ownOrigin?: string,
): FetchDocument {
  return async (start, headersFor) => {
    const signal = AbortSignal.timeout(limits.totalSeconds * 1000)
    const { url: first, authorization } = withoutCredentials(start)
    const hops: Hop[] = []
    let url = redirectTarget(first, first) ?? first
    let secret = authorization
    /** Whoever was redirected was reached. */
    const noResponse = (
      reason: string,
      { status, isUnreachable }: { status?: number; isUnreachable?: true } = {},
    ): Answer => ({
      kind: 'no-response',
      reason,
      status: status ?? hops.at(-1)?.status ?? null,
      hops,
      isUnreachable: isUnreachable === true && hops.length === 0,
    })

    try {
      while (hops.length <= limits.maxRedirects) {
        const refused = await refusal(new URL(url), privateHosts, resolve, ownOrigin)
        if (refused !== undefined) {
          const { reason, ...more } = refused
          return noResponse(reason, more)
        }
        const headers = {
          ...headersFor(url),
          ...(secret !== undefined && { authorization: secret }),
        }
        const response = await fetch(url, { headers, redirect: 'manual', signal })
        const { status } = response
        const location = response.headers.get('location')
        if (!REDIRECTS.has(status) || location === null) {
          const body = await readBody(response, limits, signal)
          if (body.kind === 'refused') return noResponse(body.reason, { status })
          const { bytes, cut } = body
          return {
            kind: 'response',
            url,
            status,
            headers: response.headers,
            body: bytes,
            hops,
            cut,
          }
        }
        await response.body?.cancel()
        const to = redirectTarget(location, url)
        if (to === undefined)
          return noResponse('it redirects to something that is no URL', { status })
        hops.push({ status, from: url, to })
        if (to === url || hops.slice(0, -1).some(({ from }) => from === to))
          return noResponse('it redirects in a circle')
        if (new URL(to).origin !== new URL(url).origin) secret = undefined
        url = to
      }
      return noResponse(`it redirects more than ${limits.maxRedirects} times`)
    } catch (error) {
      return noResponse(
        signal.aborted
          ? `no answer within ${limits.totalSeconds} seconds`
          : `the connection failed: ${inWords(error)}`,
        { isUnreachable: true },
      )
    }
  }
}
