import { parseIsoDate } from './date-iso.ts'
import { parseLocalDate } from './date-local.ts'
import { parseUsualDate } from './date-usual.ts'
import { parseWordyDate } from './date-words.ts'

/** A date as it was written: fields of a calendar and a clock, and how far that clock is from UTC. */
export interface DateFields {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  offsetMinutes: number
}

/**
 * Any date a feed has been seen with, as RFC 3339 in UTC, milliseconds only where they say something.
 * A date without a zone is taken as UTC; a date that cannot be is no date.
 */
export function parseDate(written: string): string | undefined {
  const text = written.slice(0, 200).trim()
  const fields =
    parseUsualDate(text) ?? parseLocalDate(text) ?? parseIsoDate(text) ?? parseWordyDate(text)
  return fields && toUtc(fields)
}

function toUtc(fields: DateFields): string | undefined {
  const { year, month, day, hour, minute, second, millisecond, offsetMinutes } = fields
  // RFC 3339 §5.7 allows a leap second; ISO 8601 allows midnight to be 24:00.
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && (minute > 0 || second > 0)))
    return undefined
  if (month < 1 || month > 12 || day < 1 || day > 31 || Math.abs(offsetMinutes) > 24 * 60)
    return undefined
  const midnight = new Date(Date.UTC(2000, month - 1, day))
  midnight.setUTCFullYear(year, month - 1, day)
  if (midnight.getUTCMonth() !== month - 1) return undefined
  const time = ((hour * 60 + minute - offsetMinutes) * 60 + second) * 1000 + millisecond
  const moment = new Date(midnight.getTime() + time)
  if (moment.getUTCFullYear() < 1 || moment.getUTCFullYear() > 9999) return undefined
  return moment.toISOString().replace('.000Z', 'Z')
}
