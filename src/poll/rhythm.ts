import type { Rhythm } from '../domain/source.ts'
import { wholeSeconds } from '../web/moment.ts'
import { duration } from './duration.ts'

/** How far back the entries of late go: two weeks have every weekday twice. */
const LATE_SECONDS = 14 * 86_400

/**
 * Asking twice in each gap finds an entry after a quarter of a gap on average; CommaFeed does the
 * same.
 */
const POLLS_PER_GAP = 2

/**
 * A source that fell silent is asked after a 28th of its silence: 6 hours after a week, 12 after
 * two, 24 after four. The line through CommaFeed's three steps.
 */
const POLLS_PER_SILENCE = 28

const secondsBetween = (from: number, to: number) => Math.round((to - from) / 1000)

/**
 * How often a source brings something. Counted over the last two weeks, or over less when its
 * document does not go back so far, so that neither a burst, nor an old entry kept on top, nor a
 * long history misleads. Undated entries say nothing.
 */
export function rhythmOf(dates: readonly string[], now: Date): Rhythm | undefined {
  const past = dates
    .map((date) => Date.parse(date))
    .filter((moment) => moment <= now.getTime())
    .sort((a, b) => b - a)
  const [newest] = past
  if (newest === undefined) return undefined
  const newestAt = wholeSeconds(new Date(newest))
  const late = past.filter((moment) => secondsBetween(moment, now.getTime()) <= LATE_SECONDS)
  if (late.length === 0) return { newestAt }
  const reachesBack = past.length > late.length
  const span = reachesBack ? LATE_SECONDS : secondsBetween(late.at(-1) ?? newest, now.getTime())
  return { newestAt, gapSeconds: Math.round(span / late.length) }
}

/** How long to wait by a source's own rhythm, and that rhythm in words. */
export function waitByRhythm(
  { newestAt, gapSeconds }: Rhythm,
  now: Date,
): { seconds: number; why: string } {
  const silence = secondsBetween(Date.parse(newestAt), now.getTime())
  const bySilence = {
    seconds: silence / POLLS_PER_SILENCE,
    why: `its newest entry is ${duration(silence)} old`,
  }
  if (gapSeconds === undefined) return bySilence
  const byGap = {
    seconds: gapSeconds / POLLS_PER_GAP,
    why: `it brings an entry about every ${duration(gapSeconds)}`,
  }
  return byGap.seconds >= bySilence.seconds ? byGap : bySilence
}
