import type { FetchedDocument } from '../domain/document.ts'
import type { Fault } from '../domain/fault.ts'
import type { KeptValidators } from '../domain/source.ts'
import { freshnessSeconds } from '../web/cache-control.ts'
import { parseRetryAfter } from '../web/retry-after.ts'

/** One redirect that was followed: RFC 9110 §15.4. */
export interface Hop {
  status: number
  from: string
  to: string
}

/** What came back from the network: a response, or the reason there is none. No URL in it carries a password. */
export type Answer =
  | {
      kind: 'response'
      url: string
      status: number
      headers: Headers
      body: Uint8Array
      hops: readonly Hop[]
      /** The body is not whole, and why; what came of it is there. */
      cut?: string | undefined
    }
  | {
      kind: 'no-response'
      reason: string
      status: number | null
      hops: readonly Hop[]
      /** Nobody was reached: no name, no connection, no first byte. Several of these at once are our own fault. */
      isUnreachable?: boolean
    }

/** What a poll came to, before any of it is read. */
export type PollOutcome =
  | {
      kind: 'fresh'
      status: number
      document: FetchedDocument
      /** Null when what came is not whole: a 304 would leave the rest of it unread for ever. */
      validators: KeptValidators | null
      freshSeconds: number | undefined
      faults: Fault[]
    }
  | { kind: 'not-modified'; status: 304; freshSeconds: number | undefined }
  | { kind: 'gone'; status: 410 } // RFC 9110 §15.5.11
  | {
      kind: 'failed'
      status: number | null
      reason: string
      isUnreachable?: boolean
      retryAfterSeconds?: number | undefined
    }

const header = (headers: Headers, name: string) => headers.get(name) ?? undefined

/** Reads an answer by its status: RFC 9110 §15. */
export function pollOutcome(answer: Answer, now: Date): PollOutcome {
  if (answer.kind === 'no-response') {
    const { status, reason, isUnreachable = false } = answer
    return { kind: 'failed', status, reason, isUnreachable }
  }
  const { status, headers, url, body, cut } = answer
  if (status === 304)
    return { kind: 'not-modified', status, freshSeconds: freshnessSeconds(headers, now) }
  if (status === 410) return { kind: 'gone', status }
  if (status < 200 || status >= 300)
    return {
      kind: 'failed',
      status,
      reason: failureInWords(status, headers),
      retryAfterSeconds: parseRetryAfter(headers.get('retry-after'), now),
    }
  return {
    kind: 'fresh',
    status,
    document: {
      url,
      body,
      contentType: header(headers, 'content-type'),
      contentLocation: header(headers, 'content-location'),
      contentLanguage: header(headers, 'content-language'),
    },
    validators:
      cut === undefined
        ? { url, etag: header(headers, 'etag'), lastModified: header(headers, 'last-modified') }
        : null,
    freshSeconds: freshnessSeconds(headers, now),
    faults: cut === undefined ? [] : [{ where: 'source', what: cut }],
  }
}

/** What a status means to someone who wants the feed back. */
function failureInWords(status: number, headers: Headers): string {
  // A challenge page can be passed by a person in a browser, never by a reader of feeds.
  if (headers.get('cf-mitigated') === 'challenge')
    return `the server asks for a browser check (${status}), which no feed reader can pass`
  if (status === 401 || status === 407) return `the server asks for a login (${status})`
  if (status === 403) return 'the server refuses us (403)'
  if (status === 404) return 'there is nothing at this address (404)'
  if (status === 429) return 'the server says we ask too often (429)'
  if (status === 503) return 'the server is not available for now (503)'
  if (status >= 500) return `the server failed (${status})`
  if (status >= 300 && status < 400) return `it redirects without saying where to (${status})`
  return `the server answered ${status}`
}
