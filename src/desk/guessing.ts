import type { Guesses } from '../domain/desk-store.ts'

/** How long who guesses a token waits before the next one is looked at. */
export interface GuessingPolicy {
  /** Typing errors. */
  free: number
  /** After the first that is not free; doubled by each that follows. */
  firstWaitSeconds: number
  maxWaitSeconds: number
}

/** Seconds until another token is looked at; 0 when it is at once. */
export function secondsToWait(
  guesses: Guesses | undefined,
  policy: GuessingPolicy,
  now: Date,
): number {
  if (!guesses || guesses.wrong < policy.free) return 0
  const doubled = policy.firstWaitSeconds * 2 ** (guesses.wrong - policy.free)
  const until = Date.parse(guesses.lastAt) / 1000 + Math.min(doubled, policy.maxWaitSeconds)
  return Math.max(0, Math.ceil(until - now.getTime() / 1000))
}
