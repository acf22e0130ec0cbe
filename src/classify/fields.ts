import type { EntryField } from '../domain/topic.ts'
import { type Token, tokenize } from './tokens.ts'

/** An entry as a rule sees it: plain text, HTML already taken away. */
export interface ClassifiableText {
  title: string
  summary: string
  content: string
  categories: string[]
  url?: string
  language?: string
  /** Slug of who brought it; absent for what nobody brought. */
  source?: string
}

/** Between two categories in their field's plain text: an empty line, which no phrase crosses. */
const BETWEEN_CATEGORIES = '\n\n'

/** How much of the content stands in for a summary that is not there: about a first paragraph. */
const OPENING_LENGTH = 300

/** The plain text of a field, in which the offsets of evidence count. */
export function fieldText(text: ClassifiableText, field: EntryField): string {
  if (field === 'category') return text.categories.join(BETWEEN_CATEGORIES)
  return (field === 'url' ? text.url : text[field]) ?? ''
}

/** A stretch of a field, in tokens. */
export interface Passage {
  field: EntryField
  /** The plain text of the whole field. */
  text: string
  /** Their places count in the field's text. */
  tokens: Token[]
  /** Up to here the content counts as the summary it replaces. */
  openingEnd: number
}

const shifted = (token: Token, by: number): Token => ({
  ...token,
  start: token.start + by,
  end: token.end + by,
})

/** So many words, and not a small letter: a headline in capitals rather than a name. */
const HEADLINE_WORDS = 4

/** In a headline all in capitals US may be us: there a term that insists on its capitals is not found. */
function withHonestCapitals(tokens: Token[]): Token[] {
  const words = tokens.filter(({ kind, cased, key }) => kind === 'word' && cased !== key)
  const capitals =
    words.length >= HEADLINE_WORDS && tokens.every(({ cased }) => cased === cased.toUpperCase())
  return capitals ? tokens.map((token) => ({ ...token, cased: token.key })) : tokens
}

/** Each category by itself, since some count only as a whole. */
function categoryPassages(text: ClassifiableText): Passage[] {
  const whole = fieldText(text, 'category')
  let start = 0
  return text.categories.map((category) => {
    const by = start
    start += category.length + BETWEEN_CATEGORIES.length
    const tokens = tokenize(category).map((token) => shifted(token, by))
    return { field: 'category', text: whole, tokens, openingEnd: 0 }
  })
}

export function passages(text: ClassifiableText): Passage[] {
  const openingEnd = text.summary.trim() === '' ? OPENING_LENGTH : 0
  const fields = (['title', 'summary', 'content', 'url'] as const).map((field): Passage => {
    const plain = fieldText(text, field)
    return { field, text: plain, tokens: withHonestCapitals(tokenize(plain)), openingEnd }
  })
  return [...fields, ...categoryPassages(text)]
}
