import { duration } from './duration.ts'
import type { PollPolicy } from './policy.ts'

/** A wait before jitter, and why so long. */
export interface Wait {
  seconds: number
  because: string
  /** Chance adds nothing beyond this. */
  ceilingSeconds: number
}

export interface FailureSignals {
  kind: 'gone' | 'failed'
  /** Polls in a row that brought neither a document nor a 304, this one included. */
  failures: number
  retryAfterSeconds?: number | undefined
  /** It said often enough that it is gone. */
  hasEnded?: boolean
  /** Nearly nobody can be reached: it is us. */
  isOutage?: boolean
}

/**
 * Failures double the wait up to the back-off's ceiling; one poll that succeeds ends it. A
 * Retry-After is obeyed for as long as it says, beyond every ceiling of ours.
 *
 * A source that has ended is asked once a week as the other dead are: a 410 is now and then the
 * mistake of a new site, and a request a week harms nobody.
 */
export function waitAfterFailure(signals: FailureSignals, policy: PollPolicy): Wait {
  const { retryAfterSeconds = 0 } = signals
  const seconds = backOff(signals, policy)
  if (retryAfterSeconds >= seconds)
    return {
      seconds: retryAfterSeconds,
      because: `the server asked us to wait ${duration(retryAfterSeconds)} (Retry-After)`,
      ceilingSeconds: Number.POSITIVE_INFINITY,
    }
  return {
    seconds,
    because: `${reason(signals)}: tried again after ${duration(seconds)}`,
    ceilingSeconds: policy.deadSeconds,
  }
}

function backOff({ failures, hasEnded, isOutage }: FailureSignals, policy: PollPolicy): number {
  if (hasEnded) return policy.deadSeconds
  if (isOutage) return policy.usualSeconds
  return Math.min(policy.usualSeconds * 2 ** Math.max(0, failures - 1), policy.deadSeconds)
}

function reason({ kind, failures, hasEnded, isOutage }: FailureSignals): string {
  if (hasEnded) return 'the feed has ended, as its server said again and again (410)'
  if (isOutage) return 'nearly no source can be reached, so it is most likely our own network'
  if (failures > 1) return `${failures} polls in a row failed`
  if (kind === 'gone') return 'the server says the feed is gone, which is not believed at once'
  return 'the poll failed'
}
