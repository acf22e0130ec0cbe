import type { PollMemory } from '../domain/source.ts'
import type { Hop } from './outcome.ts'

/** RFC 9110 §15.4.2, §15.4.9: for good. The others are for now. */
const PERMANENT = new Set([301, 308])

export interface Moved {
  /** The address that the source has from now on. */
  adopt?: string
  /** A permanent redirect that is still being watched. */
  move?: NonNullable<PollMemory['move']>
}

/** The same place by the safer way: nothing but the scheme differs. */
function isUpgrade({ from, to }: Hop): boolean {
  return from.startsWith('http://') && to === from.replace('http://', 'https://')
}

/**
 * What the redirects of a poll that led to a feed say about where the source lives.
 *
 * Only the permanent beginning of a chain counts: what stands behind a temporary redirect is
 * nobody's new address. And it is believed only after it was seen for a week, for permanent
 * redirects are also what a portal, a broken deployment or a seller of domains sends. From http to
 * https of the same place nobody can lose anything: at once.
 */
export function moved(
  url: string,
  hops: readonly Hop[],
  seen: PollMemory['move'],
  now: string,
  adoptAfterSeconds: number,
): Moved {
  const temporary = hops.findIndex(({ status }) => !PERMANENT.has(status))
  const permanent = temporary < 0 ? hops : hops.slice(0, temporary)
  const to = permanent.at(-1)?.to
  if (to === undefined || to === url) return {}
  const move = seen?.to === to ? seen : { to, since: now }
  if (Date.parse(now) - Date.parse(move.since) >= adoptAfterSeconds * 1000) return { adopt: to }
  const [first] = permanent
  if (!first || !isUpgrade(first)) return { move }
  return first.to === to ? { adopt: to } : { adopt: first.to, move }
}
