import * as v from 'valibot'

/** A queue message: one piece of work that can be done again without harm. */
export const Job = v.variant('kind', [
  v.object({ kind: v.literal('poll'), slug: v.string() }),
  /** Files stored entries by rules that have changed; the message after that moment is the cron's. */
  v.object({ kind: v.literal('refile'), until: v.string() }),
  /** Cleans again what an older sanitiser has cleaned; the message after that moment is the cron's. */
  v.object({ kind: v.literal('reclean'), until: v.string() }),
  /** Places entries that an older ladder has placed; the message after that moment is the cron's. */
  v.object({ kind: v.literal('place'), until: v.string() }),
  /** Shows own entries whose time has come; the message after that moment is the cron's. */
  v.object({ kind: v.literal('release'), until: v.string() }),
  /** Removes what is kept no longer; the message after that moment is the cron's. */
  v.object({ kind: v.literal('retain'), until: v.string() }),
])
export type Job = v.InferOutput<typeof Job>

/** A job on its way into the queue. */
export interface Message {
  body: Job
  delaySeconds?: number
}
