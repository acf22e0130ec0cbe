import { RUNGS, type Member, type StoryDecision, type Tie } from '../domain/story.ts'
import { saySame, tieBetween } from './compare.ts'

/** Two entries that something ties together. */
export interface Bond extends Tie {
  a: Member
  b: Member
}

/** Pairs that share a mark, each once. */
function neighbours(members: readonly Member[]): [Member, Member][] {
  const bearers = new Map<number, Member[]>()
  const pairs: [Member, Member][] = []
  const met = new Map<Member, Set<Member>>()
  for (const member of members) {
    const seen = new Set<Member>()
    met.set(member, seen)
    for (const mark of member.marks) {
      const others = bearers.get(mark) ?? []
      for (const other of others) {
        if (seen.has(other)) continue
        seen.add(other)
        pairs.push([other, member])
      }
      others.push(member)
      bearers.set(mark, others)
    }
  }
  return pairs
}

/** What ties these entries together: the operator's word, and likeness where that is not spoken against. */
export function bondsOf(
  members: readonly Member[],
  decisions: ReadonlyMap<string, StoryDecision>,
): Bond[] {
  const byKey = new Map(members.map((member) => [member.key, member]))
  const decided = [...decisions.values()].flatMap(({ key, duplicateOf }): Bond[] => {
    const [a, b] = [byKey.get(key), byKey.get(duplicateOf ?? '')]
    return a && b ? [{ a, b, rung: 'operator', strength: 1 }] : []
  })
  const isFree = ({ key }: Member) => decisions.get(key)?.isApart !== true
  const pairs = neighbours(members.filter(isFree))
  const lists = pagesOfMany(pairs)
  const alike = pairs.flatMap(([a, b]): Bond[] => {
    const tie = tieBetween(
      lists.has(a.page) ? { ...a, page: undefined } : a,
      lists.has(b.page) ? { ...b, page: undefined } : b,
    )
    return tie ? [{ a, b, ...tie }] : []
  })
  return [...decided, ...alike]
}

/** Pages to which one source links with different entries: a list of them, and none of their own. */
function pagesOfMany(pairs: readonly [Member, Member][]): Set<string | undefined> {
  const differ = pairs.filter(
    ([a, b]) => a.source === b.source && a.page === b.page && a.id !== b.id && !saySame(a, b),
  )
  return new Set(differ.map(([a]) => a.page))
}

export const pairName = (a: Member, b: Member) =>
  a.key < b.key ? `${a.key} ${b.key}` : `${b.key} ${a.key}`

/** The surest first; where two are as sure, the same one for whoever asks. */
export function sureFirst(x: Bond, y: Bond): number {
  const rung = RUNGS.indexOf(x.rung) - RUNGS.indexOf(y.rung)
  if (rung !== 0) return rung
  if (x.strength !== y.strength) return y.strength - x.strength
  return pairName(x.a, x.b) < pairName(y.a, y.b) ? -1 : 1
}
