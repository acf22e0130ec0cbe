import type { Keep } from '../domain/keep.ts'
import { wholeSeconds } from '../web/moment.ts'

const DAY_MS = 24 * 3600 * 1000

/**
 * The moment before which entries go: the later of the two that a rule may give.
 *
 * @param newestFrom where the newest so many of them end; null when there are fewer.
 */
export function cutoff({ days }: Keep, newestFrom: string | null, now: Date): string | null {
  const aged = days === undefined ? null : wholeSeconds(new Date(now.getTime() - days * DAY_MS))
  if (aged === null || newestFrom === null) return aged ?? newestFrom
  return aged > newestFrom ? aged : newestFrom
}
