import type { Guesses, Limiter } from '../domain/limiter.ts'

/**
 * A limit that the platform counts, where this newsroom has it: `[[ratelimits]]` in wrangler.toml. A
 * laptop protects nobody from itself, and what cannot be counted stops nobody.
 */
export function rateLimiter(binding: RateLimit | undefined): Limiter {
  if (!binding) return async () => true
  return async (who) => {
    try {
      return (await binding.limit({ key: who })).success
    } catch {
      return true
    }
  }
}

/** Until when somebody is blocked, in milliseconds. */
export type Blocked = Map<string, number>

/** More than guess at once; who has more addresses than that is begun anew with. */
const MAX_BLOCKED = 1000

/**
 * The platform counts and does not tell without counting, so who is over is remembered: else the
 * right token would be found however slowly wrong ones are answered.
 */
export function guesses(
  limiter: Limiter,
  blocked: Blocked,
  { seconds, now }: { seconds: number; now: () => Date },
): Guesses {
  return {
    isBlocked: (who) => (blocked.get(who) ?? 0) > now().getTime(),
    async failed(who) {
      if (await limiter(who)) return false
      if (blocked.size >= MAX_BLOCKED) blocked.clear()
      blocked.set(who, now().getTime() + seconds * 1000)
      return true
    },
  }
}
