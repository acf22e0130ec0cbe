/**
 * How much longer a response says it stays fresh, in seconds: `max-age`, else `Expires` less
 * `Date`, less the `Age` it has already. RFC 9111 §4.2. Nonsense is ignored; a moment that is past
 * is 0.
 *
 * @param now stands for the `Date` of a response that has none (RFC 9110 §6.6.1).
 */
export function freshnessSeconds(headers: Headers, now: Date): number | undefined {
  const lifetime = lifetimeSeconds(headers, now)
  if (lifetime === undefined) return undefined
  const age = /^\d{1,10}$/.exec(headers.get('age')?.trim() ?? '')?.[0]
  return Math.max(0, lifetime - Number(age ?? 0))
}

/** RFC 9111 §4.2.1. `s-maxage` is for shared caches, which we are not. */
function lifetimeSeconds(headers: Headers, now: Date): number | undefined {
  const maxAge = /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(headers.get('cache-control') ?? '')?.[1]
  if (maxAge !== undefined) return Number(maxAge)
  const expires = Date.parse(headers.get('expires') ?? '')
  if (Number.isNaN(expires)) return undefined
  const date = Date.parse(headers.get('date') ?? '')
  return Math.round((expires - (Number.isNaN(date) ? now.getTime() : date)) / 1000)
}
