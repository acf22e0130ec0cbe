import { expect, it } from 'vitest'
import { isStuck } from '../../src/watch/stuck.ts'

const now = new Date('2026-11-23T12:00:00Z')
const ago = (minutes: number | null) =>
  minutes === null ? null : new Date(now.getTime() - minutes * 60_000).toISOString()
const policy = { stuckSeconds: 900, gapSeconds: 180 }

it.each([
  { due: 20, last: 20, cycle: 1, since: 60, is: true, because: 'nothing is done for 20 minutes' },
  { due: 20, last: null, cycle: 1, since: 60, is: true, because: 'nothing was ever done' },
  { due: 14, last: 20, cycle: 1, since: 60, is: false, because: 'it is not overdue for long' },
  { due: 60, last: 1, cycle: 1, since: 60, is: false, because: 'many wait, and some are made' },
  { due: null, last: 60, cycle: 1, since: 60, is: false, because: 'nothing is due' },
  { due: 600, last: 600, cycle: 1, since: 14, is: false, because: 'it has just woken up' },
  { due: 600, last: 600, cycle: 599, since: 900, is: false, because: 'it wakes up now' },
  { due: 20, last: 20, cycle: null, since: null, is: false, because: 'it is the first cycle' },
])('stuck: $is, when $because', ({ due, last, cycle, since, is }) => {
  const polls = {
    due: 1,
    queued: 1,
    oldestDueAt: ago(due),
    oldestQueuedAt: null,
    lastAt: ago(last),
  }
  const [beganAt, unbrokenSince] = [ago(cycle), ago(since)]
  const came = beganAt && unbrokenSince ? { beganAt, unbrokenSince, milliseconds: 5 } : null
  expect(isStuck({ polls, cycle: came }, now, policy)).toBe(is)
})
