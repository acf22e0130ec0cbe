import type { Answer } from '../poll/outcome.ts'
import { refusalToFetch } from '../web/public-host.ts'

export interface FetchLimits {
  totalSeconds: number
  maxBytes: number
  maxRedirects: number
}

/** How the world is asked; a test passes its own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

const REDIRECTS = new Set([301, 302, 303, 307, 308])

const noResponse = (reason: string, status: number | null = null): Answer => ({
  kind: 'no-response',
  reason,
  status,
})

const inMegabytes = (bytes: number) => `${Math.round(bytes / 1e5) / 10} MB`

/** Reads to the end or to the limit; undefined when there was more. */
async function bodyWithin(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  const body = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return body
}

/**
 * A GET that gives up in time, reads no more than it may, and checks every hop.
 *
 * Whatever the network does is an answer, never an exception: a timeout, a refused connection and
 * a body without end each come back as the reason there is no response.
 *
 * @param headersFor the header fields for each URL on the way: validators belong to one of them.
 */
export function outbound(
  fetch: Fetch,
  limits: FetchLimits,
  privateHosts: readonly string[],
): (url: string, headersFor: (url: string) => Record<string, string>) => Promise<Answer> {
  return async (start, headersFor) => {
    const signal = AbortSignal.timeout(limits.totalSeconds * 1000)
    const seen = new Set<string>()
    let url = start
    try {
      while (seen.size <= limits.maxRedirects) {
        if (seen.has(url)) return noResponse('it redirects in a circle')
        seen.add(url)
        const refusal = refusalToFetch(new URL(url), privateHosts)
        if (refusal !== undefined) return noResponse(`not asked: ${refusal}`)
        const response = await fetch(url, { headers: headersFor(url), redirect: 'manual', signal })
        const location = response.headers.get('location')
        if (REDIRECTS.has(response.status) && location !== null) {
          await response.body?.cancel()
          if (!URL.canParse(location, url))
            return noResponse('it redirects to something that is no URL', response.status)
          url = new URL(location, url).href
          continue
        }
        const { status, headers } = response
        const body = await bodyWithin(response, limits.maxBytes)
        return body === undefined
          ? noResponse(`its body is larger than ${inMegabytes(limits.maxBytes)}`, status)
          : { kind: 'response', url, status, headers, body }
      }
      return noResponse(`it redirects more than ${limits.maxRedirects} times`)
    } catch (error) {
      return noResponse(
        signal.aborted
          ? `no answer within ${limits.totalSeconds} seconds`
          : `the connection failed: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
}
