import type { Context } from 'hono'
import { failureLine, type Log } from '../domain/log.ts'
import type { NewsroomStore } from '../domain/store.ts'
import type { CopyStore, StoredCopy } from '../domain/stored-copy.ts'
import { refusal } from './for-people.tsx'
import { tellAnyPage } from './read-only.ts'
import { respondWithCopy } from './respond-with-copy.ts'

export interface ServeKeptDeps {
  versions: NewsroomStore['versions']
  copies: CopyStore
  cacheControl: { fresh: string; lastGood: string }
  /** Says that there is no document, where that is not a page or a problem like everywhere else. */
  notNow?: (c: Context, what: string) => Response | Promise<Response>
  log: Log
  now: () => Date
}

/** A document that is asked for. */
export interface Wanted {
  /** Where a copy of it is kept, and how long. */
  address: string
  seconds: number
  /** Whose versions it is made from. */
  streams: string[]
  isNegotiated: boolean
}

/** What was written anew; or an answer that is none of our documents. */
export type Anew = Omit<StoredCopy, 'madeFrom'> | Response

/** RFC 9110 §10.2.3: an outage of the database is mostly over by then. */
const RETRY_SECONDS = 60
const NOT_NOW = 'This cannot be made just now, and no copy of it is at hand. Please try again.'

/**
 * Serves the kept copy while nothing it was made from has changed, else one made anew; and the last
 * good one when that cannot be made.
 */
export function serveKept({
  versions,
  copies,
  cacheControl,
  notNow = (c, what) => refusal(c, 503, 'Not just now', what),
  log,
  now,
}: ServeKeptDeps) {
  async function respondNotNow(c: Context): Promise<Response> {
    c.header('retry-after', String(RETRY_SECONDS))
    c.header('cache-control', 'no-store')
    return tellAnyPage(await notNow(c, NOT_NOW), now())
  }

  return async (
    c: Context,
    { address, seconds, streams, isNegotiated }: Wanted,
    make: () => Promise<Anew>,
  ): Promise<Response> => {
    const respond = (copy: StoredCopy, cacheStatus: string, maxAge = cacheControl.fresh) =>
      respondWithCopy(c.req.raw, copy, {
        cacheControl: maxAge,
        cacheStatus: `Despatch; ${cacheStatus}`,
        isNegotiated,
        now: now(),
      })

    // Looked up before the entries are: what is written in between makes a copy look older than it
    // is, and never newer.
    const madeFrom = await versions(streams).catch(() => undefined)
    const last = await copies.find(address, madeFrom)
    if (last !== undefined && last.madeFrom === madeFrom) return respond(last, 'hit')
    try {
      const anew = await make()
      if (anew instanceof Response)
        return anew.status === 429 && last !== undefined
          ? respond(last, 'hit; detail="too many requests"', cacheControl.lastGood)
          : tellAnyPage(anew, now())
      const copy = { ...anew, madeFrom: madeFrom ?? '' }
      // Nobody knows what a copy was made from that was made while the versions could not be told.
      if (madeFrom !== undefined) c.executionCtx.waitUntil(copies.keep(address, copy, seconds))
      return respond(copy, last ? 'fwd=stale' : 'fwd=uri-miss')
    } catch (error) {
      const more = { address, isCopyAtHand: last !== undefined }
      log(failureLine('document could not be made', error, more))
      return last === undefined
        ? respondNotNow(c)
        : respond(last, 'hit; detail="the database fails"', cacheControl.lastGood)
    }
  }
}
