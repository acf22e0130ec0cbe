import { spellings } from './spelling.ts'
import { type Token, tokenize } from './tokens.ts'

/** One way to write a term. */
export interface Phrase {
  keys: string[]
  /** The words as capitalised, where the term insists on that. */
  cased?: string[]
}

export interface Writing {
  case?: boolean | undefined
  exact?: boolean | undefined
  verb?: boolean | undefined
}

/** Only a word of these letters has an English plural. */
const ENGLISH = /^[a-z]{3,}$/i

/** A word and its plural. "Forces", already one, gets a second that no text contains. */
function numbers(word: string): string[] {
  if (!ENGLISH.test(word)) return [word]
  if (/m(?:a|A)n$/.test(word)) return [word, `${word.slice(0, -2)}en`, `${word}s`]
  if (/sis$/i.test(word)) return [word, `${word.slice(0, -2)}es`]
  if (/[^aeiou]o$/i.test(word)) return [word, `${word}es`, `${word}s`]
  if (/[^aeiou]y$/i.test(word)) return [word, `${word.slice(0, -1)}ies`, `${word}s`]
  if (/(?:s|x|z|ch|sh)$/i.test(word)) return [word, `${word}es`]
  return [word, `${word}s`]
}

/**
 * A verb as it is inflected regularly. Whether the last consonant doubles depends on the stress,
 * which its letters do not tell, so both are tried: no text contains the wrong one.
 */
function inflected(word: string): string[] {
  if (!ENGLISH.test(word)) return [word]
  const stem = /[^e]e$/.test(word) ? word.slice(0, -1) : word
  const doubled = /[^aeiou][aeiou][^aeiouwxy]$/.test(word) ? [`${word}${word.at(-1) ?? ''}`] : []
  const past = /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ied` : `${stem}ed`
  return [
    ...numbers(word),
    past,
    `${stem}ing`,
    ...doubled.flatMap((twice) => [`${twice}ed`, `${twice}ing`]),
  ]
}

/**
 * How a token is looked up. In scripts without spaces a gap is part of the writing ("인도 태평양");
 * between words it goes without saying.
 */
export const lookupKey = (token: Token, first: boolean): string =>
  token.kind === 'character' && token.gapBefore && !first ? ` ${token.key}` : token.key

/** Every combination of the choices for each place. */
const combinations = (choices: readonly (readonly string[])[]): string[][] =>
  choices.reduce<string[][]>(
    (begun, words) => begun.flatMap((start) => words.map((word) => [...start, word])),
    [[]],
  )

/** More spellings than this in one phrase would multiply without end; it is then taken as written. */
const MAX_RESPELLED = 4

/**
 * Every way to write a phrase: each word in both spellings, the last one in the plural too, the
 * first one inflected where it is a verb. One that insists on its capitals gets the plural of an
 * abbreviation at most (ICBMs).
 */
export function phrases(
  text: string,
  { case: cased = false, exact = false, verb = false }: Writing,
): Phrase[] {
  const tokens = tokenize(text)
  const respell = !exact && !cased
  const choices = tokens.map((token, index) => {
    const key = cased ? token.cased : lookupKey(token, index === 0)
    const words = respell ? spellings(key) : [key]
    if (exact) return words
    if (verb && !cased && index === 0) return words.flatMap(inflected)
    return index < tokens.length - 1 ? words : words.flatMap(numbers)
  })
  const respelled = choices.filter((words) => words.length > 1).length
  const all =
    respelled > MAX_RESPELLED
      ? [tokens.map((token, index) => lookupKey(token, index === 0))]
      : combinations(choices)
  return all.map((words) =>
    cased ? { keys: words.map((word) => word.toLowerCase()), cased: words } : { keys: words },
  )
}
