import { Tokenizer } from 'htmlparser2'
import { noteEntity } from './doctype.ts'
import type { FaultList } from './fault-list.ts'
import { decodeReferences } from './references.ts'

/** An attribute as written, references decoded. */
export type WrittenAttribute = readonly [name: string, value: string]

export interface XmlListener {
  open(name: string, attributes: WrittenAttribute[], selfClosing: boolean): void
  close(name: string): void
  text(text: string): void
  /** The innermost element, as its end tag would have it. */
  innermost(): string | undefined
  /** Where faults of the moment belong. */
  where(): string
  /** Asked after each tag; when true, nothing more is read. */
  done(): boolean
}

/** No element of any feed has more; a hostile one shall not make us hold them. */
const MOST_ATTRIBUTES = 100
const LONGEST_NAME = 200
const NAME_START = /^[\p{L}_:]/u
/** Each time costs at most one more look at the rest of the document. */
const MOST_FRESH_STARTS = 40

/**
 * One pass over a document with htmlparser2's tokenizer in XML mode. It does not judge nesting, it
 * does not fail, and it looks at each character a bounded number of times. Where a quote, a CDATA
 * section or a comment was plainly not ended, reading starts afresh where it should have been.
 */
export function readTokens(source: string, listener: XmlListener, faults: FaultList): void {
  const entities = new Map<string, string>()
  let rest: string | undefined = source
  for (let starts = 0; rest !== undefined && starts <= MOST_FRESH_STARTS; starts += 1) {
    const pass: TokenPass = new TokenPass(
      rest,
      listener,
      faults,
      entities,
      starts < MOST_FRESH_STARTS,
    )
    rest = pass.read()
  }
}

class TokenPass {
  readonly #source: string
  readonly #listener: XmlListener
  readonly #faults: FaultList
  readonly #entities: Map<string, string>
  readonly #mayStartAfresh: boolean
  readonly #tokenizer: Tokenizer
  #tagStart = 0
  #tagName: string | undefined
  #attributeName = ''
  #attributeValue = ''
  #attributes: WrittenAttribute[] = []
  #sawMarkup = false
  #sawAnything = false
  #rest: string | undefined

  constructor(
    source: string,
    listener: XmlListener,
    faults: FaultList,
    entities: Map<string, string>,
    mayStartAfresh: boolean,
  ) {
    this.#source = source
    this.#listener = listener
    this.#faults = faults
    this.#entities = entities
    this.#mayStartAfresh = mayStartAfresh
    this.#tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, this)
  }

  /** What is to be read afresh, if anything. */
  read(): string | undefined {
    this.#tokenizer.write(this.#source)
    this.#tokenizer.end()
    return this.#rest
  }

  ontext(start: number, end: number): void {
    const raw = this.#source.slice(start, end)
    if (!this.#sawMarkup && this.#listener.innermost() === undefined) {
      this.#sawAnything ||= raw !== ''
      if (raw.trim() !== '')
        this.#fault('there is text before the document begins; it was passed over')
    }
    this.#listener.text(this.#decode(raw))
  }

  oncdata(start: number, end: number, offset: number): void {
    const text = this.#source.slice(start, end - offset)
    const unended = this.#unendedAt(text)
    if (offset === 0 || unended >= 0) this.#fault('a CDATA section does not end')
    this.#listener.text(unended < 0 ? text : text.slice(0, unended))
    if (unended >= 0) this.#startAfresh(start + unended)
  }

