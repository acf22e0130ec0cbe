import type { PollMemory, Rhythm } from '../domain/source.ts'
import { afterGone, type EndPolicy } from './ended.ts'
import { moved } from './moved.ts'
import type { Hop, PollOutcome } from './outcome.ts'

export interface MemoryPolicy {
  end: EndPolicy
  /** How long a permanent redirect must be seen before it is a source's new address. */
  adoptMoveAfterSeconds: number
}

export interface Remembered {
  memory: PollMemory
  /** The address that the source has from now on. */
  adopt?: string
}

/**
 * What is remembered of a source after a poll.
 *
 * @param url its address, without a password, as it stands in the hops.
 * @param rhythm what a document told; undefined when none was read.
 * @param now RFC 3339.
 */
export function remember(
  before: PollMemory,
  poll: {
    url: string
    kind: PollOutcome['kind']
    isUnreachable: boolean
    hops: readonly Hop[]
    rhythm: Rhythm | undefined
    /** How many entries the document had; undefined when none was read. */
    entries?: number | undefined
  },
  policy: MemoryPolicy,
  now: string,
): Remembered {
  const { gone, move, endedAt, rhythm: rhythmBefore } = before
  const rhythm = poll.rhythm ?? rhythmBefore
  const entries = poll.entries ?? before.entries
  const always = { ...(rhythm && { rhythm }), ...(entries !== undefined && { entries }) }
  switch (poll.kind) {
    case 'fresh':
    case 'not-modified': {
      const { adopt, move: seen } = moved(
        poll.url,
        poll.hops,
        move,
        now,
        policy.adoptMoveAfterSeconds,
      )
      const memory = { ...always, ...(seen && { move: seen }) }
      return { memory, ...(adopt !== undefined && { adopt }) }
    }
    case 'gone':
      return { memory: { ...always, ...(move && { move }), ...afterGone(before, now, policy.end) } }
    case 'failed': {
      // Nobody said anything, so nothing that was said is taken back.
      const kept = poll.isUnreachable && gone ? { gone } : {}
      return {
        memory: {
          ...always,
          ...(move && { move }),
          ...kept,
          ...(endedAt !== undefined && { endedAt }),
          ...(poll.isUnreachable && { isUnreachable: true }),
        },
      }
    }
    default:
      return poll.kind satisfies never
  }
}
