import type { PublisherHints } from '../domain/source.ts'
import { wholeSeconds } from '../web/moment.ts'

/** What a poll told us about when to come again. */
export interface PollSignals {
  kind: 'fresh' | 'not-modified' | 'gone' | 'failed'
  hints: PublisherHints
  /** Polls in a row that brought neither a document nor a 304, this one included. */
  failures: number
  retryAfterSeconds?: number | undefined
}

export interface PollPolicy {
  /** Between two polls when the publisher says nothing. */
  usualSeconds: number
  /** Never more often than this, whatever the publisher allows. */
  minSeconds: number
  /** Never less often than this while the source answers. */
  maxSeconds: number
  /** The ceiling of the back-off: a dead source is tried again once in this time. */
  deadSeconds: number
}

export interface NextPoll {
  /** RFC 3339. */
  nextPollAt: string
  because: string
}

/** "15 minutes", "1 hour", "2 days": the largest unit that says it without a fraction beyond halves. */
export function duration(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const
  const [name, size] = units.find(([, unit]) => seconds >= unit) ?? (['second', 1] as const)
  const count = Math.round((seconds / size) * 2) / 2
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/** The longest wait that the publisher asks for, and in which way it asks. */
function publisherAsks(hints: PublisherHints): { seconds: number; how: string } | undefined {
  return [
    { seconds: (hints.ttlMinutes ?? 0) * 60, how: 'its ttl' },
    { seconds: hints.updatePeriodSeconds ?? 0, how: 'its sy:updatePeriod' },
    { seconds: hints.freshSeconds ?? 0, how: 'its cache headers' },
  ]
    .filter(({ seconds }) => seconds > 0)
    .sort((a, b) => b.seconds - a.seconds)[0]
}

/**
 * When to poll a source again, and why then.
 *
 * A Retry-After is obeyed for as long as it says, beyond every ceiling of ours. Failures double
 * the wait up to the back-off's ceiling; one poll that succeeds ends it.
 */
export function nextPoll(signals: PollSignals, policy: PollPolicy, now: Date): NextPoll {
  const { seconds, because } = wait(signals, policy)
  return { nextPollAt: wholeSeconds(new Date(now.getTime() + seconds * 1000)), because }
}

function wait(
  { kind, hints, failures, retryAfterSeconds }: PollSignals,
  policy: PollPolicy,
): { seconds: number; because: string } {
  if (kind === 'failed' || kind === 'gone') {
    const backOff = Math.min(policy.usualSeconds * 2 ** (failures - 1), policy.deadSeconds)
    const times = failures === 1 ? 'the poll failed' : `${failures} polls in a row failed`
    if (retryAfterSeconds !== undefined && retryAfterSeconds >= backOff)
      return {
        seconds: retryAfterSeconds,
        because: `the server asked us to wait ${duration(retryAfterSeconds)} (Retry-After)`,
      }
    return { seconds: backOff, because: `${times}: tried again after ${duration(backOff)}` }
  }
  const asked = publisherAsks(hints)
  if (!asked)
    return {
      seconds: policy.usualSeconds,
      because: `the publisher gives no hint: every ${duration(policy.usualSeconds)}`,
    }
  const seconds = Math.min(Math.max(asked.seconds, policy.minSeconds), policy.maxSeconds)
  const bound =
    seconds > asked.seconds ? ', our shortest' : seconds < asked.seconds ? ', our longest' : ''
  return {
    seconds,
    because: `the publisher asks for ${duration(asked.seconds)} by ${asked.how}: every ${duration(seconds)}${bound}`,
  }
}
