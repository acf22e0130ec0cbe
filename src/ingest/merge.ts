import type { Entry, EntryContent } from '../domain/entry.ts'
import type { Identity } from './identity.ts'

/** An entry that a document brought, cleaned and identified. */
export interface IncomingEntry extends Identity {
  content: EntryContent
  fingerprint: string
  /** The entry we have, read more fully: its publisher has changed nothing. */
  isCompletion?: boolean | undefined
  /** Its operator has written it anew, if only what no fingerprint tells: its dates, its categories. */
  isCorrection?: boolean | undefined
  /** Its publisher has withdrawn it, and why, in words. */
  withdrawnBecause?: string | undefined
}

/** What we remember of an entry for telling whether it is new, changed or the same. */
export interface KnownEntry extends Pick<
  Entry,
  | 'key'
  | 'id'
  | 'source'
  | 'revision'
  | 'fingerprint'
  | 'sortAt'
  | 'firstSeenAt'
  | 'updated'
  | 'lead'
> {
  /** One that is back after it was withdrawn is shown again, as its next revision. */
  isWithdrawn?: boolean
}

/** What one document changes. The three counts add up to the entries it had. */
export interface Merged {
  /** New and changed entries, to be written. */
  entries: Entry[]
  added: number
  changed: number
  unchanged: number
}

/** An entry dated in the future counts from when it was first seen, or it would pin itself on top. */
const notAfter = (moment: string, now: string) => (moment > now ? now : moment)

const later = (a: string, b: string) => (a > b ? a : b)

/**
 * Tells new entries from changed and known ones. An id belongs to the source that brought it first:
 * the same id from another source is another entry here, and never overwrites that one. Which of
 * them tell the same is for `cluster/` to say.
 *
 * @param known by key, whatever of the incoming entries is stored already.
 * @param now RFC 3339; when these entries are seen.
 */
export function merge(
  incoming: readonly IncomingEntry[],
  source: string | null,
  known: ReadonlyMap<string, KnownEntry>,
  now: string,
): Merged {
  const merged: Merged = { entries: [], added: 0, changed: 0, unchanged: 0 }
  for (const entry of incoming) {
    const before = known.get(entry.key)
    if (before) {
      const isWithdrawn = entry.withdrawnBecause !== undefined
      const isAsBefore = (before.isWithdrawn ?? false) === isWithdrawn
      const isSame = before.fingerprint === entry.fingerprint && entry.isCorrection !== true
      if (isSame && isAsBefore) merged.unchanged++
      else {
        merged.changed++
        merged.entries.push(revised(entry, before, now))
      }
    } else {
      merged.added++
      merged.entries.push(firstSeen(entry, source, now))
    }
  }
  return merged
}

function firstSeen(
  { key, id, content, fingerprint }: IncomingEntry,
  source: string | null,
  now: string,
): Entry {
  // Undated, it is no younger than the document it stood in: an old feed never floods the top.
  const dated = content.published ?? content.updated ?? content.sourceUpdated ?? now
  return {
    ...content,
    key,
    id,
    source,
    fingerprint,
    lead: null,
    updated: content.updated ?? dated,
    sortAt: notAfter(dated, now),
    firstSeenAt: now,
    changedAt: now,
    revision: 1,
  }
}

/** `updated` is the publisher's when it moved with the change, else the moment we saw it. */
function revised(
  { content, fingerprint, isCompletion, isCorrection }: IncomingEntry,
  before: KnownEntry,
  now: string,
): Entry {
  const { key, id, source, firstSeenAt, lead } = before
  // A publisher that dates an entry anew moves it nowhere; the operator's own stands where they say.
  const isMoved = isCorrection === true && content.published !== undefined
  const sortAt = isMoved ? notAfter(content.published ?? now, now) : before.sortAt
  const isUntold =
    isCompletion === true ||
    (isCorrection === true && before.fingerprint === fingerprint && before.isWithdrawn !== true)
  const moved = content.updated !== undefined && content.updated > before.updated
  return {
    ...content,
    key,
    id,
    source,
    sortAt,
    firstSeenAt,
    lead,
    fingerprint,
    updated:
      moved && content.updated
        ? content.updated
        : isUntold
          ? before.updated
          : later(now, before.updated),
    changedAt: now,
    revision: before.revision + 1,
  }
}
