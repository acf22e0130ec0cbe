import type { OutcomeKind, SourceState } from './source.ts'

/** What was counted since the newsroom was founded, and what stands out. */
export interface Tally {
  polls: Record<OutcomeKind, number>
  /** What polls brought. */
  brought: Record<'added' | 'changed' | 'duplicate', number>
  /** By name. */
  counters: ReadonlyMap<string, number>
  alertsWaiting: number
  /** Alarms that are raised, without those of single sources. */
  alarms: readonly string[]
  /** Sources that do not do well, private ones left out, with the polls in a row that failed. */
  ill: readonly { slug: string; state: SourceState; failures: number }[]
}

export interface TallyStore {
  tally(maxIll: number): Promise<Tally>
}
