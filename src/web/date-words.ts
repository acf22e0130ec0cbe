import type { DateFields } from './date.ts'
import { onClock } from './date-iso.ts'
import { isZone, parseZone } from './date-zone.ts'

/** How months begin, in the languages feeds forget to switch off. Longer beginnings stand before shorter. */
const MONTHS: string[][] = [
  ['jan', 'janv', 'ene', 'gen', 'янв', 'oca', 'sty', 'led'],
  ['feb', 'fév', 'fev', 'фев', 'şub', 'lut', 'úno'],
  ['mar', 'mär', 'mrz', 'maa', 'мар', 'bře'],
  ['apr', 'avr', 'abr', 'апр', 'nis', 'kwi', 'dub'],
  ['may', 'mai', 'mag', 'mei', 'maj', 'май', 'мая'],
  ['jun', 'juin', 'giu', 'июн', 'haz', 'cze'],
  ['jul', 'juil', 'lug', 'июл', 'tem', 'lip'],
  ['aug', 'aoû', 'aou', 'ago', 'авг', 'ağu', 'sie', 'srp'],
  ['sep', 'set', 'сен', 'eyl', 'wrz', 'zář'],
  ['oct', 'okt', 'ott', 'out', 'окт', 'eki', 'paź', 'říj'],
  ['nov', 'ноя', 'kas', 'lis'],
  ['dec', 'dez', 'déc', 'dic', 'дек', 'ara', 'gru', 'pro'],
]
type Found = { [Field in keyof DateFields]?: DateFields[Field] | undefined } & { zone?: string }

const WEEKDAYS = /^(mon|tue|wed|thu|fri|sat|sun)/

/**
 * RFC 822 and its relatives: words in whatever order, told apart by what they look like.
 * `Thu, 01 Jan 2004 19:48:21 GMT`, `Sun Jan  4 16:29:06 PST 2004`, `01-Jan-04 7:48 PM`, `January 1, 2004`.
 */
export function parseWordyDate(text: string): DateFields | undefined {
  const found: Found = {}
  const numbers: string[] = []
  for (const word of wordsOf(text)) {
    if (word.includes(':') && readClock(word, found)) continue
    if (/^[ap]\.?m\.?$/i.test(word) && found.hour !== undefined)
      found.hour = onClock(found.hour, word)
    else if (/^\d+(st|nd|rd|th|er|º|\.)?$/i.test(word))
      numbers.push(String(Number.parseInt(word, 10)).padStart(word.replace(/\D+$/, '').length, '0'))
    else if (found.month === undefined && monthOf(word)) found.month = monthOf(word)
    else if (found.zone === undefined && !WEEKDAYS.test(word.toLowerCase()) && isZone(word))
      found.zone = word
  }
  return assemble(found, numbers)
}

function wordsOf(text: string): string[] {
  return (
    text
      // `GMT +0100` is one zone; `01-Jan-2004` and `1/Jan/2004` are three words.
      .replaceAll(/\b(GMT|UTC)\s+(?=[+-]\d)/gi, '$1')
      .replaceAll(/(\d)[-/.]([\p{L}]{3,})\.?[-/.](\d)/gu, '$1 $2 $3')
      .replaceAll(/(\d)([ap]m)\b/gi, '$1 $2')
      .split(/[\s,]+/)
      .filter((word) => word !== '')
  )
}

function monthOf(word: string): number | undefined {
  const lower = word.toLowerCase()
  const index = MONTHS.findIndex((beginnings) =>
    beginnings.some((beginning) => lower.startsWith(beginning)),
  )
  return index < 0 ? undefined : index + 1
}

/** `19:48`, `19:48:21`, `19:48:21.5`, `19:48:21+0100`, `19:48:21Z`. */
function readClock(word: string, found: Found): boolean {
  const match = /^(\d\d?):(\d\d?)(?::(\d\d?)(?:[.,](\d{1,9}))?)?(.*)$/.exec(word)
  if (!match) return false
  found.hour = Number(match[1])
  found.minute = Number(match[2])
  found.second = Number(match[3] ?? 0)
  found.millisecond = Math.floor(Number(`0.${match[4] ?? 0}`) * 1000)
  if (match[5]) found.zone = match[5]
  return true
}

function assemble(found: Found, numbers: string[]): DateFields | undefined {
  if (found.month === undefined) return undefined
  const long = numbers.findIndex((number) => number.length >= 3)
  const year =
    long >= 0
      ? numbers.splice(long, 1)[0]
      : numbers.length > 1
        ? numbers.splice(1, 1)[0]
        : undefined
  const day = numbers.shift()
  if (year === undefined) return undefined
  // `Thu, 01 Jan 2004 19 GMT` has an hour without minutes.
  const hour = found.hour ?? Number(numbers.shift() ?? 0)
  return {
    year: fullYear(Number(year), year.length),
    month: found.month,
    day: Number(day ?? 1),
    hour,
    minute: found.minute ?? 0,
    second: found.second ?? 0,
    millisecond: found.millisecond ?? 0,
    offsetMinutes: parseZone(found.zone ?? '') ?? 0,
  }
}

/** RFC 2822 §4.3, with feedparser's turning point: there were no feeds in 1990. */
function fullYear(year: number, digits: number): number {
  if (digits === 2) return year < 90 ? 2000 + year : 1900 + year
  return digits === 3 ? 1900 + year : year
}
