import * as v from 'valibot'

/** Work in the background that is done in many messages, one after the other. */
const RUN = v.picklist([
  /** Files stored entries by rules that have changed. */
  'refile',
  /** Cleans again what an older sanitiser has cleaned. */
  'reclean',
  /** Places entries that an older ladder has placed. */
  'place',
  /** Shows own entries whose time has come. */
  'release',
  /** Removes what is kept no longer. */
  'retain',
])
export type Run = v.InferOutput<typeof RUN>

/** A queue message: one piece of work that can be done again without harm. */
export const Job = v.variant('kind', [
  v.object({ kind: v.literal('poll'), slug: v.string() }),
  /** A step of a run; the one after that moment is the cron's. */
  v.object({ kind: RUN, until: v.string() }),
  /** Tries to deliver an alert; what fails is queued again by the cron. */
  v.object({ kind: v.literal('alert'), id: v.string() }),
])
export type Job = v.InferOutput<typeof Job>

/** A job on its way into the queue. */
export interface Message {
  body: Job
  delaySeconds?: number
}
