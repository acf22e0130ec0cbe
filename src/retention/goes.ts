import type { AgingEntry, Cutoffs } from '../domain/retention-store.ts'

/** The moment before which one like this goes; null when it is kept for ever. */
function cutoffOf({ source, topics }: AgingEntry, cutoffs: Cutoffs): string | null {
  if (source === null) return null
  const own = cutoffs.sources[source]
  if (own !== undefined) return own
  if (topics.length === 0) return cutoffs.all
  const theirs = topics.map((slug) => cutoffs.topics[slug] ?? null)
  return theirs.reduce((least, moment) =>
    least === null || moment === null ? null : moment < least ? moment : least,
  )
}

/**
 * Whether an entry goes: when its source says so; its source saying nothing, when every topic it is
 * in does; being in none, when the newsroom does. The operator's own never go.
 */
export function goes(entry: AgingEntry, cutoffs: Cutoffs): boolean {
  const cutoff = cutoffOf(entry, cutoffs)
  return cutoff !== null && entry.sortAt < cutoff
}
