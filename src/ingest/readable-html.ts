import { Tokenizer } from 'htmlparser2'
import { VOID_ELEMENTS } from '../web/html.ts'
import { withEndedQuote } from './ended-quote.ts'

/** Browsers keep 512 elements within each other; quotations of quotations go to 40. */
const MOST_DEPTH = 256

/** Elements that end where the next of their kind begins; nobody writes all the end tags. */
const ENDS_ITSELF = new Set(['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'option'])

/** `<!` begins a comment, a DOCTYPE or CDATA; before anything else it is two characters of text. */
const NO_DECLARATION = /<!(?!--|doctype|\[cdata\[)/gi

/** HTML as the parsers after this one can read it: no deeper than they go, and with what a slip would swallow. */
export function readableHtml(html: string): string {
  const declared = html.includes('<!') ? html.replaceAll(NO_DECLARATION, '&lt;!') : html
  const ended = withEndedQuote(declared)
  return mayBeDeep(ended) ? shallowHtml(ended) : ended
}

/** With fewer tags than that nothing can be nested too deep. */
function mayBeDeep(html: string): boolean {
  let at = html.indexOf('<')
  for (let tags = 0; at >= 0; at = html.indexOf('<', at + 1)) {
    tags += 1
    if (tags > MOST_DEPTH) return true
  }
  return false
}

/**
 * HTML whose elements are not nested deeper than can be read. The parsers that come after this one
 * look through all open elements at each tag, so 100,000 of them take minutes; and no reader sees
 * the difference. Tags beyond the depth go, their text stays.
 */
function shallowHtml(html: string): string {
  const pieces: string[] = []
  let copied = 0
  /** Names of what is open; below the limit only counted. */
  const open: string[] = []
  let tooDeep = 0
  let tagStart = 0
  let name = ''
  const isForeign = () => open.includes('svg') || open.includes('math')
  const drop = (end: number) => {
    pieces.push(html.slice(copied, tagStart))
    copied = end + 1
  }
  const opened = (end: number, selfClosing: boolean) => {
    // Outside SVG and MathML the slash of `<div/>` means nothing.
    if (VOID_ELEMENTS.has(name) || (selfClosing && isForeign())) return
    if (open.at(-1) === name && ENDS_ITSELF.has(name) && tooDeep === 0) return
    if (open.length < MOST_DEPTH) open.push(name)
    else {
      tooDeep += 1
      drop(end)
    }
  }
  const ignore = () => {}
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onopentagname(start, end) {
        tagStart = start - 1
        name = end - start > 20 ? '' : html.slice(start, end).toLowerCase()
      },
      onopentagend: (end) => opened(end, false),
      onselfclosingtag: (end) => opened(end, true),
      onclosetag(start, end) {
        const closed = end - start > 20 ? '' : html.slice(start, end).toLowerCase()
        if (tooDeep > 0) {
          tooDeep -= 1
          tagStart = start - 2
          const gt = html.indexOf('>', end)
          drop(gt < 0 ? html.length : gt)
          return
        }
        const at = open.lastIndexOf(closed)
        if (at >= 0) open.length = at
      },
      isInForeignContext: isForeign,
      onattribname: ignore,
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      ontext: ignore,
      ontextentity: ignore,
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return pieces.length === 0 ? html : pieces.join('') + html.slice(copied)
}
