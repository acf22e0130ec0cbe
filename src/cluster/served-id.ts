import type { StoredMember } from '../domain/story-store.ts'

/**
 * The id a cluster is served under. Readers who have read a story know it by an id, so when another
 * entry is shown instead, the id stays: as long as the entry it belongs to is in the cluster and not
 * withdrawn, for an id is nobody else's to keep.
 *
 * @param lead who is shown from now on.
 * @param members of its cluster, with how they were shown before; who is new was not shown.
 * @returns null for the lead's own id.
 */
export function servedIdOf(
  lead: Pick<StoredMember, 'key' | 'id'>,
  members: readonly (Pick<StoredMember, 'key' | 'id' | 'servedId' | 'isWithdrawn' | 'sortAt'> & {
    wasShown: boolean
  })[],
): string | null {
  const shown = members
    .filter(({ wasShown }) => wasShown)
    .toSorted((a, b) => {
      if (a.key === lead.key || b.key === lead.key) return a.key === lead.key ? -1 : 1
      return a.sortAt === b.sortAt ? (a.key < b.key ? -1 : 1) : a.sortAt < b.sortAt ? -1 : 1
    })
  const id = shown
    .map((member) => member.servedId ?? member.id)
    .find((known) => members.some((member) => member.id === known && !member.isWithdrawn))
  return id === undefined || id === lead.id ? null : id
}
