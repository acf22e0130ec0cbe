import type { Placing, StoredMember, Surroundings, Told } from '../domain/story-store.ts'
import type { Member, Place } from '../domain/story.ts'
import { LADDER_VERSION, placesOf } from './place.ts'
import { servedIdOf } from './served-id.ts'

/** A told entry among those that were there before. */
export interface ToldMember extends Told {
  isWithdrawn: boolean
  /** It says something that is written only now. */
  isNews: boolean
}

/** As it was before; what is new was nowhere. */
type Before = Pick<StoredMember, 'neighbourhood' | 'lead' | 'servedId' | 'because'>

const isSame = (place: Place & { servedId: string | null }, before: Before | undefined) =>
  before !== undefined &&
  place.lead === before.lead &&
  place.servedId === before.servedId &&
  place.neighbourhood === before.neighbourhood &&
  JSON.stringify(place.because) === JSON.stringify(before.because)

/**
 * What is to be written when some entries are told, new or anew, among those around them.
 *
 * @param told they replace what is stored of them.
 */
export function placingOf(
  told: readonly ToldMember[],
  { members, decisions, official, tick }: Surroundings,
): Placing {
  const before = new Map(members.map((member) => [member.key, member]))
  const all = [...membersOf(told, before, official)]
  const places = placesOf(all, new Map(decisions.map((decision) => [decision.key, decision])))
  const isTold = new Set(told.map(({ key }) => key))
  const news = new Set(told.flatMap(({ key, isNews }) => (isNews ? key : [])))
  const clusters = Map.groupBy(all, ({ key }) => places.get(key)?.lead ?? key)
  const placed = [...clusters.values()].flatMap((cluster) => placedCluster(cluster, places, before))
  return {
    version: LADDER_VERSION,
    tick,
    told: [...told],
    places: placed.filter(
      (place) => isTold.has(place.key) || !isSame(place, before.get(place.key)),
    ),
    touched: [...touchedBy(placed, news, before)],
  }
}

/**
 * Entries of whose feeds something changes that no revision of theirs tells: they are shown or not
 * shown from now on, under another id, or beside others than before.
 */
function touchedBy(
  placed: Placing['places'],
  news: ReadonlySet<string>,
  before: ReadonlyMap<string, Before>,
): Set<string> {
  const touched = new Set<string>()
  for (const { key, lead, servedId } of placed) {
    const was = before.get(key) ?? { lead: null, servedId: null }
    // What is told beside its lead is a part of what is shown there.
    const isToldBeside = news.has(key) && lead !== null
    if (lead === was.lead && servedId === was.servedId && !isToldBeside) continue
    for (const one of [key, lead, was.lead]) if (one !== null) touched.add(one)
  }
  return touched
}

function* membersOf(
  told: readonly ToldMember[],
  before: ReadonlyMap<string, StoredMember>,
  official: readonly string[],
): Generator<Member> {
  const isTold = new Set(told.map(({ key }) => key))
  const ids = new Set([...before.values()].map(({ id }) => id))
  for (const entry of told) {
    const stored = before.get(entry.key)
    const isOfficial = entry.source === null || official.includes(entry.source)
    yield { ...entry, isOfficial, isRepeat: stored ? stored.isRepeat : ids.has(entry.id) }
  }
  for (const member of before.values()) if (!isTold.has(member.key)) yield member
}

function placedCluster(
  cluster: readonly Member[],
  places: ReadonlyMap<string, Place>,
  before: ReadonlyMap<string, StoredMember>,
): Placing['places'] {
  const lead = cluster.find(({ key }) => places.get(key)?.lead === null)
  const shown = cluster.map((member) => {
    const stored = before.get(member.key)
    const wasShown = stored?.lead === null && !stored.isWithdrawn
    return { ...member, servedId: stored?.servedId ?? null, wasShown }
  })
  const servedId = lead ? servedIdOf(lead, shown) : null
  return cluster.flatMap((member) => {
    const place = places.get(member.key)
    return place ? [{ ...place, servedId: member === lead ? servedId : null }] : []
  })
}
