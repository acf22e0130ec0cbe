/** How alike two texts are, each given by its telling words, those that seem to be names in capitals. */

const plain = (word: string) => word.toLowerCase()
const isName = (word: string) => word !== plain(word)

export interface Likeness {
  /** Of all they tell, how much both tell: 0 to 1. A name counts twice. */
  share: number
  /** Of what the one with less to say tells, how much the other tells too: 0 to 1. */
  cover: number
  common: string[]
  onlyA: string[]
  onlyB: string[]
}

/** Words in small letters with their weights; a name in one is a name in both. */
function weighed(a: readonly string[], b: readonly string[]) {
  const names = new Set([...a, ...b].filter(isName).map(plain))
  return (word: string) => (names.has(word) ? 2 : 1)
}

export function likeness(a: readonly string[], b: readonly string[]): Likeness {
  const weight = weighed(a, b)
  const [inA, inB] = [new Set(a.map(plain)), new Set(b.map(plain))]
  const sum = (words: Iterable<string>) => [...words].reduce((all, word) => all + weight(word), 0)
  const common = [...inA].filter((word) => inB.has(word))
  const onlyA = [...inA].filter((word) => !inB.has(word))
  const onlyB = [...inB].filter((word) => !inA.has(word))
  const [shared, less] = [sum(common), Math.min(sum(inA), sum(inB))]
  const all = shared + sum(onlyA) + sum(onlyB)
  return {
    share: all === 0 ? 0 : shared / all,
    cover: less === 0 ? 0 : shared / less,
    common,
    onlyA,
    onlyB,
  }
}
