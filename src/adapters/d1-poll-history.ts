import * as v from 'valibot'
import type { RememberedPoll } from '../domain/source.ts'
import type { PollHistory, SourceWrite } from '../domain/store.ts'

/** Days of a feed that is asked hourly would need more; what went wrong of late does not. */
export const REMEMBERED_POLLS = 20

/** Counts of nothing are left out: twenty of these are a part of every source's row. */
const COUNTS = ['added', 'changed', 'unchanged', 'duplicate', 'faults'] as const

const count = v.optional(v.number(), 0)
const Row = v.object({
  polls: v.pipe(
    v.string(),
    v.parseJson(),
    v.array(
      v.object({
        at: v.string(),
        outcome: v.picklist(['fresh', 'not-modified', 'gone', 'failed']),
        status: v.nullable(v.number()),
        added: count,
        changed: count,
        unchanged: count,
        duplicate: count,
        faults: count,
        nextPollAt: v.string(),
        because: v.string(),
        milliseconds: v.number(),
      }),
    ),
  ),
})

/** What is remembered of a poll beside its last report. */
export function inShort({ polledAt, report, milliseconds }: SourceWrite): Partial<RememberedPoll> {
  const { faults, ...rest } = report
  const poll: Partial<RememberedPoll> = {
    at: polledAt,
    ...rest,
    faults: faults.length,
    milliseconds,
  }
  for (const name of COUNTS) if (poll[name] === 0) delete poll[name]
  return poll
}

export function d1PollHistory(db: D1Database): PollHistory {
  return {
    async lastPolls(slug) {
      const row = await db
        .prepare('SELECT polls FROM sources WHERE slug = ? AND retired_at IS NULL')
        .bind(slug)
        .first()
      return row === null ? undefined : v.parse(Row, row).polls.toReversed()
    },
  }
}
