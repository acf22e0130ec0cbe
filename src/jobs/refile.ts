import { classify } from '../classify/classify.ts'
import type { Classifier } from '../classify/rules.ts'
import type { ServedEntry } from '../domain/feed.ts'
import type { Filing, FilingStore } from '../domain/store.ts'
import { searchableText } from '../ingest/searchable.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface RefileDeps {
  entries: FilingStore
  classifier: () => Promise<Classifier>
  entriesPerBatch: number
  now: () => Date
}

const isSame = (before: ServedEntry, after: Filing) =>
  JSON.stringify(before.topics) === JSON.stringify(after.topics)

/**
 * Files one batch of stored entries by the topics as they are now.
 *
 * @param after the key of the last entry that is done; empty to begin.
 * @returns the key to go on after; undefined when all are done.
 */
export async function refile(after: string, deps: RefileDeps): Promise<string | undefined> {
  const { entries: store, entriesPerBatch } = deps
  const entries = await store.after(after, entriesPerBatch)
  const rules = await deps.classifier()
  const changed = entries.flatMap((entry) => {
    const topics = classify(rules, searchableText(entry))
    const filing: Filing = { key: entry.key, sortAt: entry.sortAt, topics }
    return isSame(entry, filing) ? [] : [{ entry, filing }]
  })
  const streams = new Set(
    changed.flatMap(({ entry, filing }) =>
      [...entry.topics, ...filing.topics].map(({ slug }) => slug),
    ),
  )
  await store.refile(
    changed.map(({ filing }) => filing),
    [...streams, 'all'],
    wholeSeconds(deps.now()),
  )
  return entries.length < entriesPerBatch ? undefined : entries.at(-1)?.key
}
