import type { DateFields } from './date.ts'

/** RFC 3339 §5.6. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/
/** RFC 822 §5.1 with the year of RFC 1123. */
const WORDY =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|Z|([+-])(\d\d)(\d\d))$/
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** Dates exactly as the standards have them, which nearly all are; every other takes longer to read. */
export function parseUsualDate(text: string): DateFields | undefined {
  const wordy = WORDY.exec(text)
  if (wordy) {
    const [, day, month = '', year, hour, minute, second, ...zone] = wordy
    const date = { year: Number(year), month: MONTHS.indexOf(month) / 3 + 1, day: Number(day) }
    return { ...date, ...clockOf(hour, minute, second), offsetMinutes: offsetOf(zone) }
  }
  const iso = ISO.exec(text)
  if (!iso) return undefined
  const [, year, month, day, hour, minute, second, fraction = '0', ...zone] = iso
  const date = { year: Number(year), month: Number(month), day: Number(day) }
  const clock = clockOf(hour, minute, second)
  if (fraction !== '0') clock.millisecond = Math.floor(Number(`0.${fraction}`) * 1000)
  return { ...date, ...clock, offsetMinutes: offsetOf(zone) }
}

type Written = string | undefined

const clockOf = (hour: Written, minute: Written, second: Written) => ({
  hour: Number(hour),
  minute: Number(minute),
  second: Number(second),
  millisecond: 0,
})

function offsetOf([sign, hours = '0', minutes = '0']: Written[]): number {
  const offset = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -offset : offset
}
