import type { PublisherHints } from '../domain/source.ts'

const HOUR_MS = 3_600_000
const HOURS_OF_A_WEEK = 7 * 24

/**
 * The first moment that is in none of the hours and days in which the publisher wants to be left
 * alone (RSS `skipHours` and `skipDays`, GMT). It moves on by whole hours, so that sources that
 * skip the same night do not all come on the stroke of the morning.
 *
 * A publisher that skips the whole week has made a mistake; then nothing is skipped.
 */
export function afterSkipped(
  moment: Date,
  { skipHours = [], skipDays = [] }: PublisherHints,
): Date {
  for (let hours = 0; hours < HOURS_OF_A_WEEK; hours++) {
    const later = new Date(moment.getTime() + hours * HOUR_MS)
    if (!skipHours.includes(later.getUTCHours()) && !skipDays.includes(later.getUTCDay()))
      return later
  }
  return moment
}
