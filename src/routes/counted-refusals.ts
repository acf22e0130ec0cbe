import type { MiddlewareHandler } from 'hono'
import type { CounterStore } from '../domain/audit.ts'

export interface CountedRefusalsDeps {
  counters: CounterStore
  /** Refusals that this isolate has not written down yet, and when it last did. */
  refused: { count: number; writtenAt: number }
  secondsBetweenWrites: number
  now: () => Date
}

export const noRefusals = (): CountedRefusalsDeps['refused'] => ({ count: 0, writtenAt: 0 })

const REFUSED = 'requests_refused'

/**
 * Counts who came without the right token. Together and now and then, for a row for each of them
 * would let a stranger write into our database as often as he likes.
 */
export function countedRefusals(deps: CountedRefusalsDeps): MiddlewareHandler {
  const { counters, refused, secondsBetweenWrites, now } = deps
  return async (c, next) => {
    await next()
    if (c.res.status !== 401 && c.res.status !== 403) return
    refused.count++
    if (now().getTime() - refused.writtenAt < secondsBetweenWrites * 1000) return
    const { count } = refused
    refused.count = 0
    refused.writtenAt = now().getTime()
    await counters.add(REFUSED, count).catch(() => {
      refused.count += count
    })
  }
}
