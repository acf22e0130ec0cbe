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
  /** Where faults of the moment belong. */
  where(): string
  /** Asked after each tag; when true, nothing more is read. */
  done(): boolean
}

/** No element of any feed has more; a hostile one shall not make us hold them. */
const MOST_ATTRIBUTES = 100
const LONGEST_NAME = 200
const NAME_START = /^[\p{L}_:]/u

/**
 * One pass over a document with htmlparser2's tokenizer in XML mode. It does not judge nesting,
 * it does not fail, and it looks at each character a bounded number of times.
 */
export function readTokens(source: string, listener: XmlListener, faults: FaultList): void {
  const entities = new Map<string, string>()
  let tagStart = 0
  let tagName: string | undefined
  let attributeName = ''
  let attributeValue = ''
  let attributes: WrittenAttribute[] = []
  let sawMarkup = false
  let sawAnything = false

  const fault = (what: string) => faults.add(listener.where(), what)
  const decode = (raw: string) => {
    const decoded = decodeReferences(raw, entities)
    for (const what of decoded.faults) fault(what)
    return decoded.text
  }
  const endOfTag = (end: number, selfClosing: boolean) => {
    if (tagName === undefined) {
      fault('a bare < was read as itself')
      listener.text(decode(source.slice(tagStart, end + 1)))
    } else {
      listener.open(tagName, attributes, selfClosing)
    }
    if (listener.done()) tokenizer.pause()
  }

  const tokenizer: Tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      ontext(start, end) {
        const raw = source.slice(start, end)
        if (!sawMarkup) sawAnything ||= raw !== ''
        if (!sawMarkup && raw.trim() !== '')
          fault('there is text before the document begins; it was passed over')
        listener.text(decode(raw))
      },
      ontextentity() {},
      oncdata(start, end, offset) {
        listener.text(source.slice(start, end - offset))
        if (offset === 0) fault('a CDATA section does not end')
      },
      onopentagname(start, end) {
        sawMarkup = sawAnything = true
        tagStart = start - 1
        tagName = end - start <= LONGEST_NAME ? source.slice(start, end) : undefined
        if (tagName !== undefined && !NAME_START.test(tagName)) tagName = undefined
        attributes = []
      },
      onattribname(start, end) {
        attributeName = source.slice(start, Math.min(end, start + LONGEST_NAME))
        attributeValue = ''
      },
      onattribdata(start, end) {
        attributeValue += source.slice(start, end)
      },
      onattribentity() {},
      onattribend() {
        if (attributes.length < MOST_ATTRIBUTES)
          attributes.push([attributeName, decode(attributeValue)])
      },
      onopentagend: (end) => endOfTag(end, false),
      onselfclosingtag: (end) => endOfTag(end, true),
      onclosetag(start, end) {
        listener.close(source.slice(start, Math.min(end, start + LONGEST_NAME)))
        if (listener.done()) tokenizer.pause()
      },
      oncomment(_start, _end, offset) {
        sawAnything = true
        if (offset === 0) fault('a comment does not end; what follows it was not read')
      },
      ondeclaration(start, end) {
        sawMarkup = sawAnything = true
        const declaration = source.slice(start, end)
        if (/^doctype/i.test(declaration))
          fault('a DOCTYPE was passed over; nothing it points to was fetched')
        const inner = declaration.indexOf('<!ENTITY')
        noteEntity(inner < 0 ? declaration : declaration.slice(inner + 2), entities)
      },
      onprocessinginstruction(start) {
        if (sawAnything && source.startsWith('xml ', start)) {
          fault('the XML declaration is not at the beginning')
        }
        sawMarkup = sawAnything = true
      },
      onend() {},
    },
  )
  tokenizer.write(source)
  tokenizer.end()
}
