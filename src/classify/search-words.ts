import { tokenize } from './tokens.ts'

/**
 * What a text is found by: its words, folded, with a space between. A character of a script without
 * spaces is a word of its own, so that whatever stands in such a text can be found in it.
 */
export function searchWords(text: string): string {
  return tokenize(text)
    .filter(({ kind }) => kind !== 'mark')
    .map(({ key }) => key)
    .join(' ')
}

/** Of an entry's texts, those it is found by. */
export const entryWords = (text: {
  title: string
  summary: string
  content: string
  categories: readonly string[]
}): string => searchWords([text.title, text.summary, text.content, ...text.categories].join('\n\n'))
