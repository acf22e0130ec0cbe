import list from '../../data/headline-words.json' with { type: 'json' }

/** A piece of a text, folded, as `classify/tokens` cuts it. */
export interface Piece {
  /** In small letters. */
  key: string
  /** As it stands there. */
  cased: string
  kind: 'word' | 'character' | 'mark'
  gapBefore: boolean
}

/** What a text tells, without its common words: each word once, in their order. */
export interface TellingWords {
  /** Stems; those that seem to be names begin with a capital. */
  words: string[]
  /** What makes one release of a series and not another: `35`, `1.5`, `a400m`, `march`, `north`. */
  particulars: string[]
  /** Nearly all of its words are capitals, so that its names cannot be told. */
  isShouted: boolean
}

const COMMON = new Set(list.common)
const PARTICULARS = new Set(list.particulars)

const NUMBERS = new Map(
  [
    ['one', 'first'],
    ['two', 'second'],
    ['three', 'third'],
    ['four', 'fourth'],
    ['five', 'fifth'],
    ['six', 'sixth'],
    ['seven', 'seventh'],
    ['eight', 'eighth'],
    ['nine', 'ninth'],
    ['ten', 'tenth'],
    ['eleven', 'eleventh'],
    ['twelve', 'twelfth'],
  ].flatMap(([cardinal = '', ordinal = ''], i) => [
    [cardinal, String(i + 1)] as const,
    [ordinal, `${i + 1}.`] as const,
  ]),
)
const ROMAN = new Map(
  ['II', 'III', 'IV', 'VI', 'VII', 'VIII', 'IX', 'XI', 'XII'].map((numeral) => [
    numeral,
    numeral.toLowerCase(),
  ]),
)

const ENDINGS = [
  'isations',
  'izations',
  'isation',
  'ization',
  'ations',
  'ation',
  'ising',
  'izing',
  'ments',
  'ment',
  'ised',
  'ized',
  'ises',
  'izes',
  'ings',
  'ing',
  'ies',
  'ers',
  'ise',
  'ize',
  'ed',
  'er',
  'es',
  'ly',
  'or',
  's',
  'e',
]

/** Coarse and the same on both sides: an English word without what bends it. */
function stemOf(word: string): string {
  if (word.length < 5 || !/^[a-z]+$/.test(word)) return word
  const british = word.replace(/(?<=..)our(?=$|[a-z])/, 'or').replace(/(?<=.)ll(?=ed|ing)/, 'l')
  const ending = ENDINGS.find((end) => british.endsWith(end) && british.length - end.length >= 4)
  return ending === undefined ? british : british.slice(0, -ending.length)
}

/** `$2m` is two million; `4Q` is `Q4`. */
const SCALES = new Set(['k', 'm', 'mn', 'mln', 'mio', 'b', 'bn', 'bln', 'tn'])

function particularOf(number: string): string {
  const [, figure, unit = ''] = /^(\d[\d.]*)([a-z]+)$/.exec(number) ?? []
  if (figure === undefined) return number
  if (unit === 'q') return `q${figure}`
  if (SCALES.has(unit)) return figure
  return /^(?:st|nd|rd|th)$/.test(unit) ? `${figure}.` : number
}

/** "Feb" is "February", and what is north is northern. */
const particularWord = (word: string) =>
  /^(?:north|south)/.test(word) ? word.replace(/ern$/, '') : word.slice(0, 3)

const hasDigit = (text: string) => /\d|[^\u0000-\u007F]/.test(text) && /\p{Nd}/u.test(text)
const isCapital = (text: string) => {
  const first = text.charCodeAt(0)
  return first < 0x80 ? first >= 0x41 && first <= 0x5a : /^\p{Lu}/u.test(text)
}

/** `1.5` and `1,000` are one number, though a mark stands in them. */
function numberAt(pieces: readonly Piece[], at: number): { number: string; end: number } {
  let number = pieces[at]?.key ?? ''
  let end = at + 1
  for (;;) {
    const [mark, next] = [pieces[end], pieces[end + 1]]
    const isJoined = mark && next && !mark.gapBefore && !next.gapBefore
    if (!isJoined || !/^[.,]$/.test(mark.key) || !hasDigit(next.key)) return { number, end }
    number += mark.key === ',' ? next.key : `.${next.key}`
    end += 2
  }
}

/** Where most words are capitals, a capital says nothing: "Worker Killed By Train". */
function isTitleCase(pieces: readonly Piece[]): boolean {
  const words = pieces.filter(({ kind, key }) => kind === 'word' && !COMMON.has(key))
  return words.filter(({ cased }) => isCapital(cased)).length > words.length * 0.7
}

/** "May" is a month beside a number, or after one of these. */
const BEFORE_A_MONTH = new Set([
  'in',
  'of',
  'until',
  'from',
  'since',
  'by',
  'for',
  'early',
  'late',
  'mid',
  'last',
  'next',
])

const isMonth = (pieces: readonly Piece[], at: number) =>
  hasDigit((pieces[at - 1]?.key ?? '') + (pieces[at + 1]?.key ?? '')) ||
  BEFORE_A_MONTH.has(pieces[at - 1]?.key ?? '')

const ENDS_SENTENCE = /^[.!?:¶"“”‘’]$/

/** In a script without spaces, two characters that follow each other stand for a word. */
function pairAt(pieces: readonly Piece[], at: number): string | undefined {
  const [one, other] = [pieces[at], pieces[at + 1]]
  return one && other?.kind === 'character' && !other.gapBefore ? one.key + other.key : undefined
}

/**
 * @param most so many words are looked for; what comes after them is passed over.
 */
export function tellingWords(
  pieces: readonly Piece[],
  isHeadline: boolean,
  most = Number.POSITIVE_INFINITY,
): TellingWords {
  const words = new Map<string, string>()
  const particulars = new Set<string>()
  const isShouted = isHeadline && isTitleCase(pieces)
  for (let at = 0; at < pieces.length && words.size < most; at += 1) {
    const piece = pieces[at]
    if (!piece || piece.kind === 'mark') continue
    const { key, cased } = piece
    if (hasDigit(key)) {
      const { number, end } = numberAt(pieces, at)
      particulars.add(particularOf(number))
      at = end - 1
      continue
    }
    if (piece.kind === 'character') {
      const pair = pairAt(pieces, at)
      if (pair !== undefined) words.set(pair, pair)
      continue
    }
    const before = pieces[at - 1]
    const isFirst = before === undefined || ENDS_SENTENCE.test(before.key)
    const isAbbreviation = key.length > 1 && cased === cased.toUpperCase() && !isShouted
    const counted = NUMBERS.get(key) ?? ROMAN.get(cased)
    if (counted !== undefined) particulars.add(counted)
    else if (PARTICULARS.has(key) && (key !== 'may' || isMonth(pieces, at)))
      particulars.add(particularWord(key))
    else if (isAbbreviation) words.set(key, cased.slice(0, 1) + key.slice(1))
    else if (COMMON.has(key)) continue
    else if (key.length > 1) {
      const stem = stemOf(key)
      const isName = isCapital(cased) && !isFirst && !isShouted
      if (isName) words.set(stem, stem.charAt(0).toUpperCase() + stem.slice(1))
      else if (!words.has(stem)) words.set(stem, stem)
    }
  }
  return { words: [...words.values()], particulars: [...particulars], isShouted }
}
