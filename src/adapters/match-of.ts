import { searchWords } from '../classify/search-words.ts'
import type { SearchTerm } from '../domain/search-terms.ts'

/** A phrase of https://www.sqlite.org/fts5.html#fts5_phrases, cut as the entries' words were. */
const phrase = ({ text }: SearchTerm) => `"${searchWords(text).replaceAll('"', '')}"`

/** What the index of words is asked: one question, so that what is common in it is not listed. */
export function matchOf(terms: readonly SearchTerm[]): string {
  const wanted = terms.filter(({ not }) => !not).map(phrase)
  const unwanted = terms.filter(({ not }) => not).map(phrase)
  return [wanted.map((one) => `(${one})`).join(' AND '), ...unwanted].join(' NOT ')
}