  onopentagname(start: number, end: number): void {
    this.#sawMarkup = this.#sawAnything = true
    this.#tagStart = start - 1
    this.#tagName = end - start <= LONGEST_NAME ? this.#source.slice(start, end) : undefined
    // `<<item>` and `I <3</title>`: of two brackets the second begins a tag.
    const bracket = this.#tagName?.indexOf('<') ?? -1
    if (bracket >= 0 && this.#startAfresh(start + bracket)) {
      this.#bareBracket(this.#source.slice(this.#tagStart, start + bracket))
    }
    if (this.#tagName !== undefined && !NAME_START.test(this.#tagName)) this.#tagName = undefined
    this.#attributes = []
  }

  onattribname(start: number, end: number): void {
    // `<item <title>`: the first tag was not ended before the second began.
    if (this.#source[start] === '<' && this.#startAfresh(start)) {
      this.#fault('a tag does not end')
      this.#endTag(start - 1, false)
    }
    this.#attributeName = this.#source.slice(start, Math.min(end, start + LONGEST_NAME))
    this.#attributeValue = ''
  }

  onattribdata(start: number, end: number): void {
    const written = this.#source.slice(start, end)
    // XML 1.0 §3.1 has no < in a value: here one tag ended and another began, but not the quote.
    const cut = /^[^<>]*>(?=\s*<[\w/!])/.exec(written)?.[0]
    if (cut !== undefined && this.#startAfresh(start + cut.length)) {
      this.#fault('the quote of an attribute does not end')
      const selfClosing = cut.endsWith('/>')
      this.#attributeValue = cut.slice(0, selfClosing ? -2 : -1)
      this.onattribend()
      this.#endTag(start + cut.length, selfClosing)
    } else {
      this.#attributeValue += written
    }
  }

  onattribend(): void {
    if (this.#attributes.length < MOST_ATTRIBUTES) {
      this.#attributes.push([this.#attributeName, this.#decode(this.#attributeValue)])
    }
  }

  onopentagend(end: number): void {
    if (this.#rest === undefined) this.#endTag(end, false)
  }

  onselfclosingtag(end: number): void {
    if (this.#rest === undefined) this.#endTag(end, true)
  }

  onclosetag(start: number, end: number): void {
    this.#listener.close(this.#source.slice(start, Math.min(end, start + LONGEST_NAME)))
    if (this.#listener.done()) this.#tokenizer.pause()
  }

  oncomment(start: number, end: number, offset: number): void {
    this.#sawAnything = true
    if (offset > 0 || this.#rest !== undefined) return
    this.#fault('a comment does not end; what follows it was read')
    // No comment that begins from here on can end: one fresh start is enough for all of them.
    this.#rest = this.#source.slice(start, end).replaceAll('<!--', '')
  }

  ondeclaration(start: number, end: number): void {
    this.#sawMarkup = this.#sawAnything = true
    const declaration = this.#source.slice(start, end)
    if (/^doctype/i.test(declaration)) {
      this.#fault('a DOCTYPE was passed over; nothing it points to was fetched')
    }
    const inner = declaration.indexOf('<!ENTITY')
    noteEntity(inner < 0 ? declaration : declaration.slice(inner + 2), this.#entities)
  }

  onprocessinginstruction(start: number): void {
    if (this.#sawAnything && this.#source.startsWith('xml ', start)) {
      this.#fault('the XML declaration is not at the beginning')
    }
    this.#sawMarkup = this.#sawAnything = true
  }

  ontextentity(): void {}
  onattribentity(): void {}
  onend(): void {}

  #fault(what: string): void {
    this.#faults.add(this.#listener.where(), what)
  }

  #decode(raw: string): string {
    const decoded = decodeReferences(raw, this.#entities)
    for (const what of decoded.faults) this.#fault(what)
    return decoded.text
  }

  #bareBracket(raw: string): void {
    this.#fault('a bare < was read as itself')
    this.#listener.text(this.#decode(raw))
  }

  #endTag(end: number, selfClosing: boolean): void {
    if (this.#tagName === undefined) this.#bareBracket(this.#source.slice(this.#tagStart, end + 1))
    else this.#listener.open(this.#tagName, this.#attributes, selfClosing)
    if (this.#listener.done()) this.#tokenizer.pause()
  }

  /**
   * Where a CDATA section should have ended: at the end tag of the element it is in, when after
   * that another section begins. -1 when it ended as it should.
   */
  #unendedAt(text: string): number {
    const name = this.#listener.innermost()
    if (name === undefined || !text.includes('<![CDATA[')) return -1
    const end = text.indexOf(`</${name}>`)
    return this.#mayStartAfresh && end >= 0 && text.indexOf('<![CDATA[', end) >= 0 ? end : -1
  }

  #startAfresh(at: number): boolean {
    if (!this.#mayStartAfresh || this.#rest !== undefined) return false
    this.#rest = this.#source.slice(at)
    this.#tokenizer.pause()
    return true
  }
}
