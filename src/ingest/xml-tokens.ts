import { noteEntity } from './doctype.ts'
import type { FaultList } from './fault-list.ts'
import { NextOccurrence } from './next-occurrence.ts'
import { decodeReferences } from './references.ts'
import { endOfName, startsName } from './xml-names.ts'
import { StartTagReader, type WrittenAttribute } from './xml-start-tag.ts'

export interface XmlListener {
  open(name: string, attributes: readonly WrittenAttribute[], selfClosing: boolean): void
  close(name: string): void
  text(text: string): void
  /** Whether anybody wants the text that stands here. */
  wantsText(): boolean
  /** Where faults of the moment belong. */
  where(): string
  /** Asked before each token; when true, nothing more is read. */
  done(): boolean
}

/** What no comment and no processing instruction holds by accident. */
const FEED_TAG = /<\/?(?:[a-z]\w{0,20}:)?(?:rss|rdf|channel|feed|item|entry|title)[\s>]/gi
const ENTRY_TAG = /<\/?(?:[a-z]\w{0,20}:)?(?:item|entry)[\s/>]/gi
const SECTION = '<![CDATA['
const LONGEST_ENTITY = 400
const [LT, SLASH, BANG, QUESTION] = [0x3c, 0x2f, 0x21, 0x3f]

/**
 * One pass over a document in XML. It does not judge nesting, it does not fail, and it looks at
 * each character a bounded number of times. Where a tag, a quote, a CDATA section, a comment or an
 * instruction was plainly not ended, reading goes on where it should have been.
 *
 * Markup is found with `indexOf`, a machine instruction away from the speed of memory; a tokenizer
 * that takes a document character by character spends most of its time in the entries' texts.
 */
export class XmlTokens {
  readonly #source: string
  readonly #listener: XmlListener
  readonly #faults: FaultList
  readonly #entities = new Map<string, string>()
  readonly #tags: StartTagReader
  readonly #lt: NextOccurrence
  readonly #gt: NextOccurrence
  readonly #sectionStart: NextOccurrence
  readonly #sectionEnd: NextOccurrence
  readonly #commentStart: NextOccurrence
  readonly #commentEnd: NextOccurrence
  readonly #instructionEnd: NextOccurrence
  readonly #feedTag: NextOccurrence
  readonly #entryTag: NextOccurrence
  #at = 0
  #sawMarkup = false
  /** The element that the text from here on is directly in, as far as tags tell. */
  #begun: string | undefined

  constructor(source: string, listener: XmlListener, faults: FaultList) {
    this.#source = source
    this.#listener = listener
    this.#faults = faults
    this.#tags = new StartTagReader(source, this.#decode, this.#fault)
    const next = (word: string | RegExp) => new NextOccurrence(source, word)
    this.#lt = next('<')
    this.#gt = next('>')
    this.#sectionStart = next(SECTION)
    this.#sectionEnd = next(']]>')
    this.#commentStart = next('<!--')
    this.#commentEnd = next('-->')
    this.#instructionEnd = next('?>')
    this.#feedTag = next(FEED_TAG)
    this.#entryTag = next(ENTRY_TAG)
  }

  read(): void {
    while (this.#at < this.#source.length && !this.#listener.done()) {
      this.#at =
        this.#source.charCodeAt(this.#at) === LT ? this.#markup(this.#at) : this.#text(this.#at)
    }
  }

  /** Whether the next tag of an entry that follows what was read is an end tag. */
  anEntryEndsNext(): boolean {
    return this.#source.charCodeAt(this.#entryTag.from(this.#at) + 1) === SLASH
  }

  #text(start: number): number {
    const end = this.#lt.from(start)
    if (!this.#sawMarkup && /\S/.test(this.#source.slice(start, end)))
      this.#fault('there is text before the document begins; it was passed over')
    if (this.#listener.wantsText()) this.#listener.text(this.#readText(start, end))
    return end
  }

  #readText(start: number, end: number): string {
    const raw = this.#source.slice(start, end)
    // XML 1.0 §2.4: what ends a section may stand nowhere else.
    if (this.#sectionEnd.from(start) >= end) return this.#decode(raw)
    this.#fault('the end of a CDATA section stands alone and was passed over')
    return this.#decode(raw.replaceAll(']]>', ''))
  }

  /** Reads what begins with the < at `open`, and tells where it ends. */
  #markup(open: number): number {
    switch (this.#source.charCodeAt(open + 1)) {
      case SLASH:
        return this.#endTag(open)
      case BANG:
        return this.#declared(open)
      case QUESTION:
        return this.#instruction(open)
      default:
        return this.#startTag(open)
    }
  }

