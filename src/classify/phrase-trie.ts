import { lookupKey } from './phrases.ts'
import type { Token } from './tokens.ts'

/** A phrase found in a text: whose it is, and its first and last token. */
export interface Find<Owner> {
  owner: Owner
  first: number
  last: number
}

interface Ending<Owner> {
  owner: Owner
  cased: readonly string[] | undefined
}

/** Room for four million different words; nodes and words share one safe integer. */
const WORDS = 2 ** 22
const ROOT = 0

/**
 * All phrases of all topics, word by word. Reading a text walks it once: from each word only as
 * far as some phrase goes on, so neither the number of topics nor of terms is felt.
 */
export class PhraseTrie<Owner> {
  readonly #words = new Map<string, number>()
  /** By word, the node it leads to at the beginning of a phrase: most words of a text lead nowhere. */
  readonly #starts: (number | undefined)[] = []
  /** From node and word to the next node. */
  readonly #steps = new Map<number, number>()
  /** What ends at a node. */
  readonly #endings: Ending<Owner>[][] = [[]]

  add(keys: readonly string[], owner: Owner, cased?: readonly string[]): void {
    let node = ROOT
    for (const key of keys) {
      const word = this.#words.get(key) ?? this.#words.size
      this.#words.set(key, word)
      const next = this.#step(node, word) ?? this.#endings.length
      if (next === this.#endings.length) this.#endings.push([])
      if (node === ROOT) this.#starts[word] = next
      else this.#steps.set(node * WORDS + word, next)
      node = next
    }
    this.#endings[node]?.push({ owner, cased })
  }

  #step(node: number, word: number): number | undefined {
    return node === ROOT ? this.#starts[word] : this.#steps.get(node * WORDS + word)
  }

  /** Every phrase in the text, overlapping ones too. */
  find(tokens: readonly Token[]): Find<Owner>[] {
    const alone = tokens.map((token) => this.#words.get(lookupKey(token, true)))
    const finds: Find<Owner>[] = []
    for (let first = 0; first < tokens.length; first += 1) {
      let node: number | undefined = ROOT
      for (let last = first; last < tokens.length; last += 1) {
        const token = tokens[last]
        if (token === undefined) break
        const spaced = last > first && token.kind === 'character' && token.gapBefore
        const word = spaced ? this.#words.get(lookupKey(token, false)) : alone[last]
        node = word === undefined ? undefined : this.#step(node, word)
        if (node === undefined) break
        for (const { owner, cased } of this.#endings[node] ?? []) {
          const asWritten = cased?.every((form, at) => tokens[first + at]?.cased === form) ?? true
          if (asWritten) finds.push({ owner, first, last })
        }
      }
    }
    return finds
  }
}
