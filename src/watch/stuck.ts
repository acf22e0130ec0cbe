import type { Pulse } from '../domain/vitals.ts'

export interface StuckPolicy {
  /** So long may a poll be overdue while none is made. */
  stuckSeconds: number
  /** Cycles further apart than this were interrupted. */
  gapSeconds: number
}

/**
 * Polls are due and none is made, although the cron has been coming all the while. Where many wait
 * and some are made, they are many and nothing is stuck; and who was asleep until now (a laptop, or
 * the platform) needs time to wake up.
 */
export function isStuck(
  { polls, cycle }: Pick<Pulse, 'polls' | 'cycle'>,
  now: Date,
  { stuckSeconds, gapSeconds }: StuckPolicy,
): boolean {
  const secondsSince = (moment: string) => (now.getTime() - Date.parse(moment)) / 1000
  if (cycle === null || secondsSince(cycle.beganAt) > gapSeconds) return false
  if (secondsSince(cycle.unbrokenSince) < stuckSeconds) return false
  if (polls.oldestDueAt === null || secondsSince(polls.oldestDueAt) < stuckSeconds) return false
  return polls.lastAt === null || secondsSince(polls.lastAt) >= stuckSeconds
}
