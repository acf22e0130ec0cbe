/** How many seconds a Retry-After asks us to wait: RFC 9110 §10.2.3, delay-seconds or HTTP-date. */
export function parseRetryAfter(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text)
  // Without a letter it is no HTTP-date, whatever a lenient date parser makes of it.
  if (!/[a-z]/i.test(text)) return undefined
  const moment = Date.parse(text)
  if (Number.isNaN(moment)) return undefined
  return Math.max(0, Math.round((moment - now.getTime()) / 1000))
}
