/** One thing to look for: a word, or words that follow each other. */
export interface SearchTerm {
  /** In small letters, with single spaces. */
  text: string
  not: boolean
}

const MAX_LENGTH = 200
const MAX_TERMS = 10

export type ParsedSearch = { kind: 'terms'; terms: SearchTerm[] } | { kind: 'broken'; what: string }

/**
 * Reads `words "whole phrases" -not`. All that is wanted must be there and nothing that is not;
 * what has neither letter nor digit is passed over. The order is of no meaning, so it is ours.
 */
export function parseSearch(text: string): ParsedSearch {
  if (text.length > MAX_LENGTH)
    return { kind: 'broken', what: `it is longer than ${MAX_LENGTH} characters` }
  const terms = new Map<string, SearchTerm>()
  for (const { groups = {} } of text.matchAll(
    /(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/g,
  )) {
    const words = (groups['phrase'] ?? groups['word'] ?? '').toLowerCase().split(/\s+/)
    const wanted = words.filter((word) => /[\p{L}\p{N}]/u.test(word)).join(' ')
    const not = groups['minus'] === '-'
    if (wanted !== '') terms.set(`${not} ${wanted}`, { text: wanted, not })
  }
  const found = [...terms.values()]
  if (found.length > MAX_TERMS)
    return { kind: 'broken', what: `it has more than ${MAX_TERMS} words and phrases` }
  if (!found.some(({ not }) => !not))
    return { kind: 'broken', what: 'there is nothing in it to look for' }
  const order = ({ not, text: wanted }: SearchTerm) => `${not ? 1 : 0} ${wanted}`
  return { kind: 'terms', terms: found.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)) }
}

/** The one spelling of a search. */
export function printSearch(terms: readonly SearchTerm[]): string {
  return terms
    .map(
      ({ text, not }) =>
        `${not ? '-' : ''}${/[\s"]/.test(text) || text.startsWith('-') ? `"${text}"` : text}`,
    )
    .join(' ')
}
