import { openingOf } from './opening.ts'
import type { Telling } from '../domain/story.ts'

/**
 * What stories are looked up by. Entries that have no mark in common are not compared, so a mark is
 * a promise: those that tell the same mostly share one, and few others do.
 *
 * Each kind orders all words by chance, in a way that is the same everywhere and for ever, and the
 * first word of an entry in two such orders makes one mark. That two entries share it is as likely as
 * the square of how alike they are (Broder, "On the resemblance and containment of documents", 1997):
 * of twenty-four, those that are a third alike share one nineteen times in twenty, and those that have one word
 * in fifty in common once in a hundred times. One order alone would find a few more and compare
 * seven times as many (docs/measured.md).
 */
const OPENING_KINDS = 24
const TITLE_KINDS = 4
/** Of the opening: more words would be told differently by everyone. */
const OPENING_WORDS = 36

const HASHES = 2 ** 32

/** FNV-1a over UTF-16. */
function hash(text: string): number {
  let state = 0x81_1c_9d_c5
  for (let i = 0; i < text.length; i += 1)
    state = Math.imul(state ^ text.charCodeAt(i), 0x01_00_01_93)
  return state
}

/** The finaliser of MurmurHash3: hashes that are near each other end far apart. */
function mixed(state: number): number {
  const one = Math.imul(state ^ (state >>> 16), 0x85_eb_ca_6b)
  const other = Math.imul(one ^ (one >>> 13), 0xc2_b2_ae_35)
  return (other ^ (other >>> 16)) >>> 0
}

/** The first of some words, each given by its hash, in one order of all words. */
function firstOf(words: readonly number[], order: number): number {
  const seed = Math.imul(order + 1, 0x9e_37_79_b9)
  return words.reduce((first, word) => Math.min(first, mixed(word ^ seed)), HASHES)
}

/** Marks of an id and of a page stand for it whenever it is met; the others within some days. */
export const isTimeless = (found: number) => found < 2 * HASHES

/** A number for a kind and what stands for it there; all of them are safe integers. */
const mark = (kind: number, value: number) => kind * HASHES + value

const hashesOf = (words: readonly string[]) => words.map((word) => hash(word.toLowerCase()))

/** Marks of as many kinds, the first of them given, from two orders of all words each. */
function drawn(words: readonly number[], kinds: number, from: number): number[] {
  if (words.length === 0) return []
  return Array.from({ length: kinds }, (_, i) => {
    const kind = from + i
    return mark(kind, mixed(firstOf(words, 2 * kind) ^ mixed(firstOf(words, 2 * kind + 1))))
  })
}

/** In the order of their kinds. */
export function marksOf({ id, page, signature }: Omit<Telling, 'marks'>): number[] {
  const opening = hashesOf(openingOf(signature).slice(0, OPENING_WORDS))
  return [
    mark(0, mixed(hash(id))),
    ...(page === undefined ? [] : [mark(1, mixed(hash(page)))]),
    ...drawn(opening, OPENING_KINDS, 2),
    ...drawn(hashesOf(signature.title), TITLE_KINDS, 2 + OPENING_KINDS),
  ]
}
