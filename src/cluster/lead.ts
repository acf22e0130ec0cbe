import type { Member } from '../domain/story.ts'

/** Which of two comes first, by the first of these that tells them apart. */
function order(a: Member, b: Member, isSubordinate: (key: string) => boolean): number {
  const rank = (member: Member) => [
    member.isWithdrawn,
    isSubordinate(member.key),
    !member.isOfficial,
    // An id belongs to the source that brought it first: nobody takes an entry over by repeating it.
    member.isRepeat,
  ]
  const ranks = rank(b)
  const differing = rank(a).findIndex((value, i) => value !== ranks[i])
  if (differing >= 0) return ranks[differing] === true ? -1 : 1
  if (a.sortAt !== b.sortAt) return a.sortAt < b.sortAt ? -1 : 1
  return a.key < b.key ? -1 : 1
}

/**
 * The entry that a cluster is shown by: the first from an official source, else the first published,
 * whatever came here first. What is withdrawn leads nothing that is not, and what the operator called
 * a duplicate leads only duplicates.
 */
export function inOrder(
  members: readonly Member[],
  isSubordinate: (key: string) => boolean,
): Member[] {
  return members.toSorted((a, b) => order(a, b, isSubordinate))
}
