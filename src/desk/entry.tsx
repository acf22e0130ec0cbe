import type { ShownEntry } from '../contract/entries.ts'
import type { EntryState } from '../domain/listed-entry.ts'
import type { OwnEntry } from '../domain/own-entry.ts'

/** An entry as `GET /api/entries/{key}` tells of it. */
export type ToldEntry = Omit<ShownEntry, 'own'> & {
  own: { managedBy: 'data' | 'api'; definition: OwnEntry } | null
}

const STATE_WORDS: Record<EntryState, string> = {
  shown: 'shown',
  duplicate: 'duplicate',
  draft: 'draft',
  scheduled: 'scheduled',
  withdrawn: 'withdrawn',
}

/** The states in the words of a list of them. */
export const STATE_CHOICES: readonly (readonly [EntryState, string])[] = [
  ['shown', 'shown'],
  ['duplicate', 'duplicates'],
  ['draft', 'drafts'],
  ['scheduled', 'scheduled'],
  ['withdrawn', 'withdrawn'],
]

export const entryName = ({ title }: { title: string }): string => title || 'Untitled'

export const entryPath = (key: string): string => `/admin/entries/${encodeURIComponent(key)}`

export const publicPath = (key: string): string => `/entries/${encodeURIComponent(key)}`

/** Who alone may rewrite it here. */
export const isOurs = ({ own }: Pick<ToldEntry, 'own'>): boolean => own?.managedBy === 'api'

/** Nobody but the operator knows of it: it can go without a trace. */
export const isUnseen = ({ revision }: Pick<ToldEntry, 'revision'>): boolean => revision === 0

export function EntryBadge({ state }: { state: EntryState }) {
  return <span class={`badge ${state}`}>{STATE_WORDS[state]}</span>
}

/** Where an entry came from, leading to it. */
export function FromWhere({
  source,
  name,
}: {
  source: string | null
  name?: string | null | undefined
}) {
  if (source === null) return <>Your own</>
  return (
    <a href={`/admin/sources/${source}`}>
      <bdi>{name ?? source}</bdi>
    </a>
  )
}
