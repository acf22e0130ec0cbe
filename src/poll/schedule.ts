import type { PublisherHints, Rhythm } from '../domain/source.ts'
import { wholeSeconds } from '../web/moment.ts'
import { type FailureSignals, type Wait, waitAfterFailure } from './back-off.ts'
import { duration } from './duration.ts'
import type { PollPolicy } from './policy.ts'
import { publisherAsks } from './publisher-asks.ts'
import { waitByRhythm } from './rhythm.ts'
import { afterSkipped } from './skipped-hours.ts'

interface SuccessSignals {
  kind: 'fresh' | 'not-modified'
  /** What the dates of its entries told when it last sent any. */
  rhythm?: Rhythm | undefined
}

/** What a poll told us about when to come again. */
export type PollSignals = { hints: PublisherHints } & (SuccessSignals | FailureSignals)

export interface NextPoll {
  /** RFC 3339. */
  nextPollAt: string
  because: string
}

/**
 * When to poll a source again, and why then.
 *
 * Chance only ever adds to a wait: to come sooner than the publisher asked would break a promise,
 * and sources that were all added in one minute drift apart all the same.
 *
 * @param chance from 0 up to 1.
 */
export function nextPoll(
  signals: PollSignals,
  policy: PollPolicy,
  now: Date,
  chance: number,
): NextPoll {
  const { seconds, because, ceilingSeconds } = waitOf(signals, policy, now)
  const jitter = Math.min(seconds * policy.jitterShare, policy.maxJitterSeconds) * chance
  const wait = Math.min(seconds + jitter, Math.max(seconds, ceilingSeconds))
  const due = new Date(now.getTime() + wait * 1000)
  const at = afterSkipped(due, signals.hints)
  const skipped = at > due ? '; later, since the publisher asks to skip these hours or days' : ''
  return { nextPollAt: wholeSeconds(roundedUp(at)), because: because + skipped }
}

function waitOf(signals: PollSignals, policy: PollPolicy, now: Date): Wait {
  switch (signals.kind) {
    case 'fresh':
    case 'not-modified':
      return waitWhileItAnswers(signals.hints, signals.rhythm, policy, now)
    case 'gone':
    case 'failed':
      return waitAfterFailure(signals, policy)
    default:
      return signals satisfies never
  }
}

/** Moments are kept in whole seconds, and half a second too soon is too soon. */
const roundedUp = (moment: Date) => new Date(Math.ceil(moment.getTime() / 1000) * 1000)

/**
 * What the publisher asks for is how soon we may come, and the source's rhythm how soon it is worth
 * it: the longer of the two. Never more often than usual, unless the publisher itself says that a
 * shorter time is right.
 */
function waitWhileItAnswers(
  hints: PublisherHints,
  rhythm: Rhythm | undefined,
  policy: PollPolicy,
  now: Date,
): Wait {
  const asked = publisherAsks(hints)
  const own = rhythm && waitByRhythm(rhythm, now)
  const shortest = asked
    ? Math.min(Math.max(asked.seconds, policy.minSeconds), policy.usualSeconds)
    : policy.usualSeconds
  const wanted = Math.max(asked?.seconds ?? 0, own?.seconds ?? 0)
  const seconds = Math.min(Math.max(wanted, shortest), policy.maxSeconds)
  const bound = seconds < wanted ? ', our longest' : seconds > wanted ? ', our shortest' : ''
  const every = `every ${duration(seconds)}`
  const because =
    own && own.seconds > (asked?.seconds ?? 0)
      ? `${own.why}: ${every}${bound}${asked ? `; the publisher allows ${inWords(asked)}` : ''}`
      : asked
        ? `the publisher asks for ${inWords(asked)}: ${every}${bound}`
        : `the publisher gives no hint: ${every}`
  return { seconds, because, ceilingSeconds: policy.maxSeconds }
}

const inWords = ({ seconds, how }: { seconds: number; how: string }) =>
  `${duration(seconds)} by ${how}`
