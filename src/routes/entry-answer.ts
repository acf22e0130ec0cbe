import type { ShownEntry } from '../contract/entries.ts'
import type { EntryDetails, EntryState } from '../domain/listed-entry.ts'
import type { OwnEntry } from '../domain/own-entry.ts'
import type { StoredOwnEntry } from '../domain/own-entry-store.ts'
import type { Standing } from '../domain/story-store.ts'

/** Where it stands among those that tell the same, and why. */
function story([entry, ...others]: [Standing, ...Standing[]]) {
  const { lead, because, ...rest } = entry
  return {
    ...rest,
    duplicateOf: lead,
    because: lead === null ? null : because,
    duplicates: others
      .filter((other) => other.lead === entry.key)
      .map(({ key, url, title, source, withdrawnAt, because: why }) => ({
        key,
        url,
        title,
        source,
        withdrawnAt,
        because: why,
      })),
  }
}

/** One of the operator's own that nobody has seen yet tells no story. */
const untold = ({ definition, changedAt }: StoredOwnEntry, id: string): Standing => ({
  key: definition.slug,
  id,
  title: definition.title,
  url: definition.url,
  source: null,
  published: definition.published,
  updated: definition.updated ?? changedAt,
  revision: 0,
  withdrawnAt: null,
  withdrawnBecause: null,
  lead: null,
  servedId: id,
  because: null,
  decision: null,
})

const NO_DETAILS = { topics: [], revisions: [] }

/** Who has withdrawn it; one that is only held back is nobody's to restore. */
const withdrawnBy = ({ state, isWithheld }: EntryDetails) =>
  state === 'withdrawn' ? (isWithheld ? 'operator' : 'source') : null

const ownAnswer = ({ managedBy, definition }: StoredOwnEntry) => ({
  managedBy,
  definition: definition satisfies OwnEntry,
})

/** An entry as its operator sees it: with what it duplicates, or is duplicated by, and why. */
export function shownEntry(
  standing: [Standing, ...Standing[]],
  details: EntryDetails,
  own: StoredOwnEntry | undefined,
): ShownEntry {
  const { state, topics, revisions } = details
  return {
    ...story(standing),
    state,
    withdrawnBy: withdrawnBy(details),
    own: own ? ownAnswer(own) : null,
    topics,
    revisions,
  }
}

/** @param id the one it will be shown under. */
export function unseenEntry(own: StoredOwnEntry, id: string): ShownEntry {
  const state: EntryState = own.held ?? 'scheduled'
  return {
    ...story([untold(own, id)]),
    state,
    withdrawnBy: null,
    own: ownAnswer(own),
    ...NO_DETAILS,
  }
}
