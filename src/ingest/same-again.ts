import type { IncomingEntry, KnownEntry } from './merge.ts'

/** A stored entry, with what is left to know it by when its id has changed. */
export interface Acquaintance extends KnownEntry {
  url: string | undefined
  title: string
  published: string | undefined
}

/** Below this, "everything is new" happens to honest feeds: a weekly list of two links. */
const FLOOD_ENTRIES = 3

/** What survives a move: neither scheme nor `www.` nor a slash at the end makes another page. */
const addressOf = (url: string | undefined) =>
  url
    ?.toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/+$/, '')

/** Whether both are there and agree. */
const agree = (a: string | undefined, b: string | undefined) =>
  a !== undefined && a !== '' && a === b

/**
 * Whether these are one entry. Of address, title and date two must agree and the date must not
 * speak against it; when every id of the document is new at once, a site that moved may have dated
 * everything anew, and address and title are enough.
 */
function isSame({ content }: IncomingEntry, stored: Acquaintance, isFlood: boolean): boolean {
  const address = agree(addressOf(content.url), addressOf(stored.url))
  const title = agree(content.title, stored.title)
  const date = agree(content.published, stored.published)
  const isDated = content.published !== undefined && stored.published !== undefined
  if (isDated && !date) return isFlood && address && title
  return [address, title, date].filter(Boolean).length >= 2
}

/**
 * Entries that come under an id nobody knows and are known all the same: a site that changes its
 * system often gives everything a new guid, and every reader of it shows everything again. Here the
 * stored entry stays, under the id it always had.
 *
 * @param incoming what one document of the source brought that may be new.
 * @param stored the newest of what the same source brought before.
 * @param here the keys of all that the document brought.
 * @returns by the key that each would have as a new entry.
 */
export function sameAgain(
  incoming: readonly IncomingEntry[],
  stored: readonly Acquaintance[],
  here: ReadonlySet<string>,
): Map<string, Acquaintance> {
  const known = new Set(stored.map(({ key }) => key))
  const strangers = incoming.filter(({ key }) => !known.has(key))
  // One that still comes under its own id is not the one that comes under another.
  const missing = stored.filter(({ key }) => !here.has(key))
  const isFlood = here.size >= FLOOD_ENTRIES && strangers.length === here.size
  const found = new Map<string, Acquaintance>()
  for (const { stranger, same } of matches(strangers, missing, isFlood)) found.set(stranger, same)
  return found
}

/** Pairs that leave no doubt: each is the only match of the other. */
function matches(strangers: IncomingEntry[], missing: Acquaintance[], isFlood: boolean) {
  const candidates = candidatesOf(missing)
  const pairs = strangers.flatMap((entry) => {
    const same = candidates(entry).filter((stored) => isSame(entry, stored, isFlood))
    const [only] = same
    return only && same.length === 1 ? [{ stranger: entry.key, same: only }] : []
  })
  const times = new Map<string, number>()
  for (const { same } of pairs) times.set(same.key, (times.get(same.key) ?? 0) + 1)
  return pairs.filter(({ same }) => times.get(same.key) === 1)
}

/** Two of three cannot agree without address or title agreeing, so only those are looked up. */
function candidatesOf(stored: readonly Acquaintance[]) {
  const by = new Map<string, Acquaintance[]>()
  const add = (name: string | undefined, entry: Acquaintance) => {
    if (name) by.set(name, [...(by.get(name) ?? []), entry])
  }
  for (const entry of stored) {
    add(addressOf(entry.url), entry)
    add(`title ${entry.title}`, entry)
  }
  return ({ content }: IncomingEntry) => [
    ...new Set([
      ...(by.get(addressOf(content.url) ?? '') ?? []),
      ...(by.get(`title ${content.title}`) ?? []),
    ]),
  ]
}
