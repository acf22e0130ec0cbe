/** A value as JSON, its members in the order of their names: equal texts are equal values. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  ) ?? 'null'

/** The names of the members in which two objects differ; one that is undefined is absent. */
export function differingMembers(a: object, b: object): string[] {
  const members: [Record<string, unknown>, Record<string, unknown>] = [{ ...a }, { ...b }]
  const names = new Set(members.flatMap((object) => Object.keys(object)))
  const [before, after] = members
  return [...names]
    .filter((name) => canonicalJson(before[name]) !== canonicalJson(after[name]))
    .toSorted()
}
