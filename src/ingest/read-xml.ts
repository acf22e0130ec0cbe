import type { FeedFormat, ParsedDocument, ParsedEntry } from '../domain/document.ts'
import { resolveUrl } from '../web/url.ts'
import { Draft, present } from './draft.ts'
import { attributeOf, Element, type ElementHead } from './element.ts'
import { asRoot, readHead } from './element-head.ts'
import type { FaultList } from './fault-list.ts'
import { formatOf, isRoot } from './format.ts'
import { type Frame, Gathering } from './frame.ts'
import type { ReadLimits } from './limits.ts'
import { endTag, isVoid, startTag } from './markup.ts'
import { OpenElements } from './open-elements.ts'
import type { Piece } from './text-construct.ts'
import { languageTag } from './vocabulary/common.ts'
import { ruleFor } from './vocabulary/index.ts'
import { transparent, value } from './vocabulary/rule.ts'
import { readTokens, type WrittenAttribute, type XmlListener } from './xml-tokens.ts'

export interface XmlSurroundings {
  /** What relative references are relative to, unless the document says otherwise. */
  base: string
  /** HTTP's Content-Language. */
  language: string | undefined
}

export type XmlReading =
  | { kind: 'feed'; document: Omit<ParsedDocument, 'faults'> }
  /** The name of the first element, when it is not a feed's; none when there is no element. */
  | { kind: 'other'; root: string | undefined }

/** Reads a feed in XML, in one pass, as far as it goes. */
export function readXml(
  source: string,
  surroundings: XmlSurroundings,
  limits: ReadLimits,
  faults: FaultList,
): XmlReading {
  const reader = new XmlReader(surroundings, limits, faults)
  readTokens(source, reader, faults)
  return reader.finish()
}

/** What cannot stand in a text: where it begins, a text was not ended. */
const NEVER_INLINE = new Set(
  'item entry channel description guid pubdate lastbuilddate managingeditor published updated issued modified'.split(
    ' ',
  ),
)
/** A feed may stand in a wrapper or two: an envelope, a saved reply. */
const DEEPEST_ROOT = 4
const GATHER = value(() => {})
const PASS = transparent()

class XmlReader implements XmlListener {
  readonly #limits: ReadLimits
  readonly #faults: FaultList
  readonly #feed = new Draft()
  readonly #entries: ParsedEntry[] = []
  readonly #open: OpenElements
  #format: FeedFormat | undefined
  #firstName: string | undefined
  #stopped = false

