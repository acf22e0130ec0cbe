import type { Newsroom } from '../domain/newsroom.ts'
import { heldAs } from '../domain/own-entry.ts'
import type { AppliedDefinitions, NewsroomStore } from '../domain/store.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { Released } from './release-own-entries.ts'

export interface ApplyDeps {
  newsroom: Pick<NewsroomStore, 'apply'>
  /** Carries out what own entries say now. */
  release: () => Promise<Released[]>
  /** Places anew whose source is official from now on. */
  settle: () => Promise<void>
  /** Has what is stored filed anew in the background, where a rule has changed. */
  startRefiling: () => Promise<void>
  now: () => Date
}

/** What an applied newsroom changed, as the operator is told. */
export interface Applied extends AppliedDefinitions {
  entries: {
    added: number
    changed: number
    unchanged: number
    withdrawn: number
    /** Of those that `data/` lists, how many are not shown yet. */
    scheduled: number
    drafts: number
  }
}

/**
 * Makes topics, sources and own entries match; applying the same again changes nothing. All that is
 * said is written in one batch. What is cut off after that is gone on with by the cron, or by the
 * next to apply.
 */
export async function applyNewsroom(newsroom: Newsroom, deps: ApplyDeps): Promise<Applied> {
  const now = wholeSeconds(deps.now())
  const definitions = await deps.newsroom.apply(newsroom, now)
  const released = await deps.release()
  await deps.settle()
  await deps.startRefiling()
  return { ...definitions, entries: counted(newsroom.entries, released, now) }
}

function counted(entries: Newsroom['entries'], released: readonly Released[], now: string) {
  const listed = new Set(entries.map(({ slug }) => slug))
  const outcomes = Map.groupBy(released, ({ outcome }) => outcome)
  const ofData = (outcome: Released['outcome']) =>
    (outcomes.get(outcome) ?? []).filter(({ slug }) => listed.has(slug)).length
  const held = entries.map((entry) => heldAs(entry, now))
  const drafts = held.filter((state) => state === 'draft').length
  const scheduled = held.filter((state) => state === 'scheduled').length
  const added = ofData('added')
  const changed = ofData('changed')
  return {
    added,
    changed,
    unchanged: entries.length - added - changed - scheduled - drafts,
    withdrawn: (outcomes.get('withdrawn') ?? []).length,
    scheduled,
    drafts,
  }
}
