import type { DateFields } from './date.ts'
import { parseZone } from './date-zone.ts'

/** RFC 3339, W3C-DTF and the parts of ISO 8601 that feeds use: `2003-12-31T10:14:55Z` down to `2003`. */
export function parseIsoDate(text: string): DateFields | undefined {
  const day =
    /^([+-]?\d{4})(?:-?W(\d\d)(?:-?([1-7]))?|-(\d{3})(?!\d)|(\d{3})(?![\d:])|-?(\d\d)(?:-?(\d\d))?|-(\d)-(\d\d?)|-(\d\d)-(\d))?(?![\d/])/i.exec(
      text,
    )
  if (!day) return undefined
  const year = Number(day[1])
  const clock = parseClock(text.slice(day[0].length))
  if (!clock) return undefined
  return { ...calendarDay(year, day), ...clock }
}

function calendarDay(
  year: number,
  match: RegExpExecArray,
): Pick<DateFields, 'year' | 'month' | 'day'> {
  const [week, weekday, ordinal] = [match[2], match[3], match[4] ?? match[5]]
  if (week)
    return nthDay(year, firstMonday(year) + (Number(week) - 1) * 7 + Number(weekday ?? 1) - 1)
  if (ordinal) return nthDay(year, Number(ordinal))
  const month = match[6] ?? match[8] ?? match[10] ?? 1
  const day = match[7] ?? match[9] ?? match[11] ?? 1
  return { year, month: Number(month), day: Number(day) }
}

/** Day of the year, which may lie before it, on which ISO week 1 begins: the week of 4 January. */
function firstMonday(year: number): number {
  const weekday = new Date(Date.UTC(year, 0, 4)).getUTCDay() || 7
  return 5 - weekday
}

function nthDay(year: number, ordinal: number): Pick<DateFields, 'year' | 'month' | 'day'> {
  const date = new Date(Date.UTC(year, 0, ordinal))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

type Clock = Omit<DateFields, 'year' | 'month' | 'day'>
const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0, offsetMinutes: 0 }

/** `T10:14:55.123+01:00`, with a space for the T, without seconds, without a zone, with a named zone. */
function parseClock(text: string): Clock | undefined {
  const rest = text.trim()
  if (rest === '') return MIDNIGHT
  const time = /^[Tt_,\s]*(\d\d?)(?::?(\d\d?)(?::?(\d\d?)(?:[.,:](\d{1,9})\d*)?)?)?\s*/.exec(rest)
  if (!time) {
    const bare = parseZone(rest)
    return bare === undefined ? undefined : { ...MIDNIGHT, offsetMinutes: bare }
  }
  const zone = rest.slice(time[0].length)
  const half = /^[ap]\.?m\.?/i.exec(zone)?.[0] ?? ''
  const offsetMinutes = parseZone(zone.slice(half.length).trim())
  if (offsetMinutes === undefined) return undefined
  return {
    hour: onClock(Number(time[1]), half),
    minute: Number(time[2] ?? 0),
    second: Number(time[3] ?? 0),
    millisecond: Math.floor(Number(`0.${time[4] ?? 0}`) * 1000),
    offsetMinutes,
  }
}

/** Twelve hours twice a day. */
export function onClock(hour: number, half: string): number {
  if (half === '' || hour > 12) return hour
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0)
}
