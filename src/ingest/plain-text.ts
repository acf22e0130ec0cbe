import { Parser } from 'htmlparser2'
import { DROPPED_WITH_TEXT } from './allowed-html.ts'
import { readableHtml } from './readable-html.ts'

const DROPPED = new Set(DROPPED_WITH_TEXT)
/** Ends that part words. */
const BLOCKS = new Set(
  'address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

/** What a person reads of HTML: text without tags, blocks on lines of their own, white space collapsed. */
export function plainText(html: string): string {
  if (!html.includes('<') && !html.includes('&')) return collapse(html.replaceAll(/[\n\r]/g, ' '))
  const pieces: string[] = []
  let dropped = 0
  const parser = new Parser(
    {
      onopentagname(name) {
        if (DROPPED.has(name)) dropped += 1
        if (BLOCKS.has(name)) pieces.push('\n')
      },
      onclosetag(name) {
        if (DROPPED.has(name)) dropped -= 1
        if (BLOCKS.has(name)) pieces.push('\n')
      },
      ontext(text) {
        // Line breaks of the source are spaces; only blocks make lines.
        if (dropped === 0) pieces.push(text.replaceAll(/[\n\r]/g, ' '))
      },
    },
    { decodeEntities: true },
  )
  parser.write(readableHtml(html))
  parser.end()
  return collapse(pieces.join(''))
}

/** One space between words, one line break between blocks. A no-break space is no white space (HTML, Infra §4.6). */
function collapse(text: string): string {
  return text
    .replaceAll(/[ \t\f\r]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}
