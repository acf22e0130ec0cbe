import type { Draft } from './draft.ts'
import type { ElementHead } from './element.ts'
import type { Piece } from './text-construct.ts'
import type { Rule, Scope } from './vocabulary/rule.ts'

/** What stands in an element that holds a value, so far. */
export class Gathering {
  readonly pieces: Piece[] = []
  #length = 0

  /** False when there is no more room; then nothing of the piece is kept, or what still fits. */
  add(piece: Piece, maxLength: number): boolean {
    const room = maxLength - this.#length
    this.#length += piece.value.length
    if (piece.value.length <= room) {
      this.pieces.push(piece)
      return true
    }
    if (room > 0 && !piece.markup)
      this.pieces.push({ markup: false, value: piece.value.slice(0, room) })
    return false
  }
}

/** An element that has begun and not yet ended. */
export class Frame {
  readonly written: string
  readonly head: ElementHead
  /** What its children are looked up in. */
  scope: Scope | 'unknown'
  draft: Draft
  rule: Rule | undefined = undefined
  /** Where text goes that stands directly in it. */
  gathering: Gathering | undefined = undefined
  /** It is markup inside somebody's value. */
  inline = false
  /** Of a structure: the texts of its children. */
  children: [name: string, text: string][] = NO_CHILDREN
  begins: 'entry' | 'source' | undefined = undefined

  constructor(written: string, head: ElementHead, scope: Scope | 'unknown', draft: Draft) {
    this.written = written
    this.head = head
    this.scope = scope
    this.draft = draft
  }

  /** Whether what stands in it is somebody's text. */
  get isText(): boolean {
    return this.inline || this.rule?.holds === 'value'
  }
}

const NO_CHILDREN: [name: string, text: string][] = []
