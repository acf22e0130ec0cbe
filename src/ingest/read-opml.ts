import type { Fault } from '../domain/fault.ts'
import { FaultList } from './fault-list.ts'
import type { WrittenAttribute } from './xml-start-tag.ts'
import { type XmlListener, XmlTokens } from './xml-tokens.ts'

/** A feed that a list of subscriptions names. */
export interface Outline {
  /** Its place among the feeds of the list, from 1. */
  number: number
  xmlUrl: string
  title: string | undefined
  htmlUrl: string | undefined
  language: string | undefined
  /** Of the outlines around it, from the outermost. */
  folders: string[]
}

export type OpmlReading =
  | { kind: 'opml'; outlines: Outline[]; faults: Fault[] }
  /** The name of the first element, when it is not OPML's. */
  | { kind: 'other'; root: string | undefined }

/**
 * OPML 2.0, http://opml.org/spec2.opml, as subscription lists are really written: `type` may be
 * missing, names of attributes come in any case, and text may be broken as a feed's may. What an
 * outline includes from elsewhere is not fetched.
 */
export function readOpml(text: string): OpmlReading {
  const faults = new FaultList()
  const reader = new OpmlReader(faults)
  new XmlTokens(text, reader, faults).read()
  return reader.isOpml
    ? { kind: 'opml', outlines: reader.outlines, faults: faults.toArray() }
    : { kind: 'other', root: reader.root }
}

class OpmlReader implements XmlListener {
  readonly outlines: Outline[] = []
  root: string | undefined
  readonly #faults: FaultList
  /** Of each open outline: its folder's name, or nothing where it is a feed. */
  readonly #open: (string | undefined)[] = []

  constructor(faults: FaultList) {
    this.#faults = faults
  }

  get isOpml(): boolean {
    return this.root === 'opml'
  }

  where(): string {
    return this.outlines.length === 0 ? 'document' : `outlines[${this.outlines.length}]`
  }

  done(): boolean {
    return this.root !== undefined && !this.isOpml
  }

  wantsText(): boolean {
    return false
  }

  text(): void {}

  open(name: string, written: readonly WrittenAttribute[], selfClosing: boolean): void {
    const element = name.toLowerCase()
    this.root ??= element
    if (element !== 'outline') return
    const attributes = new Map(written.map(([key, value]) => [key.toLowerCase(), value.trim()]))
    const xmlUrl = attributes.get('xmlurl') || undefined
    const title = attributes.get('title') || attributes.get('text') || undefined
    if (xmlUrl !== undefined) this.#add(xmlUrl, title, attributes)
    else if (attributes.get('type')?.toLowerCase() === 'include')
      this.#faults.add(this.where(), 'a list that is included from elsewhere was not fetched')
    if (!selfClosing) this.#open.push(xmlUrl === undefined ? title : undefined)
  }

  close(name: string): void {
    if (name.toLowerCase() === 'outline') this.#open.pop()
  }

  #add(xmlUrl: string, title: string | undefined, attributes: ReadonlyMap<string, string>): void {
    this.outlines.push({
      number: this.outlines.length + 1,
      xmlUrl,
      title,
      htmlUrl: attributes.get('htmlurl') || undefined,
      language: attributes.get('language') || undefined,
      folders: this.#open.filter((folder) => folder !== undefined),
    })
  }
}
