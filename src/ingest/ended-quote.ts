import { Tokenizer } from 'htmlparser2'

/** One slip is mended, and one that the mending uncovers; a page full of them says something else. */
const MOST_MENDED = 3

/**
 * `<a href="http://x.example>foo</a>`: a quote that is never ended swallows the rest of the text.
 * It is ended where its tag was meant to.
 */
export function withEndedQuote(html: string): string {
  let mended = html
  for (let round = 0; round < MOST_MENDED; round += 1) {
    const open = unendedQuote(mended)
    const end = open === undefined ? -1 : mended.indexOf('>', open)
    if (open === undefined || end < 0) return mended
    mended = mended.slice(0, end) + mended.charAt(open) + mended.slice(end)
  }
  return mended
}

/** A quote that is never ended is the last of its kind, and the beginning of a value. */
function mayHaveUnended(html: string, quote: string): boolean {
  const last = html.lastIndexOf(quote)
  return last > 0 && /=\s*$/.test(html.slice(Math.max(0, last - 20), last))
}

/** Where the quote stands in which the text ends. */
function unendedQuote(html: string): number | undefined {
  if (!mayHaveUnended(html, '"') && !mayHaveUnended(html, "'")) return undefined
  let afterName = -1
  const ignore = () => {}
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onattribname(_start, end) {
        afterName = end
      },
      onattribend() {
        afterName = -1
      },
      onattribdata: ignore,
      onattribentity: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
      ontext: ignore,
      ontextentity: ignore,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  if (afterName < 0) return undefined
  const quote = /^\s*=\s*["']/.exec(html.slice(afterName, afterName + 20))
  return quote ? afterName + quote[0].length - 1 : undefined
}
