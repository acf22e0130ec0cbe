import type { ParsedText } from '../domain/document.ts'
import { repairMojibake } from '../web/characters.ts'
import { decodeText } from '../web/charset.ts'
import { escapeText } from '../web/html.ts'
import { resolveReferences } from './html-references.ts'
import { looksLikeHtml, mentionsHtml } from './looks-like-html.ts'

/** What stood inside an element: its text, and any tags in between. */
export interface Piece {
  markup: boolean
  value: string
}

/** What an element is read as when it does not say: a title is text, a body may be HTML. */
export type Usually = 'text' | 'html'

export interface Construct {
  pieces: readonly Piece[]
  /** Atom's attribute: `text`, `html`, `xhtml` or a media type. */
  type?: string | undefined
  /** Atom 0.3's: `xml`, `escaped`, `base64`. */
  mode?: string | undefined
  usually: Usually
  /** In Atom a missing type is text (RFC 4287 §3.1.1); elsewhere nobody has said, and we look. */
  atom: AtomVersion | undefined
  base: string | undefined
  fault: (what: string) => void
}

export type AtomVersion = '0.3' | '1.0'

type Kind = 'text' | 'html' | 'xhtml' | 'base64'

/** RFC 4287 §3.1 and §4.1.3.3, Atom 0.3, and what RSS left open. */
export function readConstruct(construct: Construct): ParsedText | undefined {
  const { pieces, usually, atom, base } = construct
  const kind = declaredKind(construct)
  const text = repaired(textOf(pieces).trim(), construct)
  if (kind === 'base64') return decodeBase64(text, construct)
  const markup = pieces.some((piece) => piece.markup)
  if (markup) return nonEmpty('html', repaired(withoutWrapper(pieces, kind, atom), construct))
  if (kind === 'html') return nonEmpty('html', resolveReferences(text, base))
  // What is declared to be XHTML and has no elements has them escaped, or in a CDATA section.
  const undeclared = kind === 'xhtml' || (kind === undefined && !atom)
  const html = undeclared && (usually === 'html' ? mentionsHtml(text) : looksLikeHtml(text))
  return html ? nonEmpty('html', resolveReferences(text, base)) : nonEmpty('text', text)
}

function repaired(text: string, { fault }: Construct): string {
  const better = repairMojibake(text)
  if (better !== text)
    fault('a text was encoded twice or in windows-1252, and was read as it was meant')
  return better
}

function nonEmpty(type: ParsedText['type'], value: string): ParsedText | undefined {
  const trimmed = value.trim()
  return trimmed === '' ? undefined : { type, value: trimmed }
}

function declaredKind({ type, mode }: Construct): Kind | undefined {
  if (mode?.trim().toLowerCase() === 'base64') return 'base64'
  const name = type?.trim().toLowerCase().replace(/;.*$/, '').trim()
  if (!name) return undefined
  if (name === 'text' || name === 'text/plain' || name === 'plain') return 'text'
  if (name === 'html' || name === 'text/html' || name === 'escaped') return 'html'
  if (name === 'xhtml' || name.endsWith('+xml') || name.endsWith('/xml')) return 'xhtml'
  if (!name.includes('/') || name.startsWith('text/'))
    return name.startsWith('text/x-html') ? 'html' : 'text'
  return 'base64'
}

export function textOf(pieces: readonly Piece[]): string {
  if (pieces.length === 1 && pieces[0] && !pieces[0].markup) return pieces[0].value
  return pieces
    .filter((piece) => !piece.markup)
    .map((piece) => piece.value)
    .join('')
}

const DIV = /^<\/?div[\s>/]/

/**
 * Tags stood in the element itself. Atom 1.0's XHTML is wrapped in one `div` that is not part of it
 * (RFC 4287 §3.1.1.3). TypePad wrapped escaped HTML in such a `div` too; there the text is HTML
 * still. Between other tags text is text.
 */
function withoutWrapper(
  pieces: readonly Piece[],
  kind: Kind | undefined,
  atom: AtomVersion | undefined,
): string {
  if (kind === 'html' && pieces.every((piece) => !piece.markup || DIV.test(piece.value))) {
    return textOf(pieces)
  }
  const inner = kind === 'xhtml' && atom === '1.0' ? unwrapped(pieces) : pieces
  return inner.map((piece) => (piece.markup ? piece.value : escapeText(piece.value))).join('')
}

function unwrapped(pieces: readonly Piece[]): readonly Piece[] {
  const first = pieces.findIndex((piece) => piece.markup || piece.value.trim() !== '')
  const last = pieces.findLastIndex((piece) => piece.markup || piece.value.trim() !== '')
  const opening = pieces[first]
  if (!opening?.markup || !DIV.test(opening.value) || pieces[last]?.value !== '</div>')
    return pieces
  let depth = 0
  for (let index = first; index <= last; index += 1) {
    const piece = pieces[index]
    if (!piece?.markup || piece.value.endsWith('/>')) continue
    depth += piece.value.startsWith('</') ? -1 : 1
    // The first `div` ends before the end: it wraps only a part.
    if (depth === 0 && index < last) return pieces
  }
  return pieces.slice(first + 1, last)
}

function decodeBase64(text: string, construct: Construct): ParsedText | undefined {
  const decoded = fromBase64(text)
  if (decoded === undefined) {
    // A picture or a document in an attribute's clothing is nothing to read.
    if (construct.mode !== undefined || LONG_WORD.test(text)) return undefined
    return readConstruct({ ...construct, type: 'text', mode: undefined })
  }
  const kind = declaredKind({ ...construct, mode: undefined })
  const html =
    kind === 'html' || kind === 'xhtml' || (construct.usually === 'html' && mentionsHtml(decoded))
  return html
    ? nonEmpty('html', resolveReferences(decoded, construct.base))
    : nonEmpty('text', decoded)
}

/** No word of any language. */
const LONG_WORD = /\S{50}/

/** Words can look like base64 (`test` does), and what comes of them is hardly ever UTF-8. */
function fromBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (character) =>
      character.charCodeAt(0),
    )
    const decoded = decodeText(bytes)
    const isText = decoded.faults.length === 0 && !/[\u0000-\u0008]/.test(decoded.text)
    return isText ? decoded.text : undefined
  } catch {
    return undefined
  }
}
