import { describe, expect, it } from 'vitest'
import { rhythmOf } from '../../src/poll/rhythm.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const noon = new Date('2026-11-22T12:00:00Z')
const ago = (seconds: number) =>
  new Date(noon.getTime() - seconds * 1000).toISOString().replace('.000', '')

describe('the rhythm of a source', () => {
  it.each([
    {
      what: 'three entries, the oldest six days old',
      dates: [ago(DAY), ago(2 * DAY), ago(6 * DAY)],
      rhythm: { newestAt: ago(DAY), gapSeconds: 2 * DAY },
    },
    {
      what: 'a long history does not count, only two weeks do',
      dates: [ago(DAY), ago(8 * DAY), ago(100 * DAY), ago(900 * DAY)],
      rhythm: { newestAt: ago(DAY), gapSeconds: 7 * DAY },
    },
    {
      what: 'an old entry that is kept on top',
      dates: [ago(900 * DAY), ago(HOUR), ago(3 * HOUR)],
      rhythm: { newestAt: ago(HOUR), gapSeconds: (14 * DAY) / 2 },
    },
    {
      what: 'nothing for a long time',
      dates: [ago(40 * DAY), ago(41 * DAY)],
      rhythm: { newestAt: ago(40 * DAY) },
    },
    {
      what: 'an event that is announced does not count as news',
      dates: [ago(-30 * DAY), ago(2 * DAY)],
      rhythm: { newestAt: ago(2 * DAY), gapSeconds: 2 * DAY },
    },
    { what: 'only the future', dates: [ago(-DAY)], rhythm: undefined },
    { what: 'no dates', dates: [], rhythm: undefined },
    { what: 'a date that is none', dates: ['soon'], rhythm: undefined },
  ])('$what', ({ dates, rhythm }) => {
    expect(rhythmOf(dates, noon)).toEqual(rhythm)
  })
})
