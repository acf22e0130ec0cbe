import { fold } from './fold.ts'

/**
 * A piece of text as rules are compared with it. A word of a script with spaces is one token, so
 * word boundaries come for free; in scripts without spaces every character is one, and so is every
 * punctuation mark, which keeps "defence, lawyer" from being "defence lawyer".
 */
export interface Token {
  /** Lower case, folded: what is compared first. */
  key: string
  /** The same with its capitals, for terms that insist on them. */
  cased: string
  /** In the text, UTF-16 code units. */
  start: number
  end: number
  kind: 'word' | 'character' | 'mark'
  /** White space or a joining hyphen stood before it. */
  gapBefore: boolean
}

/** What an empty line becomes: no phrase runs from one paragraph into the next. */
const PARAGRAPH = '¶'
const EMPTY_LINE = /\n[^\S\n]*\n/

/** Scripts written without spaces; and Hangul, whose particles are joined to the word before them. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}ーｰ`
const UNSEEN = String.raw`\u00AD\u200B-\u200D\u2060\uFEFF`
const ALONE = String.raw`(?![\p{L}\p{N}])`

/** One alternative per kind of piece, tried in this order; each is linear in the text. */
const PIECES = new RegExp(
  [
    String.raw`(?<unseen>[${UNSEEN}]+)`,
    // White space, or a hyphen that joins two words: "Indo-Pacific" is "Indo Pacific".
    String.raw`(?<gap>\s+|(?<=[\p{L}\p{N}\p{M}.])[\-‐‑‒–_](?=[\p{L}\p{N}]))`,
    // An abbreviation of capitals: "U.S." is "US".
    String.raw`(?<dotted>(?<![\p{L}\p{N}])(?:(?:\p{Lu}\.){2,}(?:\p{Lu}${ALONE})?|\p{Lu}\.\p{Lu}${ALONE}))`,
    String.raw`(?<character>[${UNSPACED}][\p{M}\uFF9E\uFF9F]*)`,
    // An apostrophe before a letter belongs to the word ("Xi'an"); so does one after a plural's s.
    String.raw`(?<word>[[\p{L}\p{N}]--[${UNSPACED}]](?:[[\p{L}\p{N}\p{M}${UNSEEN}]--[${UNSPACED}]]|['‘’ʻʼ](?=\p{L})|(?<=[sS])['’](?=\s))*)`,
    String.raw`(?<mark>.)`,
  ].join('|'),
  'ysv',
)

/** Where a word ends that may be a possessive: before its apostrophe. */
function bareEnd(word: string): number {
  const isApostrophe = (at: number) => /['’]/.test(word.charAt(at))
  let end = word.length
  for (;;) {
    if (isApostrophe(end - 1)) end -= 1
    else if (isApostrophe(end - 2) && /s/i.test(word.charAt(end - 1))) end -= 2
    else return end
  }
}

function token(kind: Token['kind'], piece: string, start: number, gapBefore: boolean): Token {
  const bare = kind === 'word' ? piece.slice(0, bareEnd(piece)) : piece
  const cased = fold(bare)
  return { key: cased.toLowerCase(), cased, start, end: start + bare.length, kind, gapBefore }
}

type Pieces = Partial<Record<'unseen' | 'gap' | 'dotted' | 'character' | 'word' | 'mark', string>>

function pieceToken(pieces: Pieces, index: number, gapBefore: boolean): Token {
  const { dotted, character, word, mark = '' } = pieces
  if (dotted !== undefined) {
    const whole = token('word', dotted.replaceAll('.', ''), index, gapBefore)
    return { ...whole, end: index + dotted.length }
  }
  if (character !== undefined) return token('character', character, index, gapBefore)
  if (word !== undefined) return token('word', word, index, gapBefore)
  return token('mark', mark, index, gapBefore)
}

const isAsciiWord = (code: number) =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39)

/** What may make more of an ASCII word than itself: an apostrophe, an accent, another script. */
const mayContinue = (code: number) => code === 0x27 || code > 0x7f

/**
 * The end of a word that is plain ASCII to its end, where nothing about it needs the patterns; else
 * its start. Most words of most texts are such, and a scan costs a sixth of a match.
 */
function plainWordEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && isAsciiWord(text.charCodeAt(end))) end += 1
  const next = text.charCodeAt(end)
  // A single letter and a dot may begin an abbreviation.
  const isDotted = next === 0x2e && end - start === 1
  return isDotted || mayContinue(next) ? start : end
}

const SPACE = 0x20

export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let gap = ''
  const add = (found: Token) => {
    if (tokens.length > 0 && gap.length > 1 && EMPTY_LINE.test(gap))
      tokens.push(token('mark', PARAGRAPH, found.start, true))
    tokens.push(found)
    gap = ''
  }
  for (let at = 0; at < text.length;) {
    const plainEnd = plainWordEnd(text, at)
    if (plainEnd > at) {
      const cased = text.slice(at, plainEnd)
      const gapBefore = gap !== ''
      const key = cased.toLowerCase()
      add({ key, cased, start: at, end: plainEnd, kind: 'word', gapBefore })
      at = plainEnd
    } else if (text.charCodeAt(at) === SPACE) {
      gap += ' '
      at += 1
    } else {
      PIECES.lastIndex = at
      const pieces: Pieces = PIECES.exec(text)?.groups ?? {}
      gap += pieces.gap ?? ''
      if (pieces.gap === undefined && pieces.unseen === undefined)
        add(pieceToken(pieces, at, gap !== ''))
      at = PIECES.lastIndex
    }
  }
  return tokens
}
