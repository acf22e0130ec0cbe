import * as v from 'valibot'

/** What a resolver says of a name, as far as it matters to someone who wants to go there. */
export interface DnsAnswer {
  /** RFC 1035 §4.1.1, RCODE 3: there is no such name. */
  isNoName: boolean
  addresses: string[]
  /** For how long this is so. */
  ttlSeconds: number
}

const A = 1
const AAAA = 28

/** The JSON of DNS over HTTPS, as Cloudflare and Google write it. */
const DnsJson = v.object({
  Status: v.number(),
  Answer: v.optional(
    v.array(v.object({ type: v.number(), TTL: v.optional(v.number(), 0), data: v.string() })),
    [],
  ),
})

/** Undefined when it is no answer: another status than "no error" and "no such name", or no such JSON. */
export function dnsAnswer(json: unknown): DnsAnswer | undefined {
  const parsed = v.safeParse(DnsJson, json)
  if (!parsed.success) return undefined
  const { Status: status, Answer: records } = parsed.output
  if (status !== 0 && status !== 3) return undefined
  return {
    isNoName: status === 3,
    addresses: records.filter(({ type }) => type === A || type === AAAA).map(({ data }) => data),
    ttlSeconds: Math.min(...records.map(({ TTL }) => TTL), 3600),
  }
}
