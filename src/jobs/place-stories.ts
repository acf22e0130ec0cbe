import { WINDOW_DAYS } from '../cluster/compare.ts'
import { isTimeless } from '../cluster/marks.ts'
import { LADDER_VERSION } from '../cluster/place.ts'
import { placingOf, type ToldMember } from '../cluster/placing.ts'
import { toldOf } from '../cluster/told.ts'
import type { EntryWrite } from '../domain/store.ts'
import type { Lookup, Placing, StoryStore, UnplacedEntry } from '../domain/story-store.ts'
import type { StoryDecision } from '../domain/story.ts'
import { searchableText } from '../ingest/searchable.ts'
import { wholeSeconds } from '../web/moment.ts'
import { storySignature } from './story-signature.ts'

export interface PlaceDeps {
  stories: StoryStore
  entriesPerBatch: number
  now: () => Date
}

/** What is about to be written, placed among what is stored. */
export interface PlacedWrites {
  placing: Placing
  /** Of the new entries, those that tell what was told before, or what another of them tells. */
  duplicates: number
}

const shifted = (moment: string, days: number) =>
  wholeSeconds(new Date(Date.parse(moment) + days * 24 * 3600 * 1000))

function lookupOf(told: readonly ToldMember[]): Lookup {
  return {
    keys: told.map(({ key }) => key),
    sources: [...new Set(told.flatMap(({ source }) => source ?? []))],
    marked: told.map(({ marks, sortAt: at }) => ({
      at,
      from: shifted(at, -WINDOW_DAYS),
      to: shifted(at, WINDOW_DAYS),
      marks: marks.filter((mark) => !isTimeless(mark)),
      timeless: marks.filter(isTimeless),
    })),
  }
}

/** Places what a poll or the operator brought, so that it can be written down together with it. */
export async function placeWrites(
  writes: readonly EntryWrite[],
  { stories }: Pick<PlaceDeps, 'stories'>,
): Promise<PlacedWrites | undefined> {
  if (writes.length === 0) return undefined
  const told = writes.map(({ entry, signature, withdrawnBecause, isWithheld }): ToldMember => ({
    ...toldOf(entry, signature),
    isWithdrawn: withdrawnBecause !== undefined || isWithheld,
    isNews: true,
  }))
  const surroundings = await stories.around(lookupOf(told))
  const placing = placingOf(told, surroundings)
  const isNew = new Set(writes.flatMap(({ entry }) => (entry.revision === 1 ? entry.key : [])))
  const stored = placing.places.filter(({ key }) => !isNew.has(key))
  /** A new entry that is shown from now on instead of one that told the same before. */
  const takesOver = (key: string) => stored.some(({ lead }) => lead === key)
  const repeats = placing.places.filter(
    ({ key, lead }) => isNew.has(key) && (lead !== null || takesOver(key)),
  )
  return { placing, duplicates: repeats.length }
}

const toldAnew = (entry: UnplacedEntry): ToldMember => ({
  ...toldOf({ ...entry, url: entry.content.url }, storySignature(searchableText(entry.content))),
  isWithdrawn: entry.isWithdrawn,
  isNews: false,
})

async function placeAnew(
  entries: readonly UnplacedEntry[],
  decision: (StoryDecision & { decidedAt: string }) | null,
  { stories, now }: PlaceDeps,
): Promise<boolean> {
  const told = entries.map(toldAnew)
  const around = await stories.around(lookupOf(told))
  const others = around.decisions.filter(({ key }) => key !== decision?.key)
  const decisions = decision ? [...others, decision] : around.decisions
  return stories.place(placingOf(told, { ...around, decisions }), decision, wholeSeconds(now()))
}

/**
 * Places anew some of the entries that an older ladder has placed, or that changed since they were.
 * Which are left is known by their versions alone, so a run may end anywhere and the next goes on.
 *
 * @returns whether there may be more.
 */
export async function placeUnplaced(deps: PlaceDeps): Promise<boolean> {
  const entries = await deps.stories.unplaced(LADDER_VERSION, deps.entriesPerBatch)
  if (entries.length === 0) return false
  await placeAnew(entries, null, deps)
  return true
}

/** Once is mostly enough; what others keep unsettled is left to the cron. */
const SETTLING_ROUNDS = 3

/** Places anew what is unplaced now, after something was written that nobody has placed. */
export async function settle(deps: PlaceDeps): Promise<void> {
  for (let round = 0; round < SETTLING_ROUNDS; round += 1) if (!(await placeUnplaced(deps))) return
}

/** Says for the operator whose duplicate an entry is, or that it is nobody's. */
export async function decideStory(
  key: string,
  duplicateOf: string | null,
  deps: PlaceDeps,
): Promise<void> {
  const { stories, now } = deps
  const entries = await stories.toPlace(duplicateOf === null ? [key] : [key, duplicateOf])
  const isApart = await leavesOthers(key, duplicateOf, stories)
  const decision = { key, duplicateOf, isApart, decidedAt: wholeSeconds(now()) }
  if (!(await placeAnew(entries, decision, deps))) await settle(deps)
}

/**
 * Whether the entry is taken out of what it was taken for. Who is joined to another story leaves the
 * one it was in, or it would pull that one along; within one story a join only says who leads. Who
 * was split once is tied by nothing but the operator's word from then on.
 */
async function leavesOthers(key: string, duplicateOf: string | null, stories: StoryStore) {
  if (duplicateOf === null) return true
  const [standing, ...others] = await stories.standing(key)
  if (standing?.decision?.isApart) return true
  return others.length > 0 && !others.some((other) => other.key === duplicateOf)
}
