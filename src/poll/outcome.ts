import type { FetchedDocument } from '../domain/document.ts'
import type { KeptValidators } from '../domain/source.ts'
import { freshnessSeconds } from '../web/cache-control.ts'
import { parseRetryAfter } from '../web/retry-after.ts'

/** What came back from the network: a response read to its end, or the reason there is none. */
export type Answer =
  | { kind: 'response'; url: string; status: number; headers: Headers; body: Uint8Array }
  | { kind: 'no-response'; reason: string; status: number | null }

/** What a poll came to, before any of it is read. */
export type PollOutcome =
  | {
      kind: 'fresh'
      status: number
      document: FetchedDocument
      validators: KeptValidators
      freshSeconds: number | undefined
    }
  | { kind: 'not-modified'; status: 304 }
  | { kind: 'gone'; status: 410 } // RFC 9110 §15.5.11
  | {
      kind: 'failed'
      status: number | null
      reason: string
      retryAfterSeconds?: number | undefined
    }

const header = (headers: Headers, name: string) => headers.get(name) ?? undefined

/** Reads an answer by its status: RFC 9110 §15. */
export function pollOutcome(answer: Answer, now: Date): PollOutcome {
  if (answer.kind === 'no-response')
    return { kind: 'failed', status: answer.status, reason: answer.reason }
  const { status, headers, url, body } = answer
  if (status === 304) return { kind: 'not-modified', status }
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
    validators: {
      url,
      etag: header(headers, 'etag'),
      lastModified: header(headers, 'last-modified'),
    },
    freshSeconds: freshnessSeconds(headers),
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
  return `the server answered ${status}`
}
