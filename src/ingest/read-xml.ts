import type { FeedFormat, ParsedEntry, ParsedFeed } from '../domain/document.ts'
import { Draft } from './draft.ts'
import { Element, type ElementHead } from './element.ts'
import { asRoot, readHead } from './element-head.ts'
import type { FaultList } from './fault-list.ts'
import { formatOf, isRoot } from './format.ts'
import { Frame } from './frame.ts'
import type { ReadLimits } from './limits.ts'
import { endTag, isVoid, startTag } from './markup.ts'
import { OpenElements } from './open-elements.ts'
import { beginsEntry, GATHER, impliedEntry, placeElement } from './place-element.ts'
import type { Piece } from './text-construct.ts'
import { showsUnended } from './unended.ts'
import { languageTag } from './vocabulary/common.ts'
import { ruleFor } from './vocabulary/index.ts'
import type { WrittenAttribute } from './xml-start-tag.ts'
import { type XmlListener, XmlTokens } from './xml-tokens.ts'

export interface XmlSurroundings {
  /** What relative references are relative to, unless the document says otherwise. */
  base: string
  /** HTTP's Content-Language. */
  language: string | undefined
}

export type XmlReading =
  | { kind: 'feed'; feed: ParsedFeed }
  /** The name of the first element, when it is not a feed's; none when there is no element. */
  | { kind: 'other'; root: string | undefined }

/** Reads a feed in XML, in one pass, as far as it goes; each entry is handed on when it ends. */
export function readXml(
  source: string,
  surroundings: XmlSurroundings,
  limits: ReadLimits,
  faults: FaultList,
  onEntry: (entry: ParsedEntry) => void,
): XmlReading {
  const reader: XmlReader = new XmlReader(surroundings, limits, faults, onEntry)
  const tokens = new XmlTokens(source, reader, faults)
  reader.anEntryEndsNext = () => tokens.anEntryEndsNext()
  tokens.read()
  return reader.finish()
}

/** A feed may stand in a wrapper or two: an envelope, a saved reply. */
const DEEPEST_ROOT = 4

class XmlReader implements XmlListener {
  readonly #limits: ReadLimits
  readonly #faults: FaultList
  readonly #onEntry: (entry: ParsedEntry) => void
  readonly #feed = new Draft()
  readonly #open: OpenElements
  #format: FeedFormat | undefined
  #firstName: string | undefined
  #entries = 0
  #stopped = false
  /** Tells an entry whose start tag was lost. */
  anEntryEndsNext: () => boolean = () => false

  constructor(
    { base, language: header }: XmlSurroundings,
    limits: ReadLimits,
    faults: FaultList,
    onEntry: (entry: ParsedEntry) => void,
  ) {
    this.#limits = limits
    this.#faults = faults
    this.#onEntry = onEntry
    const language = languageTag(header?.split(',', 1)[0])
    this.#feed.set('language', language, 4)
    this.#open = new OpenElements(new Frame('', outsideHead(base, language), 'unknown', this.#feed))
  }

