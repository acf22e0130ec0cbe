import { describe, expect, it } from 'vitest'
import { duration } from '../../src/poll/duration.ts'
import { nextPoll, type PollSignals } from '../../src/poll/schedule.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 24 * HOUR
const policy = {
  usualSeconds: HOUR,
  minSeconds: 15 * MINUTE,
  maxSeconds: DAY,
  deadSeconds: 7 * DAY,
  jitterShare: 0.1,
  maxJitterSeconds: 30 * MINUTE,
}
/** A Sunday. */
const noon = new Date('2026-11-22T12:00:00Z')
const ago = (seconds: number) => new Date(noon.getTime() - seconds * 1000).toISOString()

const answered = (given: object = {}): PollSignals => ({ kind: 'fresh', hints: {}, ...given })
const failed = (failures: number, given: object = {}): PollSignals => ({
  kind: 'failed',
  hints: {},
  failures,
  ...given,
})

const gone = (failures: number, given: object = {}): PollSignals => ({
  kind: 'gone',
  hints: {},
  failures,
  ...given,
})

const secondsUntil = (signals: PollSignals, chance = 0) =>
  (Date.parse(nextPoll(signals, policy, noon, chance).nextPollAt) - noon.getTime()) / 1000

interface Case {
  signals: PollSignals
  seconds: number
  because: string
}

const hinted: Case[] = [
  {
    signals: answered(),
    seconds: HOUR,
    because: 'the publisher gives no hint: every 1 hour',
  },
  {
    signals: answered({ hints: { ttlMinutes: 180 } }),
    seconds: 3 * HOUR,
    because: 'the publisher asks for 3 hours by its ttl: every 3 hours',
  },
  {
    signals: answered({ hints: { ttlMinutes: 30, freshSeconds: 2 * HOUR } }),
    seconds: 2 * HOUR,
    because: 'the publisher asks for 2 hours by its cache headers: every 2 hours',
  },
  {
    signals: { kind: 'not-modified', hints: { updatePeriodSeconds: DAY / 2 } },
    seconds: 12 * HOUR,
    because: 'the publisher asks for 12 hours by its sy:updatePeriod: every 12 hours',
  },
  {
    signals: answered({ hints: { freshSeconds: 60 } }),
    seconds: 15 * MINUTE,
    because: 'the publisher asks for 1 minute by its cache headers: every 15 minutes, our shortest',
  },
  {
    signals: answered({ hints: { ttlMinutes: 20_160 } }),
    seconds: DAY,
    because: 'the publisher asks for 14 days by its ttl: every 1 day, our longest',
  },
]

const lively = { newestAt: ago(10 * MINUTE), gapSeconds: 40 * MINUTE }
const own: Case[] = [
  {
    signals: answered({ rhythm: { newestAt: ago(2 * HOUR), gapSeconds: 8 * HOUR } }),
    seconds: 4 * HOUR,
    because: 'it brings an entry about every 8 hours: every 4 hours',
  },
  {
    signals: answered({ rhythm: lively }),
    seconds: HOUR,
    because: 'it brings an entry about every 40 minutes: every 1 hour, our shortest',
  },
  {
    signals: answered({ rhythm: lively, hints: { freshSeconds: 5 * MINUTE } }),
    seconds: 20 * MINUTE,
    because:
      'it brings an entry about every 40 minutes: every 20 minutes; the publisher allows 5 minutes by its cache headers',
  },
  {
    signals: answered({ rhythm: lively, hints: { ttlMinutes: 120 } }),
    seconds: 2 * HOUR,
    because: 'the publisher asks for 2 hours by its ttl: every 2 hours',
  },
  {
    signals: answered({ rhythm: { newestAt: ago(7 * DAY), gapSeconds: 4 * HOUR } }),
    seconds: 6 * HOUR,
    because: 'its newest entry is 7 days old: every 6 hours',
  },
  {
    signals: answered({ rhythm: { newestAt: ago(900 * DAY) }, hints: { ttlMinutes: 60 } }),
    seconds: DAY,
    because:
      'its newest entry is 900 days old: every 1 day, our longest; the publisher allows 1 hour by its ttl',
  },
]

