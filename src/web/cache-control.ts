/**
 * How long a response says it stays fresh, in seconds: `max-age`, else `Expires` less `Date`.
 * RFC 9111 §4.2.1. Nonsense is ignored; a moment that is past is 0.
 */
export function freshnessSeconds(headers: Headers): number | undefined {
  const maxAge = /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(headers.get('cache-control') ?? '')?.[1]
  if (maxAge !== undefined) return Number(maxAge)
  const expires = Date.parse(headers.get('expires') ?? '')
  const date = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(expires) || Number.isNaN(date)) return undefined
  return Math.max(0, Math.round((expires - date) / 1000))
}
