import type { DateFields } from './date.ts'
import { parseIsoDate } from './date-iso.ts'
import { parseWordyDate } from './date-words.ts'

const KOREA = 540

/** Dates in a national dress, as the Universal Feed Parser met them. */
export function parseLocalDate(text: string): DateFields | undefined {
  return korean(text) ?? eastAsian(text) ?? hungarian(text) ?? greek(text) ?? slashed(text)
}

/** `2004년 05월 28일 01:31:15` (OnBlog) and `2004-05-25 오후 11:23:17` (Nate); Korean clocks are in Korea. */
function korean(text: string): DateFields | undefined {
  const match =
    /^(\d{4})[년-]\s*(\d\d?)[월-]\s*(\d\d?)일?\s*(오전|오후)?\s*(\d\d?):(\d\d)(?::(\d\d))?$/.exec(
      text,
    )
  if (!match || !/[년오]/.test(text)) return undefined
  const hour = Number(match[5])
  return {
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
    hour: match[4] ? (hour % 12) + (match[4] === '오후' ? 12 : 0) : hour,
    minute: Number(match[6]),
    second: Number(match[7] ?? 0),
    millisecond: 0,
    offsetMinutes: KOREA,
  }
}

/** `2004年5月28日 01:31`: a calendar's words, but no clock's; the zone is as unknown as anywhere. */
function eastAsian(text: string): DateFields | undefined {
  const match = /^(\d{4})年\s*(\d\d?)月\s*(\d\d?)日(.*)$/.exec(text)
  if (!match) return undefined
  const [, year, month = '', day = '', clock = ''] = match
  return parseIsoDate(
    `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${clock.trim()}`.trim(),
  )
}

const HUNGARIAN = [
  'január',
  'februári',
  'március',
  'április',
  'máujus',
  'június',
  'július',
  'augusztus',
  'szeptember',
  'október',
  'november',
  'december',
]

/** `2004-július-13T9:15-05:00`. */
function hungarian(text: string): DateFields | undefined {
  const match = /^(\d{4})-(\p{L}+)-(\d\d?)T(\d\d?):(\d\d)(.*)$/u.exec(text)
  if (!match) return undefined
  const [, year, name = '', day = '', hour = '', minute, zone] = match
  const beginning = name.toLowerCase().slice(0, 3)
  const month =
    HUNGARIAN.findIndex((each) => each === name.toLowerCase() || each.startsWith(beginning)) + 1
  if (month === 0) return undefined
  const two = (number: string) => number.padStart(2, '0')
  return parseIsoDate(`${year}-${two(String(month))}-${two(day)}T${two(hour)}:${minute}${zone}`)
}

/** In the order of the year; Greek months are told apart by how they begin, accents aside. */
const GREEK = ['ιαν', 'φεβ', 'μαρ', 'απρ', 'μαι', 'ιουν', 'ιουλ', 'αυγ', 'σεπ', 'οκτ', 'νοε', 'δεκ']
const ENGLISH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Κυρ, 11 Ιούλ 2004 12:00:00 EST`. */
function greek(text: string): DateFields | undefined {
  const match = /^\p{Script=Greek}+,?\s+(\d\d?)\s+(\p{Script=Greek}+)\.?\s+(.*)$/u.exec(text)
  if (!match) return undefined
  const [, day, name = '', rest] = match
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const month = GREEK.findIndex(
    (beginning) =>
      plain.startsWith(beginning) ||
      (plain === 'μαυ' && beginning === 'μαι') ||
      (plain === 'ιον' && beginning === 'ιουν') ||
      (plain === 'ιολ' && beginning === 'ιουλ'),
  )
  return month < 0 ? undefined : parseWordyDate(`${day} ${ENGLISH[month]} ${rest}`)
}

/** `2004/05/28 01:31`, and `25/12/2004` where only one order is possible; `5/12/2004` could be either and is neither. */
function slashed(text: string): DateFields | undefined {
  const yearFirst = /^(?:[a-z]{3},?\s+)?(\d{4})[/.](\d\d?)[/.](\d\d?)(?!\d)(.*)$/i.exec(text)
  const yearLast = /^(?:[a-z]{3},?\s+)?(\d\d?)[/.](\d\d?)[/.](\d{4})(?!\d)(.*)$/i.exec(text)
  const two = (number = '') => number.padStart(2, '0')
  if (yearFirst) {
    const [, year, month, day, clock = ''] = yearFirst
    return parseIsoDate(`${year}-${two(month)}-${two(day)} ${clock.trim()}`.trim())
  }
  if (!yearLast) return undefined
  const [, first = '', second = '', year, clock = ''] = yearLast
  const dayFirst = Number(first) > 12 || first === second || text.includes('.')
  if (!dayFirst && Number(second) <= 12) return undefined
  const [day, month] = dayFirst ? [first, second] : [second, first]
  return parseIsoDate(`${year}-${two(month)}-${two(day)} ${clock.trim()}`.trim())
}
