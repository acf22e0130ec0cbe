import type { PollMemory } from '../domain/source.ts'

export interface EndPolicy {
  /** 410s in a row, and the time they must lie apart, before a source counts as ended. */
  times: number
  overSeconds: number
}

/**
 * What a 410 (RFC 9110 §15.5.11) adds to what is remembered. One alone is what a site in the middle
 * of a move says too, and three in one minute say no more than one. A 404 never ends a source: it
 * says nothing about tomorrow.
 */
export function afterGone(
  { gone, endedAt }: PollMemory,
  now: string,
  { times, overSeconds }: EndPolicy,
): Pick<PollMemory, 'gone' | 'endedAt'> {
  const seen = { times: (gone?.times ?? 0) + 1, firstAt: gone?.firstAt ?? now }
  const over = (Date.parse(now) - Date.parse(seen.firstAt)) / 1000
  const ended = endedAt ?? (seen.times >= times && over >= overSeconds ? now : undefined)
  return { gone: seen, ...(ended !== undefined && { endedAt: ended }) }
}
