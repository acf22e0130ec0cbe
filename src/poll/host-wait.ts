import type { HostWait } from '../domain/store.ts'
import { wholeSeconds } from '../web/moment.ts'
import { duration } from './duration.ts'
import type { PollOutcome } from './outcome.ts'

/** RFC 6585 §4 and RFC 9110 §15.6.4: these speak of us or of the server, not of one feed of it. */
const OF_THE_WHOLE_HOST = new Set<number | null>([429, 503])

/**
 * That a host wants to be left alone by all our polls of its feeds.
 *
 * @param maxSeconds how long one source's word holds for the others: that source waits for as long
 * as it was told, but a single mistaken date must not silence its neighbours for a year.
 */
export function hostWait(
  url: string,
  outcome: PollOutcome,
  now: Date,
  maxSeconds: number,
): HostWait | undefined {
  if (outcome.kind !== 'failed' || !OF_THE_WHOLE_HOST.has(outcome.status)) return undefined
  const { status, retryAfterSeconds = 0 } = outcome
  const host = URL.parse(url)?.host
  if (retryAfterSeconds <= 0 || host === undefined) return undefined
  const seconds = Math.min(retryAfterSeconds, maxSeconds)
  return {
    host,
    notBefore: wholeSeconds(new Date(now.getTime() + seconds * 1000)),
    // Not its name: what is shown of a private source must not tell where it lives.
    because: `its host asked us to wait ${duration(seconds)} with all its feeds (${status}, Retry-After)`,
  }
}
