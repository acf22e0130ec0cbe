import type { ParsedText } from '../domain/document.ts'
import { resolveUrl } from '../web/url.ts'
import { type Declarations, type Space, usualSpaceOf } from './namespaces.ts'
import {
  type AtomVersion,
  type Piece,
  readConstruct,
  textOf,
  type Usually,
} from './text-construct.ts'
import type { WrittenAttribute } from './xml-start-tag.ts'

/** What an element is, apart from what is in it. */
export interface ElementHead {
  space: Space
  /** In lower case, without prefix: publishers of RSS never agreed on case. */
  name: string
  attributes: readonly WrittenAttribute[]
  declarations: Declarations
  /** `xml:base` in force. */
  base: string | undefined
  /** `xml:lang` in force. */
  language: string | undefined
  /** Whether the document is Atom, and which. */
  atom: AtomVersion | undefined
}

/** An element of a feed as the tables see it, when it is complete. */
export class Element {
  readonly #pieces: readonly Piece[]
  readonly head: ElementHead
  /** Text of the elements directly inside, by local name, for structures like `author` and `image`. */
  readonly children: readonly (readonly [name: string, text: string])[]

  readonly #fault: (what: string) => void

  constructor(
    head: ElementHead,
    pieces: readonly Piece[],
    children: Element['children'],
    fault: (what: string) => void,
  ) {
    this.head = head
    this.#fault = fault
    this.#pieces = pieces
    this.children = children
  }

  /** `href`, or with its namespace `rdf:about`. */
  attribute(wanted: string): string | undefined {
    return attributeOf(this.head, wanted)
  }

  text(): string {
    return textOf(this.#pieces).trim()
  }

  child(...names: string[]): string | undefined {
    return this.children.find(([name, text]) => names.includes(name) && text !== '')?.[1]
  }

  construct(usually: Usually): ParsedText | undefined {
    const { atom, base, space } = this.head
    return readConstruct({
      pieces: this.#pieces,
      type: this.attribute('type'),
      mode: this.attribute('mode'),
      usually,
      atom: space === 'core' ? atom : undefined,
      base,
      fault: this.#fault,
    })
  }

  /** Text that can only be text; tags in it go. */
  plain(): ParsedText | undefined {
    const text = this.text()
    return text === '' ? undefined : { type: 'text', value: text }
  }

  resolve(reference: string): string {
    return resolveUrl(reference, this.head.base)
  }
}

export function attributeOf(
  head: Pick<ElementHead, 'attributes' | 'declarations' | 'space'>,
  wanted: string,
): string | undefined {
  if (head.attributes.length === 0) return undefined
  const colon = wanted.indexOf(':')
  const space = colon < 0 ? undefined : wanted.slice(0, colon)
  const local = wanted.slice(colon + 1)
  for (const [written, value] of head.attributes) {
    const name = written.toLowerCase()
    if (space === undefined && name === local) return value
    const at = name.indexOf(':')
    if (at < 0 || name.slice(at + 1) !== local) continue
    const prefix = name.slice(0, at)
    const actual = head.declarations.get(prefix) ?? usualSpaceOf(prefix)
    if (actual !== undefined && actual === (space ?? head.space)) return value
  }
  return undefined
}