  constructor({ base, language: header }: XmlSurroundings, limits: ReadLimits, faults: FaultList) {
    this.#limits = limits
    this.#faults = faults
    const language = languageTag(header?.split(',', 1)[0])
    this.#feed.set('language', language, 4)
    this.#open = new OpenElements({
      written: '',
      head: {
        space: 'other',
        name: '',
        attributes: [],
        declarations: new Map(),
        base,
        language,
        atom: undefined,
      },
      scope: 'unknown',
      draft: this.#feed,
      rule: undefined,
      gathering: undefined,
      inline: false,
      children: [],
    })
  }

  where(): string {
    if (this.#format === undefined) return 'document'
    return this.#open.top.draft === this.#feed ? 'feed' : `entries[${this.#entries.length}]`
  }

  innermost(): string | undefined {
    return this.#open.innermost
  }

  done(): boolean {
    return this.#stopped
  }

  open(written: string, attributes: WrittenAttribute[], selfClosing: boolean): void {
    const key = written.toLowerCase()
    if (this.#open.depth >= this.#limits.maxDepth) {
      if (selfClosing) return
      this.#fault(
        `elements nested deeper than ${this.#limits.maxDepth} lost their tags and kept their text`,
      )
      this.#open.push(key)
      return
    }
    let head = readHead(written, attributes, this.#open.top.head, this.#fault)
    if (this.#format === undefined) head = this.#lookForRoot(head, written)
    if (this.#stopped || this.#leaveUnended(head)) return
    const frame = this.#frameFor(written, head)
    if (frame.inline) this.#gather(frame, { markup: true, value: startTag(written, head) })
    const hasNoEnd = isVoid(head) && (frame.inline || frame.rule === undefined)
    if (hasNoEnd) return
    this.#open.push(key, frame)
    if (frame.rule?.holds === 'transparent') this.#take(frame)
    if (selfClosing) this.#end(this.#open.pop())
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
    return {
      kind: 'feed',
      document: { feed: this.#feed.toFeed(this.#format), entries: this.#entries },
    }
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

  /**
   * `<title>Budget<description>` and `<item>…<item>`: the first was never ended, and a reader sees
   * that it was meant to be. True when nothing more is to be read.
   */
  #leaveUnended(head: ElementHead): boolean {
    if (head.space !== 'core' || this.#format === undefined) return false
    const around = this.#open.top
    const inText = around.inline || around.rule?.holds === 'value'
    if (inText && NEVER_INLINE.has(head.name)) this.#endThrough((frame) => !frame.inline)
    if (!beginsEntry(head)) return false
    const unended = this.#open.entry()
    if (unended) this.#endThrough((frame) => frame === unended)
    if (this.#entries.length < this.#limits.maxEntries) return false
    this.#fault(`only the first ${this.#limits.maxEntries} entries were read`)
    this.#stopped = true
    return true
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

  #frameFor(written: string, head: ElementHead): Frame {
    const around = this.#open.top
    const frame: Frame = {
      written,
      head,
      scope: around.scope,
      draft: around.draft,
      rule: undefined,
      gathering: undefined,
      inline: false,
      children: [],
    }
    if (around.inline || around.rule?.holds === 'value') {
      return Object.assign(frame, { inline: true, scope: 'unknown', gathering: around.gathering })
    }
    if (head.space === 'core' && this.#format !== undefined) {
      if (beginsEntry(head)) return this.#beginEntry(frame)
      if (head.name === 'source' && around.scope === 'entry') {
        return Object.assign(frame, {
          begins: 'source',
          scope: 'source',
          draft: new Draft(),
          rule: PASS,
          gathering: new Gathering(),
        })
      }
    }
    if (around.rule?.holds === 'structure')
      return Object.assign(frame, { rule: GATHER, gathering: new Gathering() })
    if (isRoot(head)) return Object.assign(frame, { rule: PASS, scope: 'feed', draft: this.#feed })
    const rule =
      around.scope === 'unknown' ? undefined : ruleFor(around.scope, head.space, head.name)
    if (!rule) return Object.assign(frame, { scope: 'unknown' })
    return Object.assign(frame, {
      rule,
      gathering: rule.holds === 'transparent' ? undefined : new Gathering(),
    })
  }

  #beginEntry(frame: Frame): Frame {
    const draft = new Draft()
    const about = attributeOf(frame.head, 'rdf:about')?.trim()
    // RSS 1.0 §5.5: what an item is about is the item's own address.
    draft.set('id', about, 3)
    if (about) draft.set('permalink', resolveUrl(about, frame.head.base), 3)
    if (attributeOf(frame.head, 'xml:lang')) draft.set('language', frame.head.language, 1)
    return Object.assign(frame, { begins: 'entry', scope: 'entry', draft, rule: PASS })
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
    const element = new Element(
      frame.head,
      frame.gathering?.pieces ?? [],
      frame.children,
      this.#fault,
    )
    if (frame.rule === GATHER) this.#open.top.children.push([frame.head.name, element.text()])
    else frame.rule?.take(frame.draft, element, this.#fault)
    // A text in another language than its entry's tells the entry's.
    if (frame.draft === this.#feed || frame.head.language === this.#open.top.head.language) return
    frame.draft.set('language', frame.head.language, 3)
  }

  #endEntry({ draft }: Frame): void {
    if (draft.isEmpty()) this.#fault('an entry says nothing and was passed over')
    else this.#entries.push(draft.toEntry())
  }

  /** RSS: `<source url="…">Title</source>`. Atom: a feed's head, in small. */
  #endSource(frame: Frame): void {
    const { draft, head } = frame
    const element = new Element(head, frame.gathering?.pieces ?? [], [], (what) =>
      this.#fault(what),
    )
    const url = element.attribute('url')?.trim()
    draft.set('title', element.plain(), 2)
    draft.set('feedUrl', url ? element.resolve(url) : undefined, 1)
    const entry = this.#open.top.draft
    if (Object.keys(present(draft.toSource())).length > 0) entry.source ??= draft
  }
}

function beginsEntry(head: ElementHead): boolean {
  return head.space === 'core' && (head.name === 'item' || head.name === 'entry')
}
