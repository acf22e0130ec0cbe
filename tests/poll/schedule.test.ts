import { describe, expect, it } from 'vitest'
import { duration, nextPoll, type PollSignals } from '../../src/poll/schedule.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 24 * HOUR
const policy = {
  usualSeconds: HOUR,
  minSeconds: 15 * MINUTE,
  maxSeconds: DAY,
  deadSeconds: 7 * DAY,
}
const noon = new Date('2026-11-22T12:00:00Z')

const fresh: PollSignals = { kind: 'fresh', hints: {}, failures: 0 }
const failed = (failures: number, retryAfterSeconds?: number): PollSignals => ({
  kind: 'failed',
  hints: {},
  failures,
  retryAfterSeconds,
})

const cases: { signals: PollSignals; seconds: number; because: string }[] = [
  {
    signals: fresh,
    seconds: HOUR,
    because: 'the publisher gives no hint: every 1 hour',
  },
  {
    signals: { ...fresh, hints: { ttlMinutes: 180 } },
    seconds: 3 * HOUR,
    because: 'the publisher asks for 3 hours by its ttl: every 3 hours',
  },
  {
    signals: { ...fresh, hints: { ttlMinutes: 30, freshSeconds: 2 * HOUR } },
    seconds: 2 * HOUR,
    because: 'the publisher asks for 2 hours by its cache headers: every 2 hours',
  },
  {
    signals: { kind: 'not-modified', hints: { updatePeriodSeconds: DAY / 2 }, failures: 0 },
    seconds: 12 * HOUR,
    because: 'the publisher asks for 12 hours by its sy:updatePeriod: every 12 hours',
  },
  {
    signals: { ...fresh, hints: { freshSeconds: 60 } },
    seconds: 15 * MINUTE,
    because: 'the publisher asks for 1 minute by its cache headers: every 15 minutes, our shortest',
  },
  {
    signals: { ...fresh, hints: { ttlMinutes: 20_160 } },
    seconds: DAY,
    because: 'the publisher asks for 14 days by its ttl: every 1 day, our longest',
  },
  {
    signals: failed(1),
    seconds: HOUR,
    because: 'the poll failed: tried again after 1 hour',
  },
  {
    signals: failed(4),
    seconds: 8 * HOUR,
    because: '4 polls in a row failed: tried again after 8 hours',
  },
  {
    signals: failed(40),
    seconds: 7 * DAY,
    because: '40 polls in a row failed: tried again after 7 days',
  },
  {
    signals: failed(1, 10 * DAY),
    seconds: 10 * DAY,
    because: 'the server asked us to wait 10 days (Retry-After)',
  },
  {
    signals: failed(3, 60),
    seconds: 4 * HOUR,
    because: '3 polls in a row failed: tried again after 4 hours',
  },
]

describe('a source is polled again', () => {
  it.each(cases)('because $because', ({ signals, seconds, because }) => {
    const next = nextPoll(signals, policy, noon)

    expect(next.because).toBe(because)
    expect(Date.parse(next.nextPollAt) - noon.getTime()).toBe(seconds * 1000)
  })
})

it.each([
  [1, '1 second'],
  [59, '59 seconds'],
  [5400, '1.5 hours'],
  [86_400, '1 day'],
])('%i seconds read as %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})
