import type { Context, MiddlewareHandler } from 'hono'
import { LIMIT_SECONDS } from '../config.ts'
import type { FeedQuery } from '../domain/feed-query.ts'
import type { Limiter } from '../domain/limiter.ts'
import { clientAddress, isFromHere } from '../web/client-address.ts'
import { refusal } from './for-people.tsx'

/** Where a request came from; undefined for one of this machine's own. */
export const limitedAddress = ({ req }: Context): string | undefined =>
  isFromHere(req.raw.headers) ? undefined : clientAddress(req.raw.headers)

/** RFC 6585 §4. */
export async function tooMany(c: Context): Promise<Response> {
  c.header('retry-after', String(LIMIT_SECONDS))
  c.header('cache-control', 'no-store')
  return refusal(c, 429, 'Too many requests', 'You ask more often than this can be answered.')
}

/** Whether an address searches more often than the limiter says. A kept copy is served to anybody. */
export async function isSearchedTooOften(
  c: Context,
  { search }: Pick<FeedQuery, 'search'>,
  searches: Limiter,
): Promise<boolean> {
  const from = search.length > 0 ? limitedAddress(c) : undefined
  return from !== undefined && !(await searches(from))
}

/** Lets nobody ask more often than the limiter says. */
export function limited(limiter: Limiter): MiddlewareHandler {
  return async (c, next) => {
    const from = limitedAddress(c)
    if (from !== undefined && !(await limiter(from))) return tooMany(c)
    return next()
  }
}
