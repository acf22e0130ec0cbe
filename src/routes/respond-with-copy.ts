import type { StoredCopy } from '../domain/stored-copy.ts'
import { httpDate, isNotModified } from '../web/validators.ts'
import { FOR_ANY_PAGE } from './read-only.ts'

/** What is told with a kept document that is not kept with it. */
export interface Served {
  cacheControl: string
  /** Where it came from: RFC 9211. */
  cacheStatus: string
  isNegotiated: boolean
  now: Date
}

/** RFC 9110 §15.4.5: a 304 repeats these, and leaves out what describes the body. */
const REPEATED = new Set(['content-location', 'link'])

function fieldsOf(
  { etag, lastModified, headers }: StoredCopy,
  { cacheControl, cacheStatus, isNegotiated }: Served,
  isSame: boolean,
): Headers {
  const fields = new Headers({
    ...FOR_ANY_PAGE,
    etag,
    'last-modified': httpDate(lastModified),
    'cache-control': cacheControl,
    'cache-status': cacheStatus,
  })
  for (const [name, value] of Object.entries(headers)) {
    // Elsewhere the document is where it was asked for.
    if (name === 'content-location' && !isNegotiated) continue
    if (!isSame || REPEATED.has(name)) fields.set(name, value)
  }
  // RFC 9110 §12.5.5: only where another Accept would have got another answer.
  if (isNegotiated) fields.set('vary', 'Accept')
  return fields
}

/**
 * The header fields of a copy's answers, which are the same but for the date, and that for a
 * second: to write them anew costs more than to find the copy.
 */
const written = new WeakMap<StoredCopy, Map<string, { fields: Headers; second: number }>>()

function writtenFields(copy: StoredCopy, served: Served, isSame: boolean): Headers {
  const ofCopy = written.get(copy) ?? new Map<string, { fields: Headers; second: number }>()
  written.set(copy, ofCopy)
  const kind = `${isSame} ${served.isNegotiated} ${served.cacheStatus}`
  const before = ofCopy.get(kind) ?? { fields: fieldsOf(copy, served, isSame), second: 0 }
  ofCopy.set(kind, before)
  const second = Math.floor(served.now.getTime() / 1000)
  if (before.second !== second) before.fields.set('date', served.now.toUTCString())
  before.second = second
  return before.fields
}

/** A kept document, or 304 where the reader has it already. */
export function respondWithCopy(request: Request, copy: StoredCopy, served: Served): Response {
  const isSame = isNotModified(request.headers, copy)
  const headers = writtenFields(copy, served, isSame)
  return isSame
    ? new Response(null, { status: 304, headers })
    : new Response(copy.body, { headers })
}
