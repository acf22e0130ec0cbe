/** Sets that only grow together: each member is in one of them, at first alone. */
export function unions<T>(members: Iterable<T>) {
  const of = new Map<T, T[]>()
  for (const member of members) of.set(member, [member])
  const setOf = (member: T): readonly T[] => of.get(member) ?? [member]
  return {
    setOf,
    areOne: (a: T, b: T) => setOf(a) === setOf(b),
    unite(a: T, b: T) {
      const [one, other] = [of.get(a), of.get(b)]
      if (!one || !other || one === other) return
      const [large, small] = one.length < other.length ? [other, one] : [one, other]
      large.push(...small)
      for (const member of small) of.set(member, large)
    },
    sets: (): readonly T[][] => [...new Set(of.values())],
  }
}
