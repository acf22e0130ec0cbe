import type { Source } from '../domain/source.ts'

/** Of the sources polled of late: how many there are, and how many of them could not be reached at all. */
export interface Reach {
  polled: number
  unreachable: number
}

export interface OutagePolicy {
  /** The share of sources that cannot be reached at which it is us and not them, and of how many at least. */
  share: number
  minSources: number
  /** How far back "of late" goes. */
  windowSeconds: number
}

/** Nearly everything fails at once, and none of it with an answer: it is us, not them. */
export function isOutage({ polled, unreachable }: Reach, policy: OutagePolicy): boolean {
  return polled >= policy.minSources && unreachable >= polled * policy.share
}

/** Of these sources, those polled of late. */
export function reachOf(
  sources: readonly Pick<Source, 'polledAt' | 'memory'>[],
  now: Date,
  { windowSeconds }: OutagePolicy,
): Reach {
  const since = now.getTime() - windowSeconds * 1000
  const late = sources.filter(({ polledAt }) => polledAt !== null && Date.parse(polledAt) >= since)
  const unreachable = late.filter(({ memory }) => memory.isUnreachable === true)
  return { polled: late.length, unreachable: unreachable.length }
}

/** What the operator is told then, once. */
export function outageInWords({ polled, unreachable }: Reach): string {
  return `${unreachable} of the ${polled} sources asked of late could not be reached at all: most likely it is our own network or name service, not theirs`
}
