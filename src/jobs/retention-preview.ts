import type {
  AgingEntry,
  Cutoffs,
  Going,
  RetentionPreview,
  RetentionStore,
} from '../domain/retention-store.ts'
import { goes } from '../retention/goes.ts'
import { scopesOf, type Scope } from '../retention/rules.ts'
import { cutoffsOf, pageOf } from './retain.ts'

export interface PreviewDeps {
  retention: RetentionStore
  limits: { atOnce: number; entries: number }
  now: () => Date
}

/** What would be removed by the rules as they are, without removing it. */
export async function retentionPreview({
  retention,
  limits,
  now,
}: PreviewDeps): Promise<RetentionPreview> {
  const { rules } = await retention.rules()
  const cutoffs = await cutoffsOf(rules, retention, now())
  const seen = new Map<string, AgingEntry>()
  let isWhole = true
  for (const scope of scopesOf(rules))
    isWhole = (await lookedThrough(scope, cutoffs, seen, retention, limits)) && isWhole
  const entries = [...seen.values()]
  const [run, last] = await Promise.all([retention.run(), retention.last()])
  return {
    isWhole,
    going: entries.filter((entry) => goes(entry, cutoffs)).length,
    sources: counted(entries, cutoffs, ({ source }) => (source === null ? [] : [source])),
    topics: counted(entries, cutoffs, ({ topics }) => topics),
    run: run && run.endedAt === null ? { begunAt: run.begunAt, removed: run.removed } : null,
    last: last ?? null,
  }
}

/** Looks at what is old enough in a scope, as far as there is time. */
async function lookedThrough(
  scope: Scope,
  cutoffs: Cutoffs,
  seen: Map<string, AgingEntry>,
  retention: RetentionStore,
  { atOnce, entries }: PreviewDeps['limits'],
): Promise<boolean> {
  let after = { sortAt: '', key: '' }
  while (seen.size < entries) {
    const page = pageOf(scope, { cutoffs, after }, atOnce)
    const found = page ? await retention.aging(page) : []
    for (const entry of found) seen.set(entry.key, entry)
    const last = found.at(-1)
    if (!last || found.length < atOnce) return true
    after = { sortAt: last.sortAt, key: last.key }
  }
  return false
}

function counted(
  entries: readonly AgingEntry[],
  cutoffs: Cutoffs,
  placesOf: (entry: AgingEntry) => string[],
): Record<string, Going> {
  const counts = new Map<string, Going>()
  for (const entry of entries)
    for (const place of placesOf(entry)) {
      const { going, oldestKept } = counts.get(place) ?? { going: 0, oldestKept: null }
      const isGoing = goes(entry, cutoffs)
      const isOldest = !isGoing && (oldestKept === null || entry.sortAt < oldestKept)
      counts.set(place, {
        going: going + Number(isGoing),
        oldestKept: isOldest ? entry.sortAt : oldestKept,
      })
    }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
