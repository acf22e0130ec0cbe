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
export interface Frame {
  written: string
  head: ElementHead
  /** What its children are looked up in. */
  scope: Scope | 'unknown'
  draft: Draft
  rule: Rule | undefined
  /** Where text goes that stands directly in it. */
  gathering: Gathering | undefined
  /** It is markup inside somebody's value. */
  inline: boolean
  children: [name: string, text: string][]
  begins?: 'entry' | 'source'
}
