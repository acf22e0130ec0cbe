import { classify } from '../classify/classify.ts'
import type { Classifier } from '../classify/compile.ts'
import type { EntryStore, EntryWrite } from '../domain/store.ts'
import type { CleanEntry } from '../ingest/clean-document.ts'
import { merge, type Merged } from '../ingest/merge.ts'
import { SANITIZER_VERSION } from '../ingest/sanitize.ts'
import { searchableText } from '../ingest/searchable.ts'

export interface RecogniseDeps {
  entries: Pick<EntryStore, 'known'>
  classifier: () => Promise<Classifier>
}

export interface Recognised extends Omit<Merged, 'entries'> {
  writes: EntryWrite[]
}

/**
 * Tells which of these entries are new or changed, and files those under their topics.
 *
 * @param source the slug of the source that brought them; null for the operator's own.
 * @param now RFC 3339.
 */
export async function recognise(
  incoming: readonly CleanEntry[],
  source: string | null,
  now: string,
  { entries, classifier }: RecogniseDeps,
): Promise<Recognised> {
  const known = await entries.known(
    incoming.map(({ key }) => key),
    incoming.map(({ id }) => id),
  )
  const { entries: merged, ...counts } = merge(incoming, source, known.byKey, known.owners, now)
  const rules = await classifier()
  const written = new Map(incoming.map((entry) => [entry.key, entry.written]))
  const writes = merged.flatMap((entry): EntryWrite[] => {
    const original = written.get(entry.key)
    if (!original) return []
    const topics = classify(rules, searchableText(entry))
    return [{ entry, written: original, sanitizerVersion: SANITIZER_VERSION, topics }]
  })
  return { writes, ...counts }
}
