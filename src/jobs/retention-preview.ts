import type {
  AgePosition,
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
    sources: await told(
      'source',
      counted(entries, cutoffs, ({ source }) => (source === null ? [] : [source])),
      retention,
    ),
    topics: await told(
      'topic',
      counted(entries, cutoffs, ({ topics }) => topics),
      retention,
    ),
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

/** What goes of a place, and after which entry nothing more does, unless one of them stays. */
interface Counted extends Going {
  last: AgePosition
}

const later = (a: AgePosition, b: AgePosition) =>
  a.sortAt > b.sortAt || (a.sortAt === b.sortAt && a.key > b.key) ? a : b

function counted(
  entries: readonly AgingEntry[],
  cutoffs: Cutoffs,
  placesOf: (entry: AgingEntry) => string[],
): Map<string, Counted> {
  const counts = new Map<string, Counted>()
  for (const { sortAt, key, ...entry } of entries)
    for (const place of placesOf({ sortAt, key, ...entry })) {
      const before = counts.get(place) ?? { going: 0, oldestKept: null, last: { sortAt, key } }
      const isGoing = goes({ sortAt, key, ...entry }, cutoffs)
      const isOldest = !isGoing && (before.oldestKept === null || sortAt < before.oldestKept)
      counts.set(place, {
        going: before.going + Number(isGoing),
        oldestKept: isOldest ? sortAt : before.oldestKept,
        last: later(before.last, { sortAt, key }),
      })
    }
  return counts
}

/** Where all that was old enough to be looked at goes, the oldest that stays comes after it. */
async function told(
  kind: 'source' | 'topic',
  counts: ReadonlyMap<string, Counted>,
  retention: RetentionStore,
): Promise<Record<string, Going>> {
  const places = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  const open = places.flatMap(([slug, { oldestKept, last }]) =>
    oldestKept === null ? [{ slug, ...last }] : [],
  )
  const oldest = await retention.oldestAfter(kind, open)
  return Object.fromEntries(
    places.map(([slug, { going, oldestKept }]) => [
      slug,
      { going, oldestKept: oldestKept ?? oldest.get(slug) ?? null },
    ]),
  )
}
