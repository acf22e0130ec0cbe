import type { SourceState } from './source.ts'

/** When the cron came last. */
export interface Cycle {
  /** The first of those that came without a gap until then. RFC 3339. */
  unbrokenSince: string
  beganAt: string
  milliseconds: number
}

/** Whether work is being done: what the cron looks at every minute, and so reads nothing that grows. */
export interface Pulse {
  polls: {
    /** Whose time has come. */
    due: number
    /** Of these, those that a message in the queue is about. */
    queued: number
    /** When the one that waits longest should have been made. RFC 3339. */
    oldestDueAt: string | null
    oldestQueuedAt: string | null
    /** When a source was polled last. */
    lastAt: string | null
  }
  cycle: Cycle | null
  databaseBytes: number
}

/** How the newsroom does, in numbers. */
export interface Vitals extends Pulse {
  states: Record<SourceState, number>
  privateSources: number
}

/** How long a count holds until it is counted anew. */
export interface CountingPolicy {
  leastSeconds: number
  /** More for each that was counted, */
  secondsPerEntry: number
  /** but no longer than this. */
  mostSeconds: number
}

export interface VitalsStore {
  pulse(now: string): Promise<Pulse>
  vitals(now: string): Promise<Vitals>
  /** Writes down that the cron came, and counts what takes long to count when it is time to. */
  record(
    cycle: Omit<Cycle, 'unbrokenSince'>,
    gapSeconds: number,
    counting: CountingPolicy,
  ): Promise<void>
}

/** Whether the cron has stopped coming; not before it came for the first time. */
export function isLate(cycle: Cycle | null, now: Date, lateSeconds: number): boolean {
  if (cycle === null) return false
  return now.getTime() - Date.parse(cycle.beganAt) - cycle.milliseconds > lateSeconds * 1000
}