const failures: Case[] = [
  { signals: failed(1), seconds: HOUR, because: 'the poll failed: tried again after 1 hour' },
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
    signals: failed(1, { retryAfterSeconds: 10 * DAY }),
    seconds: 10 * DAY,
    because: 'the server asked us to wait 10 days (Retry-After)',
  },
  {
    signals: failed(3, { retryAfterSeconds: 60 }),
    seconds: 4 * HOUR,
    because: '3 polls in a row failed: tried again after 4 hours',
  },
  {
    signals: gone(1),
    seconds: HOUR,
    because:
      'the server says the feed is gone, which is not believed at once: tried again after 1 hour',
  },
  {
    signals: gone(6, { hasEnded: true }),
    seconds: 7 * DAY,
    because:
      'the feed has ended, as its server said again and again (410): tried again after 7 days',
  },
  {
    signals: failed(5, { isOutage: true }),
    seconds: HOUR,
    because:
      'nearly no source can be reached, so it is most likely our own network: tried again after 1 hour',
  },
]

describe.each([
  ['by what its publisher asks for', hinted],
  ['by its own rhythm', own],
  ['after it failed', failures],
])('a source is polled again %s', (_, cases) => {
  it.each(cases)('because $because', ({ signals, seconds, because }) => {
    expect(nextPoll(signals, policy, noon, 0).because).toBe(because)
    expect(secondsUntil(signals)).toBe(seconds)
  })
})

describe('chance', () => {
  it.each([
    { what: 'a tenth', signals: answered(), seconds: HOUR + 6 * MINUTE },
    {
      what: 'half an hour at most',
      signals: answered({ hints: { ttlMinutes: 600 } }),
      seconds: 10.5 * HOUR,
    },
    {
      what: 'nothing beyond the longest wait',
      signals: answered({ hints: { ttlMinutes: 1440 } }),
      seconds: DAY,
    },
    {
      what: 'half an hour to a Retry-After, however long',
      signals: failed(1, { retryAfterSeconds: 30 * DAY }),
      seconds: 30 * DAY + 30 * MINUTE,
    },
  ])('adds $what, and never takes anything away', ({ signals, seconds }) => {
    expect(secondsUntil(signals, 1)).toBe(seconds)
    expect(secondsUntil(signals, 0.5)).toBeLessThanOrEqual(seconds)
    expect(secondsUntil(signals, 0.5)).toBeGreaterThanOrEqual(secondsUntil(signals, 0))
  })
})

describe('hours and days that the publisher asks to skip', () => {
  const at = (hints: object) => nextPoll(answered({ hints }), policy, noon, 0.5)
  it.each([
    { hints: { skipHours: [13, 14] }, nextPollAt: '2026-11-22T15:03:00Z', because: 'the hours' },
    { hints: { skipDays: [0] }, nextPollAt: '2026-11-23T00:03:00Z', because: 'the day' },
    {
      hints: { skipDays: [0], skipHours: [0] },
      nextPollAt: '2026-11-23T01:03:00Z',
      because: 'both',
    },
    { hints: { skipDays: [1] }, nextPollAt: '2026-11-22T13:03:00Z', because: 'it is not today' },
    {
      hints: { skipHours: Array.from({ length: 24 }, (_, hour) => hour) },
      nextPollAt: '2026-11-22T13:03:00Z',
      because: 'to skip all of them is a mistake',
    },
  ])('$hints: $nextPollAt, because $because', ({ hints, nextPollAt }) => {
    expect(at(hints).nextPollAt).toBe(nextPollAt)
  })

  it('are named as the reason', () => {
    expect(at({ skipDays: [0] }).because).toBe(
      'the publisher gives no hint: every 1 hour; later, since the publisher asks to skip these hours or days',
    )
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
