import { fold } from './fold.ts'
import type { Find } from './phrase-trie.ts'
import type { Token } from './tokens.ts'

/**
 * Beginnings of words. A word is cut at each length that some prefix has, of which there are at
 * most as many as a prefix may have letters: however many prefixes there are, a look-up is one of few.
 */
export class PrefixTable<Owner> {
  readonly #owners = new Map<string, Owner[]>()
  readonly #lengths = new Set<number>()

  add(prefix: string, owner: Owner): void {
    const key = fold(prefix).toLowerCase()
    this.#owners.set(key, [...(this.#owners.get(key) ?? []), owner])
    this.#lengths.add(key.length)
  }

  find(tokens: readonly Token[]): Find<Owner>[] {
    if (this.#owners.size === 0) return []
    return tokens.flatMap(({ key, kind }, at) =>
      kind === 'word'
        ? [...this.#lengths].flatMap((length) =>
            key.length < length
              ? []
              : (this.#owners.get(key.slice(0, length)) ?? []).map((owner) => ({
                  owner,
                  first: at,
                  last: at,
                })),
          )
        : [],
    )
  }
}
