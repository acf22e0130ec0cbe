import type { Newsroom } from '../domain/newsroom.ts'
import type {
  AppliedDefinitions,
  EntryWrite,
  NewsroomStore,
  OwnEntryStore,
  PollStore,
} from '../domain/store.ts'
import { ownEntries } from '../ingest/own-entries.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { PlacedWrites } from './place-stories.ts'
import { recognise, type RecogniseDeps } from './recognise.ts'

export interface ApplyDeps extends RecogniseDeps {
  newsroom: Pick<NewsroomStore, 'apply'> & OwnEntryStore
  polls: PollStore
  /** Finds which of these tell what others tell. */
  place: (writes: readonly EntryWrite[]) => Promise<PlacedWrites | undefined>
  /** Places anew what was withdrawn, or is official from now on. */
  settle: () => Promise<void>
  /** Has what is stored filed anew in the background, where a rule has changed. */
  startRefiling: () => Promise<void>
  now: () => Date
}

/** What an applied newsroom changed, as the operator is told. */
export interface Applied extends AppliedDefinitions {
  entries: { added: number; changed: number; unchanged: number; withdrawn: number }
}

/** Makes topics, sources and own entries match; applying the same again changes nothing. */
export async function applyNewsroom(newsroom: Newsroom, deps: ApplyDeps): Promise<Applied> {
  const now = wholeSeconds(deps.now())
  const definitions = await deps.newsroom.apply(newsroom, now)
  const own = ownEntries(newsroom.entries, newsroom.newsroom)
  const { writes, added, changed, unchanged } = await recognise(own, null, now, deps)
  const placed = await deps.place(writes)
  await deps.polls.record(writes, null, now, placed?.placing)
  const withdrawn = await deps.newsroom.withdrawOthers(
    own.map(({ key }) => key),
    'it is no longer among the own entries',
    now,
  )
  await deps.settle()
  await deps.startRefiling()
  return {
    ...definitions,
    entries: { added, changed, unchanged, withdrawn: withdrawn.length },
  }
}
