import { d1ListedEntries } from './adapters/d1-listed-entries.ts'
import { d1OwnEntries } from './adapters/d1-own-entries.ts'
import { d1StoredNewsroom } from './adapters/d1-stored-newsroom.ts'
import { d1Withdrawals } from './adapters/d1-withdrawals.ts'
import { OWN_ENTRIES_AT_ONCE } from './config.ts'
import type { Newsroom } from './domain/newsroom.ts'
import { newsroomDifference } from './domain/newsroom-difference.ts'
import type { NewOwnEntry } from './domain/own-entry.ts'
import type { StoredOwnEntry } from './domain/own-entry-store.ts'
import type { NewsroomStore } from './domain/store.ts'
import type { StoryStore } from './domain/story-store.ts'
import { ownEntryId } from './ingest/own-entries.ts'
import { applyNewsroom } from './jobs/apply-newsroom.ts'
import { releaseOwnEntries, releaseSome, type ReleaseDeps } from './jobs/release-own-entries.ts'
import { restoreEntry, withdrawEntry } from './jobs/withdraw-entry.ts'
import { correctOwnEntry, createOwnEntry } from './jobs/write-own-entry.ts'
import { wholeSeconds } from './web/moment.ts'

interface Given extends Omit<ReleaseDeps, 'own' | 'newsroom' | 'entriesAtOnce'> {
  newsroom: NewsroomStore
  stories: Pick<StoryStore, 'standing'>
  decide: (key: string, duplicateOf: string | null) => Promise<void>
  startRefiling: () => Promise<void>
}

/** What the operator writes, and the operator's word on what anybody wrote. */
export function connectOwnEntries(db: D1Database, given: Given) {
  const { newsroom, stories, decide, now } = given
  const own = d1OwnEntries(db)
  const listed = d1ListedEntries(db)
  const releasing = { ...given, own, entriesAtOnce: OWN_ENTRIES_AT_ONCE }
  const release = () => releaseOwnEntries(releasing)
  const writing = { own, release, now }
  const withdrawing = { ...given, withdrawals: d1Withdrawals(db) }
  return {
    applying: {
      apply: (wanted: Newsroom) => applyNewsroom(wanted, { ...given, release }),
      difference: async (wanted: Newsroom) =>
        newsroomDifference(wanted, await d1StoredNewsroom(db)),
    },
    ownEntries: {
      isAnyDue: () => own.isAnyDue(wholeSeconds(now())),
      releaseSome: async () => (await releaseSome(releasing)).length > 0,
    },
    entryDesk: {
      ...listed,
      bySlug: (slug: string) => own.bySlug(slug),
      forget: (slug: string) => own.forget(slug),
      standing: (key: string) => stories.standing(key),
      decide,
      current: () => newsroom.current(),
      withdraw: (key: string, because: string | null) => withdrawEntry(key, because, withdrawing),
      restore: (key: string) => restoreEntry(key, withdrawing),
      create: (entry: NewOwnEntry) => createOwnEntry(entry, writing),
      correct: (slug: string, patch: object, isKnown: boolean) =>
        correctOwnEntry(slug, patch, isKnown, writing),
      async idOf({ definition }: StoredOwnEntry) {
        const current = await newsroom.current()
        return current ? ownEntryId(definition, current.newsroom) : (definition.id ?? '')
      },
    },
  }
}
