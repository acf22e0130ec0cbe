import { d1OwnEntries } from './adapters/d1-own-entries.ts'
import { d1StoredNewsroom } from './adapters/d1-stored-newsroom.ts'
import { OWN_ENTRIES_AT_ONCE } from './config.ts'
import type { Newsroom } from './domain/newsroom.ts'
import { newsroomDifference } from './domain/newsroom-difference.ts'
import type { NewsroomStore } from './domain/store.ts'
import { applyNewsroom } from './jobs/apply-newsroom.ts'
import { releaseOwnEntries, releaseSome, type ReleaseDeps } from './jobs/release-own-entries.ts'
import { wholeSeconds } from './web/moment.ts'

interface Given extends Omit<ReleaseDeps, 'own' | 'newsroom' | 'entriesAtOnce'> {
  newsroom: NewsroomStore
  startRefiling: () => Promise<void>
}

/** The operator's own entries: from `data/`, from the API, and when their time has come. */
export function connectOwnEntries(db: D1Database, given: Given) {
  const own = d1OwnEntries(db)
  const deps = { ...given, own, entriesAtOnce: OWN_ENTRIES_AT_ONCE }
  const release = () => releaseOwnEntries(deps)
  return {
    applying: {
      apply: (wanted: Newsroom) => applyNewsroom(wanted, { ...given, release }),
      difference: async (wanted: Newsroom) =>
        newsroomDifference(wanted, await d1StoredNewsroom(db)),
    },
    ownEntries: {
      isAnyDue: () => own.isAnyDue(wholeSeconds(given.now())),
      releaseSome: async () => (await releaseSome(deps)).length > 0,
    },
  }
}
