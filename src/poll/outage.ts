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

/** What the operator is told then, once. */
export function outageInWords({ polled, unreachable }: Reach): string {
  return `${unreachable} of the ${polled} sources asked of late could not be reached at all: most likely it is our own network or name service, not theirs`
}
