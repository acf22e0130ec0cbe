import { NextOccurrence } from './next-occurrence.ts'
import { endOfName, isSpace, LONGEST_NAME, skipSpace, startsName } from './xml-names.ts'

/** An attribute as written, references decoded. */
export type WrittenAttribute = readonly [name: string, value: string]

export interface StartTag {
  name: string
  attributes: readonly WrittenAttribute[]
  selfClosing: boolean
  /** Where reading goes on. */
  end: number
}

/** No element of any feed has more; a hostile one shall not make us hold them. */
const MOST_ATTRIBUTES = 100
const NO_ATTRIBUTES: readonly WrittenAttribute[] = []
const [LT, GT, SLASH, EQUALS, QUOTE, APOSTROPHE] = [0x3c, 0x3e, 0x2f, 0x3d, 0x22, 0x27]
/** ` type=` at the end of a value: the quote that was found begins the value of another attribute. */
const NEXT_ATTRIBUTE = /\s+[\w:.-]{1,60}\s?=\s?$/
const BEGINS_MARKUP = /\s*<[\w/!]/y

/** Reads start tags, the well-formed and the others. */
export class StartTagReader {
  readonly #source: string
  readonly #decode: (raw: string) => string
  readonly #fault: (what: string) => void
  readonly #quote: NextOccurrence
  readonly #apostrophe: NextOccurrence
  readonly #lt: NextOccurrence
  readonly #gt: NextOccurrence

  constructor(source: string, decode: (raw: string) => string, fault: (what: string) => void) {
    this.#source = source
    this.#decode = decode
    this.#fault = fault
    this.#quote = new NextOccurrence(source, '"')
    this.#apostrophe = new NextOccurrence(source, "'")
    this.#lt = new NextOccurrence(source, '<')
    this.#gt = new NextOccurrence(source, '>')
  }

  /**
   * The tag whose `<` stands before `start`: none when that is no tag's, as in `1 < 2`, `<3` and
   * `<me@example.com>`; `cut` when the document ends within it.
   */
  read(start: number): StartTag | 'cut' | undefined {
    const source = this.#source
    if (!startsName(source, start)) return undefined
    const nameEnd = endOfName(source, start)
    const after = source.charCodeAt(nameEnd)
    if (nameEnd < 0) return undefined
    const name = source.slice(start, nameEnd)
    if (after === GT)
      return { name, attributes: NO_ATTRIBUTES, selfClosing: false, end: nameEnd + 1 }
    if (nameEnd === source.length) return 'cut'
    const next = source.charCodeAt(nameEnd + 1)
    const endsName =
      isSpace(after) || after === LT || (after === SLASH && (next === GT || isSpace(next)))
    return endsName ? this.#attributes(name, nameEnd) : undefined
  }

  #attributes(name: string, from: number): StartTag | 'cut' {
    const source = this.#source
    const attributes: WrittenAttribute[] = []
    let at = from
    for (;;) {
      at = skipSpace(source, at)
      const code = source.charCodeAt(at)
      if (code === GT) return { name, attributes, selfClosing: false, end: at + 1 }
      if (code === SLASH && source.charCodeAt(at + 1) === GT)
        return { name, attributes, selfClosing: true, end: at + 2 }
      if (code === LT) {
        this.#fault('a tag does not end')
        return { name, attributes, selfClosing: false, end: at }
      }
      if (at >= source.length) return 'cut'
      at = this.#attribute(name, at, attributes)
    }
  }

  /** Where the attribute that begins at `start` is over. */
  #attribute(tag: string, start: number, attributes: WrittenAttribute[]): number {
    const source = this.#source
    let at = start + 1
    while (at < source.length && !endsAttributeName(source.charCodeAt(at))) at += 1
    const name = source.slice(start, Math.min(at, start + LONGEST_NAME))
    const equals = skipSpace(source, at)
    let value = ''
    if (source.charCodeAt(equals) === EQUALS) {
      const from = skipSpace(source, equals + 1)
      const code = source.charCodeAt(from)
      const quoted = code === QUOTE || code === APOSTROPHE
      const valueStart = quoted ? from + 1 : from
      const end = quoted ? this.#endOfQuoted(tag, valueStart, code) : this.#endOfUnquoted(from)
      value = source.slice(valueStart, end)
      at = quoted && source.charCodeAt(end) === code ? end + 1 : end
      // `href=http://x.example/">`: one quote of two was lost.
      if (!quoted && /["']$/.test(value)) value = value.slice(0, -1)
    }
    if (attributes.length < MOST_ATTRIBUTES) attributes.push([name, this.#decode(value)])
    return at
  }

  #endOfUnquoted(from: number): number {
    const source = this.#source
    let at = from
    for (; at < source.length; at += 1) {
      const code = source.charCodeAt(at)
      if (code === GT || code === LT || isSpace(code)) break
    }
    return source.charCodeAt(at) === GT && source.charCodeAt(at - 1) === SLASH ? at - 1 : at
  }

  #endOfQuoted(tag: string, from: number, quote: number): number {
    const close = (quote === QUOTE ? this.#quote : this.#apostrophe).from(from)
    // XML 1.0 §3.1 has no < in a value.
    if (this.#lt.from(from) < close) {
      if (!this.#isUnended(tag, from, close)) return close
      this.#fault('the quote of an attribute does not end')
      const end = Math.min(this.#gt.from(from), this.#source.length)
      return this.#source.charCodeAt(end - 1) === SLASH ? end - 1 : end
    }
    if (endsQuoted(this.#source.charCodeAt(close + 1))) return close
    const another = NEXT_ATTRIBUTE.exec(this.#source.slice(Math.max(from, close - 100), close))
    if (!another) return close
    this.#fault('the quote of an attribute does not end')
    return close - another[0].length
  }

  /** Whether a value with a < in it ended before that: `<guid isPermaLink="false>x</guid><a b="c">`. */
  #isUnended(tag: string, from: number, close: number): boolean {
    const source = this.#source
    if (close >= source.length) return true
    if (!endsQuoted(source.charCodeAt(close + 1))) return true
    if (/=\s?$/.test(source.slice(Math.max(from, close - 2), close))) return true
    const gt = this.#gt.from(from)
    BEGINS_MARKUP.lastIndex = gt + 1
    if (gt < this.#lt.from(from) && BEGINS_MARKUP.test(source)) return true
    return source.slice(from, close).includes(`</${tag}>`)
  }
}

const endsQuoted = (code: number) =>
  Number.isNaN(code) || code === GT || code === SLASH || code === 0x3f || isSpace(code)

const endsAttributeName = (code: number) =>
  code === EQUALS || code === GT || code === LT || code === SLASH || isSpace(code)
