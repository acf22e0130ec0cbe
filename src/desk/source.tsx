import type { Fault } from '../domain/fault.ts'
import type { Keep } from '../domain/keep.ts'
import type { SourceState } from '../domain/source.ts'
import { withoutCredentials } from '../web/credentials.ts'

/** A source as the API tells of it. */
export interface ToldSource {
  slug: string
  url: string
  title?: string
  homePageUrl?: string
  official?: boolean
  private?: boolean
  paused?: boolean
  language?: string
  credit?: string
  keep?: Keep
  managedBy: 'data' | 'api'
  movedFrom?: string
  health: {
    state: SourceState
    polledAt: string | null
    outcome: string | null
    status: number | null
    failures: number
    faults: Fault[]
    nextPollAt: string
    because: string
  }
}

export const STATES: readonly SourceState[] = ['failing', 'ended', 'new', 'paused', 'answering']

const STATE_WORDS: Record<SourceState, string> = {
  answering: 'answering',
  ended: 'ended',
  failing: 'failing',
  new: 'not polled yet',
  paused: 'paused',
}

export const stateInWords = (state: SourceState): string => STATE_WORDS[state]

export const nameOf = ({ title, slug }: Pick<ToldSource, 'title' | 'slug'>): string => title ?? slug

export const pathOf = ({ slug }: Pick<ToldSource, 'slug'>): string => `/admin/sources/${slug}`

/** An address as it may stand on a screen: without user and password. */
export const shownUrl = (url: string): string => withoutCredentials(url).url

export function StateBadge({ state }: { state: SourceState }) {
  return <span class={`badge ${state}`}>{stateInWords(state)}</span>
}

/** A few faults in words, of the source as a whole first. */
export function Faults({ faults, most = 3 }: { faults: readonly Fault[]; most?: number }) {
  const isOfAll = ({ where }: Fault) => where === 'source' || where === 'document'
  const sorted = [...faults.filter(isOfAll), ...faults.filter((fault) => !isOfAll(fault))]
  if (sorted.length === 0) return null
  return (
    <ul class="faults">
      {sorted.slice(0, most).map((fault) => (
        <li>
          {!isOfAll(fault) && <span class="quiet">{fault.where}: </span>}
          {fault.what}
        </li>
      ))}
      {sorted.length > most && <li class="quiet">and {sorted.length - most} more</li>}
    </ul>
  )
}
