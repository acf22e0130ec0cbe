import { failureLine, type Log } from '../domain/log.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import { heldAs, type OwnEntry } from '../domain/own-entry.ts'
import type { CarriedOut, DueOwnEntry, OwnEntryStore } from '../domain/own-entry-store.ts'
import type { EntryStore, EntryWrite, NewsroomStore, PollStore } from '../domain/store.ts'
import type { CleanEntry } from '../ingest/clean-document.ts'
import { cleanOwnEntry } from '../ingest/own-entries.ts'
import { canonicalJson } from '../web/canonical-json.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { PlacedWrites } from './place-stories.ts'
import { recognise, type RecogniseDeps } from './recognise.ts'

export interface ReleaseDeps extends RecogniseDeps {
  entries: RecogniseDeps['entries'] & Pick<EntryStore, 'contents'>
  own: Pick<OwnEntryStore, 'due' | 'withdraw' | 'done'>
  newsroom: Pick<NewsroomStore, 'current'>
  polls: PollStore
  /** Finds which of these tell what others tell. */
  place: (writes: readonly EntryWrite[]) => Promise<PlacedWrites | undefined>
  /** Places anew what was withdrawn, or was placed while others were. */
  settle: () => Promise<void>
  entriesAtOnce: number
  log: Log
  now: () => Date
}

/** What became of an own entry that was due. */
export interface Released {
  slug: string
  outcome: 'added' | 'changed' | 'unchanged' | 'withdrawn' | 'held'
}

const GONE = 'it is no longer among the own entries'

/** What is said of one that was shown and is not any more. */
const becauseHeld = ({ draft, published }: OwnEntry) =>
  draft === true ? 'it is a draft again' : `it is held back until ${published}`

/**
 * Carries out among the entries what is written in the definitions that are due: shows, corrects or
 * withdraws. What is left to do is known by the definitions alone, so a run may end anywhere and the
 * next goes on from there; to do it again changes nothing.
 */
export async function releaseOwnEntries(deps: ReleaseDeps): Promise<Released[]> {
  const all: Released[] = []
  for (;;) {
    const some = await releaseSome(deps)
    if (some.length === 0) return all
    all.push(...some)
  }
}

/** @returns nothing when nothing is due. */
export async function releaseSome(deps: ReleaseDeps): Promise<Released[]> {
  const now = wholeSeconds(deps.now())
  const due = await deps.own.due(now, deps.entriesAtOnce)
  const newsroom = due.length === 0 ? undefined : (await deps.newsroom.current())?.newsroom
  if (newsroom === undefined) return []

  const ready = due.flatMap(({ definition }) =>
    definition !== null && heldAs(definition, now) === null ? definition : [],
  )
  const shown = await show(ready, newsroom, now, deps)
  const unshown = due.flatMap(({ slug: key, definition }) => {
    if (definition === null) return { key, because: GONE }
    return heldAs(definition, now) === null ? [] : { key, because: becauseHeld(definition) }
  })
  const withdrawn = new Set(await deps.own.withdraw(unshown, now))
  if (withdrawn.size > 0) await deps.settle()
  await deps.own.done(
    due.map((entry) => carriedOut(entry, now)),
    now,
  )
  return due.map(({ slug }) => {
    const outcome = withdrawn.has(slug) ? 'withdrawn' : (shown.get(slug) ?? 'held')
    return { slug, outcome }
  })
}

function carriedOut({ slug, definition, version }: DueOwnEntry, now: string): CarriedOut {
  const held = definition && heldAs(definition, now)
  const dueAt = held === 'scheduled' ? (definition?.published ?? null) : null
  return { slug, version, isGone: definition === null, held, dueAt }
}

/** Writes entries whose time has come among the others; those that are there so already stay. */
async function show(
  definitions: readonly OwnEntry[],
  newsroom: NewsroomMetadata,
  now: string,
  deps: ReleaseDeps,
): Promise<Map<string, Released['outcome']>> {
  if (definitions.length === 0) return new Map()
  const clean = await asCorrections(
    definitions.flatMap((own) => cleaned(own, newsroom, deps.log)),
    deps,
  )
  const { writes } = await recognise(clean, null, now, deps)
  const placed = await deps.place(writes)
  if (!(await deps.polls.record(writes, null, now, placed?.placing))) await deps.settle()
  return new Map([
    ...definitions.map(({ slug }) => [slug, 'unchanged'] as const),
    ...writes.map(({ entry }) => [entry.key, entry.revision === 1 ? 'added' : 'changed'] as const),
  ])
}

function cleaned(own: OwnEntry, newsroom: NewsroomMetadata, log: Log): CleanEntry[] {
  try {
    return [cleanOwnEntry(own, newsroom)]
  } catch (error) {
    // A fault of ours, and expected of no entry; the others are not to wait for it for ever.
    log(failureLine('an own entry could not be cleaned', error, { slug: own.slug }))
    return []
  }
}

/** Those that say otherwise than what is stored, if only what no fingerprint tells, correct it. */
async function asCorrections(
  entries: readonly CleanEntry[],
  { entries: stored, recleanAmong }: ReleaseDeps,
): Promise<CleanEntry[]> {
  const keys = entries.map(({ key }) => key)
  await recleanAmong(keys)
  const contents = await stored.contents(keys)
  return entries.map((entry) => {
    const before = contents.get(entry.key)
    const isCorrection =
      before !== undefined && canonicalJson(before) !== canonicalJson(entry.content)
    return { ...entry, isCorrection }
  })
}
