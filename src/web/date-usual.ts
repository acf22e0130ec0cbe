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
    return fieldsOf([year, MONTHS.indexOf(month) / 3 + 1, day, hour, minute, second, 0], zone)
  }
  const iso = ISO.exec(text)
  if (!iso) return undefined
  const [, year, month, day, hour, minute, second, fraction = 0, ...zone] = iso
  const millisecond = Math.floor(Number(`0.${fraction}`) * 1000)
  return fieldsOf([year, month, day, hour, minute, second, millisecond], zone)
}

function fieldsOf(
  fields: (string | number | undefined)[],
  [sign, hours = '0', minutes = '0']: (string | undefined)[],
): DateFields {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] =
    fields.map(Number)
  const offset = Number(hours) * 60 + Number(minutes)
  const offsetMinutes = sign === '-' ? -offset : offset
  return { year, month, day, hour, minute, second, millisecond, offsetMinutes }
}
