import { classify } from '../classify/classify.ts'
import type { Classifier } from '../classify/rules.ts'
import { entryWords } from '../classify/search-words.ts'
import type { EntryStore, EntryWrite, StoredAcquaintance, StoredIdentity } from '../domain/store.ts'
import type { CleanEntry } from '../ingest/clean-document.ts'
import { merge, type Merged } from '../ingest/merge.ts'
import { sameAgain } from '../ingest/same-again.ts'
import { SANITIZER_VERSION } from '../ingest/sanitize.ts'
import { ruledText } from '../ingest/searchable.ts'
import { storySignature } from './story-signature.ts'

/** Beyond as many as a document holds: entries that left it since may stand between. */
const OLDER_ENTRIES = 200

export interface RecogniseDeps {
  entries: Pick<EntryStore, 'known' | 'newestOf' | 'writtenAs' | 'forgotten'>
  classifier: () => Promise<Classifier>
  /** Cleans these again if an older sanitiser cleaned them, so that equal entries are equal. */
  recleanAmong: (keys: readonly string[]) => Promise<void>
}

export interface Recognised extends Omit<Merged, 'entries'> {
  writes: EntryWrite[]
}

/**
 * Tells which of these entries are new or changed, and files those under their topics.
 *
 * @param source the slug of the source that brought them; null for the operator's own.
 * @param now RFC 3339.
 * @param unchanged keys of those that came with them and need no looking at.
 */
export async function recognise(
  incoming: readonly CleanEntry[],
  source: string | null,
  now: string,
  deps: RecogniseDeps,
  unchanged: ReadonlySet<string> = new Set(),
): Promise<Recognised> {
  // The usual poll: there is nothing to ask the database about.
  if (incoming.length === 0) return { writes: [], added: 0, changed: 0, unchanged: unchanged.size }
  const { again, before } = await remembered({ incoming, source, unchanged }, deps)
  const { entries: merged, ...counts } = merge(incoming, source, before, now)
  const rules = await deps.classifier()
  const broughtBy = new Map(
    incoming.map((entry) => [again.get(entry.key)?.key ?? entry.key, entry]),
  )
  const writes = merged.flatMap((entry): EntryWrite[] => {
    const brought = broughtBy.get(entry.key)
    if (!brought) return []
    const { written, digest, withdrawnBecause } = brought
    const text = ruledText(entry, source)
    const topics = classify(rules, text)
    const words = entryWords(text)
    const sanitizerVersion = SANITIZER_VERSION
    const isWithheld = before.get(entry.key)?.isWithheld ?? false
    const signature = storySignature(text)
    return [
      {
        entry,
        written,
        digest,
        withdrawnBecause,
        isWithheld,
        sanitizerVersion,
        topics,
        words,
        signature,
      },
    ]
  })
  return { writes, ...counts, unchanged: counts.unchanged + unchanged.size }
}

interface BroughtEntries {
  incoming: readonly CleanEntry[]
  source: string | null
  unchanged: ReadonlySet<string>
}

/** What is stored of these entries, as the sanitiser of today has it. */
async function remembered(brought: BroughtEntries, deps: RecogniseDeps) {
  const first = await lookedUp(brought, deps)
  const stale = [...first.before.values()].filter(
    ({ sanitizerVersion }) => sanitizerVersion !== null && sanitizerVersion < SANITIZER_VERSION,
  )
  if (stale.length === 0) return first
  await deps.recleanAmong(stale.map(({ key }) => key))
  return lookedUp(brought, deps)
}

async function lookedUp(brought: BroughtEntries, { entries }: RecogniseDeps) {
  const { incoming } = brought
  const known = await entries.known(
    incoming.map(({ key }) => key),
    incoming.map(({ id }) => id),
  )
  const again = await acquainted(brought, known, entries)
  const before = new Map<string, StoredIdentity>([...known.byKey, ...again])
  return { known, again, before }
}

/** Entries that this source brought before under other ids; looked for only when something is new. */
async function acquainted(
  { incoming, source, unchanged }: BroughtEntries,
  { byKey, owners }: Awaited<ReturnType<EntryStore['known']>>,
  entries: Pick<EntryStore, 'newestOf'>,
): Promise<Map<string, StoredAcquaintance>> {
  const strangers = incoming.filter(({ key, id }) => !byKey.has(key) && !owners.has(id))
  if (source === null || strangers.length === 0) return new Map()
  const asked = new Set(strangers.map(({ key }) => key))
  const here = new Set([...unchanged, ...incoming.map(({ key }) => key)])
  const stored = await entries.newestOf(source, here.size + OLDER_ENTRIES)
  const storedUnder = new Map(stored.map((entry) => [entry.key, entry]))
  return new Map(
    [...sameAgain(incoming, stored, here)].flatMap(([key, same]) => {
      const entry = storedUnder.get(same.key)
      return entry && asked.has(key) ? [[key, entry] as const] : []
    }),
  )
}