  #startTag(open: number): number {
    const tag = this.#tags.read(open + 1)
    if (tag === undefined) return this.#bareBracket(open)
    this.#sawMarkup = true
    if (tag === 'cut') return this.#source.length
    this.#begun = tag.selfClosing ? undefined : tag.name
    // The listener may look ahead, from behind the tag.
    this.#at = tag.end
    this.#listener.open(tag.name, tag.attributes, tag.selfClosing)
    return tag.end
  }

  #endTag(open: number): number {
    const start = open + 2
    const nameEnd = startsName(this.#source, start) ? endOfName(this.#source, start) : -1
    if (nameEnd < 0) return this.#bareBracket(open)
    this.#sawMarkup = true
    this.#begun = undefined
    this.#listener.close(this.#source.slice(start, nameEnd))
    return this.#endOfTag(nameEnd)
  }

  /** Behind the next >, unless another tag begins before it. */
  #endOfTag(from: number): number {
    const gt = this.#gt.from(from)
    const lt = this.#lt.from(from)
    if (lt < gt) this.#fault('a tag does not end')
    return Math.min(gt + 1, lt, this.#source.length)
  }

  #bareBracket(open: number): number {
    this.#fault('a bare < was read as itself')
    if (this.#listener.wantsText()) this.#listener.text('<')
    return open + 1
  }

  #declared(open: number): number {
    const source = this.#source
    if (source.startsWith('--', open + 2)) return this.#comment(open)
    if (source.startsWith('[CDATA[', open + 2)) return this.#section(open)
    return this.#declaration(open)
  }

  /** A comment in a comment, with parts of a feed around it, tells that the first was not ended. */
  #comment(open: number): number {
    const end = this.#commentEnd.from(open + 2)
    const isNested = this.#commentStart.from(open + 4) < end && this.#feedTag.from(open) < end
    if (end < this.#source.length && !isNested) return end + 3
    this.#fault('a comment does not end; what follows it was read')
    return open + 4
  }

  #section(open: number): number {
    const start = open + SECTION.length
    if (this.#source.startsWith(SECTION, start)) {
      this.#fault('a CDATA section begins twice')
      return start
    }
    const end = this.#sectionEnd.from(start)
    const unended = this.#endOfUnendedSection(start, end)
    if (unended === undefined) {
      this.#listener.text(this.#source.slice(start, end))
      return end + 3
    }
    this.#fault('a CDATA section does not end')
    this.#listener.text(this.#source.slice(start, unended).replace(/\]{1,2}$/, ''))
    return unended
  }

  /**
   * A section was not ended when another begins before an end comes, and between the two the
   * element ends that it is in. None when all is well.
   */
  #endOfUnendedSection(start: number, end: number): number | undefined {
    const another = this.#sectionStart.from(start)
    const isLast = end >= this.#source.length
    if (!isLast && another > end) return undefined
    const before = this.#source.slice(start, Math.min(another, end))
    const endTag = this.#begun === undefined ? -1 : before.indexOf(`</${this.#begun}>`)
    if (endTag >= 0) return start + endTag
    return isLast ? Math.min(another, end) : undefined
  }

  #declaration(open: number): number {
    this.#sawMarkup = true
    const word = this.#source.slice(open + 2, open + 9).toUpperCase()
    if (word.startsWith('ENTITY'))
      noteEntity(this.#source.slice(open + 2, open + LONGEST_ENTITY), this.#entities)
    const end = Math.min(this.#gt.from(open) + 1, this.#lt.from(open + 1), this.#source.length)
    if (word !== 'DOCTYPE') return end
    this.#fault('a DOCTYPE was passed over; nothing it points to was fetched')
    // What it declares itself stands in brackets, one declaration after the other.
    const subset = this.#source.slice(open, end).indexOf('[')
    return subset < 0 ? end : open + subset + 1
  }

  /** The XML declaration and its kin hold no >, whatever else they lack; others may. */
  #instruction(open: number): number {
    this.#sawMarkup = true
    const isXml = this.#source.startsWith('xml', open + 2)
    if (isXml && open > 0 && this.#source.startsWith(' ', open + 5))
      this.#fault('the XML declaration is not at the beginning')
    const end = this.#instructionEnd.from(open + 2)
    if (!isXml && end < this.#source.length && this.#feedTag.from(open) > end) return end + 2
    if (!isXml) this.#fault('a processing instruction does not end; what follows it was read')
    return Math.min(this.#gt.from(open) + 1, this.#lt.from(open + 1), this.#source.length)
  }

  readonly #fault = (what: string): void => this.#faults.add(this.#listener.where(), what)

  readonly #decode = (raw: string): string => {
    const decoded = decodeReferences(raw, this.#entities)
    for (const what of decoded.faults) this.#fault(what)
    return decoded.text
  }
}
