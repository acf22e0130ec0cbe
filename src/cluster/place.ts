import { bondsOf, pairName, sureFirst, type Bond } from './bonds.ts'
import { contradiction } from './compare.ts'
import { inOrder } from './lead.ts'
import type { Because, Member, Place, StoryDecision } from '../domain/story.ts'
import { unions } from './unions.ts'

/** Raised whenever the ladder would tell otherwise of the same entries: what is stored is then placed anew. */
export const LADDER_VERSION = 1

/** Of all pairs between two clusters, how many must be tied for likeness alone to make them one. */
const LINKED = 0.1

/**
 * Clusters of one neighbourhood. Likeness is not handed on: A may be like B and B like C while A and
 * C are two stories. So the surest bonds join first, and no bond joins two clusters of which any two
 * members contradict each other, or of which too few are alike.
 */
function joined(members: readonly Member[], bonds: readonly Bond[]) {
  const clusters = unions(members)
  const tied = new Set(bonds.map(({ a, b }) => pairName(a, b)))
  const known = new Map<string, boolean>()
  const contradict = (a: Member, b: Member) => {
    const name = pairName(a, b)
    const before = known.get(name)
    if (before !== undefined) return before
    const now = contradiction(a, b) !== undefined
    known.set(name, now)
    return now
  }
  const mayJoin = (one: readonly Member[], other: readonly Member[], isEvent: boolean) => {
    if (one.some((a) => other.some((b) => contradict(a, b)))) return false
    if (!isEvent) return true
    const links = one.reduce(
      (sum, a) => sum + other.filter((b) => tied.has(pairName(a, b))).length,
      0,
    )
    return links >= LINKED * one.length * other.length
  }
  for (const { a, b, rung } of bonds.toSorted(sureFirst)) {
    if (clusters.areOne(a, b)) continue
    const isBeyondDoubt = rung === 'operator' || rung === 'same-id'
    if (isBeyondDoubt || mayJoin(clusters.setOf(a), clusters.setOf(b), rung === 'same-event'))
      clusters.unite(a, b)
  }
  return clusters
}

/**
 * Where each of these entries belongs: with which others it tells one story, and which of them is
 * shown. It depends on the entries and on the operator's decisions, and not on what came first.
 *
 * @param members whole neighbourhoods: whoever may be tied to one of them is among them.
 * @param decisions by key, those that name any of them.
 */
export function placesOf(
  members: readonly Member[],
  decisions: ReadonlyMap<string, StoryDecision>,
): Map<string, Place> {
  const bonds = bondsOf(members, decisions)
  const neighbourhoods = unions(members)
  for (const { a, b } of bonds) neighbourhoods.unite(a, b)
  const clusters = joined(members, bonds)
  const isSubordinate = (key: string) => (decisions.get(key)?.duplicateOf ?? null) !== null
  const names = new Map(
    neighbourhoods.sets().flatMap((set) => {
      const name = set.reduce((least, { key }) => (key < least ? key : least), set[0]?.key ?? '')
      return set.map((member) => [member, name] as const)
    }),
  )
  const reasons = reasonsOf(bonds, clusters.areOne)
  const places = new Map<string, Place>()
  for (const set of clusters.sets()) {
    const [lead, ...others] = inOrder(set, isSubordinate)
    if (!lead) continue
    for (const member of [lead, ...others])
      places.set(member.key, {
        key: member.key,
        neighbourhood: names.get(member) ?? member.key,
        lead: member === lead ? null : lead.key,
        because: set.length === 1 ? null : (reasons.get(member.key) ?? null),
      })
  }
  return places
}

/** The surest bond of each member within its cluster. */
function reasonsOf(
  bonds: readonly Bond[],
  areOne: (a: Member, b: Member) => boolean,
): Map<string, Because> {
  const reasons = new Map<string, Because>()
  const note = (key: string, because: Because) => {
    if (!reasons.has(key)) reasons.set(key, because)
  }
  for (const { a, b, rung } of bonds.toSorted(sureFirst)) {
    if (!areOne(a, b)) continue
    note(a.key, { rung, with: b.key })
    note(b.key, { rung, with: a.key })
  }
  return reasons
}
