import { type Blocked, guesses, rateLimiter } from './adapters/rate-limit.ts'
import { LIMIT_SECONDS } from './config.ts'
import type { Env } from './connect.ts'
import type { Limits } from './domain/limiter.ts'

/** For all requests of an isolate. */
const blocked: Blocked = new Map()

/** How often the world may ask what costs something. */
export const connectLimits = (env: Env, now: () => Date): { limits: Limits } => ({
  limits: {
    api: rateLimiter(env.LIMIT_API),
    guesses: guesses(rateLimiter(env.LIMIT_GUESSES), blocked, { seconds: LIMIT_SECONDS, now }),
    search: rateLimiter(env.LIMIT_SEARCH),
    oembed: rateLimiter(env.LIMIT_OEMBED),
  },
})
