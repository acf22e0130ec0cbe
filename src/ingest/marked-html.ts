import type { CleanHtml } from '../domain/entry.ts'

/** Words in the plain text that some HTML was read as. */
interface Quote {
  offset: number
  quote: string
}

const isSpace = (text: string) => /^\s$/.test(text)

const letters = (text: string) => text.replaceAll(/\s/g, '').length

/** A tag, a reference, or one code unit: what counts as one step through clean HTML. */
const STEP = /<[^>]*>|&(?:#\d+|#x[\da-f]+|[a-z\d]+);|[\s\S]/gi

/**
 * The HTML with these words in `mark` elements. Plain text differs from the HTML it was read from
 * by its tags, its references and its white space alone, so letters are counted: the n-th of one is
 * the n-th of the other. A mark ends before a tag and goes on behind it, so that elements nest.
 *
 * @param plain the text that the offsets count in.
 */
export function markedHtml(html: CleanHtml, plain: string, quotes: readonly Quote[]): CleanHtml {
  if (quotes.length === 0) return html
  const spans = quotes
    .map(({ offset, quote }) => {
      const first = letters(plain.slice(0, offset))
      return { first, end: first + letters(quote) }
    })
    .toSorted((a, b) => a.first - b.first)
  const pieces: string[] = []
  let letter = 0
  let span = 0
  let isOpen = false
  const toggle = (open: boolean) => {
    if (open !== isOpen) pieces.push(open ? '<mark>' : '</mark>')
    isOpen = open
  }
  for (const [step] of html.matchAll(STEP)) {
    if (step.length > 1 && step.startsWith('<')) toggle(false)
    else if (isSpace(step)) {
      const { first = Infinity, end = 0 } = spans[span] ?? {}
      toggle(isOpen && letter > first && letter < end)
    } else {
      while (letter >= (spans[span]?.end ?? Infinity)) span += 1
      toggle(letter >= (spans[span]?.first ?? Infinity))
      letter += 1
    }
    pieces.push(step)
  }
  toggle(false)
  // Nothing but `mark` was added to what the sanitiser has let through.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return pieces.join('') as CleanHtml
}