  where(): string {
    if (this.#format === undefined) return 'document'
    return this.#open.top.draft === this.#feed ? 'feed' : `entries[${this.#entries}]`
  }

  done(): boolean {
    return this.#stopped
  }

  wantsText(): boolean {
    return this.#open.top.gathering !== undefined
  }

  open(written: string, attributes: readonly WrittenAttribute[], selfClosing: boolean): void {
    const key = written.toLowerCase()
    if (this.#open.depth >= this.#limits.maxDepth) {
      if (selfClosing) return
      this.#fault(
        `elements nested deeper than ${this.#limits.maxDepth} lost their tags and kept their text`,
      )
      this.#open.push(key)
      return
    }
    let head = readHead(key, attributes, this.#open.top.head, this.#fault)
    if (this.#format === undefined) head = this.#lookForRoot(head, written)
    else this.#leaveUnended(head)
    if (!this.#stopped) this.#begin(key, written, head, selfClosing)
  }

  #begin(key: string, written: string, head: ElementHead, selfClosing: boolean): void {
    const feed = this.#format === undefined ? undefined : this.#feed
    const frame = placeElement(written, head, this.#open.top, feed)
    if (frame.inline) this.#gather(frame, { markup: true, value: startTag(written, head) })
    else if (frame.rule?.holds === 'transparent') this.#take(frame)
    if (isVoid(head) && hasNoEnd(frame)) return
    if (selfClosing) this.#end(frame)
    else this.#open.push(key, frame)
  }

  close(written: string): void {
    const key = written.toLowerCase()
    if (!this.#open.has(key)) {
      this.#fault(`</${key.slice(0, 40)}> ends nothing and was passed over`)
      return
    }
    while (!this.#stopped) {
      const name = this.#open.innermost
      this.#end(this.#open.pop())
      if (name === key) return
      this.#fault(`<${name?.slice(0, 40)}> does not end before what it is in`)
    }
  }

  text(text: string): void {
    const { top } = this.#open
    if (top.gathering) this.#gather(top, { markup: false, value: text })
  }

  finish(): XmlReading {
    if (!this.#stopped && this.#open.depth > 0) {
      this.#fault('the document breaks off; what was read until there is kept')
    }
    while (!this.#stopped && this.#open.depth > 0) this.#end(this.#open.pop())
    if (this.#format === undefined) return { kind: 'other', root: this.#firstName }
    return { kind: 'feed', feed: this.#feed.toFeed(this.#format) }
  }

  readonly #fault = (what: string): void => this.#faults.add(this.where(), what)

  /** The first element that can be a feed's decides what the document is. */
  #lookForRoot(head: ElementHead, written: string): ElementHead {
    this.#firstName ??= head.name
    if (!isRoot(head)) {
      this.#stopped = this.#firstName === 'html' || this.#open.depth >= DEEPEST_ROOT
      return head
    }
    this.#format = formatOf(head)
    this.#feed.set('language', head.language, 2)
    return asRoot(head, this.#format, written)
  }

  /** Ends what was plainly meant to have ended, and begins the entry that was meant to have begun. */
  #leaveUnended(head: ElementHead): void {
    while (showsUnended(head, this.#open.top)) this.#endThrough((frame) => !frame.inline)
    if (beginsEntry(head, this.#open.top, this.#feed)) {
      const unended = this.#open.entry()
      if (unended) this.#endThrough((frame) => frame === unended)
      this.#stopAtLimit()
    } else if (this.#beginsUnbegun(head)) {
      this.#stopAtLimit()
      this.#fault('the start tag of an entry is missing')
      const name = this.#format?.startsWith('atom') ? 'entry' : 'item'
      this.#open.push(name, impliedEntry(name, this.#open.top))
    }
  }

  #beginsUnbegun({ space, name }: ElementHead): boolean {
    if (this.#open.top.scope !== 'feed' || ruleFor('entry', space, name) === undefined) return false
    // Before the first entry the feed itself speaks, and has one title.
    const isFeeds = ruleFor('feed', space, name) !== undefined
    const isFirst = name === 'title' && space === 'core' && this.#feed.get('title') === undefined
    if (this.#entries === 0 && isFeeds && (name !== 'title' || isFirst)) return false
    return this.anEntryEndsNext()
  }

  #stopAtLimit(): void {
    if (this.#entries < this.#limits.maxEntries) return
    this.#fault(`only the first ${this.#limits.maxEntries} entries were read`)
    this.#stopped = true
  }

  #endThrough(isLast: (frame: Frame) => boolean): void {
    while (this.#open.depth > 0) {
      const frame = this.#open.pop()
      if (!frame) continue
      this.#fault(`<${frame.written.slice(0, 40)}> was never ended`)
      this.#end(frame)
      if (isLast(frame)) return
    }
  }

  #gather(frame: Frame, piece: Piece): void {
    if (frame.gathering?.add(piece, this.#limits.maxTextLength) === false) {
      this.#fault(
        `a text is longer than ${this.#limits.maxTextLength} characters and was cut there`,
      )
    }
  }

  #end(frame: Frame | undefined): void {
    if (!frame) return
    if (frame.inline)
      this.#gather(frame, { markup: true, value: endTag(frame.written, frame.head) })
    else if (frame.begins === 'entry') this.#endEntry(frame)
    else if (frame.begins === 'source') this.#endSource(frame)
    else if (frame.rule && frame.rule.holds !== 'transparent') this.#take(frame)
  }

  #take(frame: Frame): void {
    const { draft, head, rule } = frame
    const element = this.#elementOf(frame)
    const { top } = this.#open
    if (rule === GATHER) top.children.push([head.name, element.text()])
    else rule?.take(draft, element, this.#fault)
    // A text in another language than its entry's tells the entry's.
    if (draft !== this.#feed && head.language !== top.head.language)
      draft.set('language', head.language, 3)
  }

  #elementOf({ head, gathering, children }: Frame): Element {
    return new Element(head, gathering?.pieces ?? [], children, this.#fault)
  }

  #endEntry({ draft }: Frame): void {
    if (draft.isEmpty()) {
      this.#fault('an entry says nothing and was passed over')
      return
    }
    this.#entries += 1
    this.#onEntry(draft.toEntry())
  }

  /** RSS: `<source url="…">Title</source>`. Atom: a feed's head, in small. */
  #endSource(frame: Frame): void {
    const { draft } = frame
    const element = this.#elementOf(frame)
    const url = element.attribute('url')?.trim()
    draft.set('title', element.plain(), 2)
    draft.set('feedUrl', url ? element.resolve(url) : undefined, 1)
    if (!draft.isEmpty()) this.#open.top.draft.source ??= draft
  }
}

/** Stray HTML among a feed's own elements may leave its end tags out; `link` there is RSS's. */
const hasNoEnd = ({ inline, rule, head }: Frame) =>
  inline || (rule === undefined && head.name !== 'link')

function outsideHead(base: string, language: string | undefined): ElementHead {
  return {
    space: 'other',
    name: '',
    attributes: [],
    declarations: new Map(),
    base,
    language,
    atom: undefined,
  }
}
