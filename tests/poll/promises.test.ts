import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { POLL_POLICY as policy } from '../../src/config.ts'
import { nextPoll, type PollSignals } from '../../src/poll/schedule.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const DAY = 86_400

const seconds = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: undefined })
/** Without hours and days to skip, which come on top. */
const hints = fc.record({ ttlMinutes: seconds(1e5), freshSeconds: seconds(1e8) })
const rhythm = fc.option(
  fc.record({
    newestAt: fc
      .integer({ min: 0, max: 4000 * DAY })
      .map((ago) => new Date(noon.getTime() - ago * 1000).toISOString()),
    gapSeconds: seconds(14 * DAY),
  }),
  { nil: undefined },
)
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const failure = fc.record({
  kind: fc.constantFrom('failed' as const, 'gone' as const),
  failures: fc.integer({ min: 1, max: 2000 }),
  retryAfterSeconds: seconds(1e9),
  hasEnded: fc.boolean(),
  isOutage: fc.boolean(),
})

const wait = (signals: object, luck: number) =>
  (Date.parse(nextPoll(signals as PollSignals, policy, noon, luck).nextPollAt) - noon.getTime()) /
  1000

describe('whatever a source says and does', () => {
  it('nobody is asked sooner than they wish or within 15 minutes, and all who answer are daily', () => {
    fc.assert(
      fc.property(hints, rhythm, chance, (given, own, luck) => {
        const waits = wait({ kind: 'fresh', hints: given, rhythm: own }, luck)
        const asked = Math.max((given.ttlMinutes ?? 0) * 60, given.freshSeconds ?? 0)
        expect(waits).toBeGreaterThanOrEqual(Math.min(asked, DAY))
        expect(waits).toBeGreaterThanOrEqual(asked === 0 ? 3600 : 900)
        expect(waits).toBeLessThanOrEqual(DAY)
      }),
    )
  })

  it('a Retry-After is obeyed, and without one the dead are asked once a week', () => {
    fc.assert(
      fc.property(failure, hints, chance, (signals, given, luck) => {
        const waits = wait({ ...signals, hints: given }, luck)
        const told = signals.retryAfterSeconds ?? 0
        expect(waits).toBeGreaterThanOrEqual(Math.max(told, 3600))
        expect(waits).toBeLessThanOrEqual(Math.max(told + 1801, 7 * DAY))
      }),
    )
  })

  it('hours and days to skip are skipped, unless they are all there are', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 23 })
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 })
    fc.assert(
      fc.property(hours, days, chance, (skipHours, skipDays, luck) => {
        const signals: PollSignals = { kind: 'fresh', hints: { skipHours, skipDays } }
        const at = new Date(nextPoll(signals, policy, noon, luck).nextPollAt)
        expect(skipHours).not.toContain(at.getUTCHours())
        expect(skipDays).not.toContain(at.getUTCDay())
      }),
    )
  })
})
