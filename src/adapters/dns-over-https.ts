import { dnsAnswer } from '../web/dns-answer.ts'
import { isPublicAddress, literalAddress } from '../web/public-address.ts'
import type { Fetch } from './outbound.ts'

export type Resolution = 'public' | 'private' | 'no such name' | 'could not check'

/** What a host name stands for. */
export type Resolve = (hostname: string) => Promise<Resolution>

export interface ResolverPolicy {
  timeoutSeconds: number
  /** How long an answer is kept at least, so that one poll's hops ask once. */
  minTtlSeconds: number
  /** After this many look-ups in a row that nobody answered the resolver is left alone for a while. */
  failuresBeforeRest: number
  restSeconds: number
  /** Names that are kept at most. */
  maxNames: number
}

/** What an isolate has learned; it outlives the request that learned it. */
export interface ResolverMemory {
  names: Map<string, { resolution: Resolution; until: number }>
  /** Look-ups in a row that the resolver did not answer; it is not asked again until then. */
  failures: number
  restUntil: number
}

export const emptyMemory = (): ResolverMemory => ({ names: new Map(), failures: 0, restUntil: 0 })

/**
 * Asks a resolver over HTTPS (RFC 8484's JSON cousin) what a name stands for, since a Worker cannot
 * see the address that its `fetch` connects to.
 *
 * This is the second line, not the first: between this look-up and the one of `fetch` the name may
 * change. So a resolver that fails lets the request pass, and without a fault: a source is not to
 * be blamed, nor news to be held up, because somebody else's service is down or a laptop is behind
 * a firewall. That it failed is remembered, so that not every poll pays for the wait again; but one
 * failure alone is not enough, or a name whose own servers dawdle could switch the check off for
 * everybody.
 */
export function dnsOverHttps(
  fetch: Fetch,
  resolver: string,
  memory: ResolverMemory,
  policy: ResolverPolicy,
  now: () => Date,
): Resolve {
  async function ask(name: string, type: 'A' | 'AAAA') {
    const url = new URL(resolver)
    url.searchParams.set('name', name)
    url.searchParams.set('type', type)
    const response = await fetch(url.href, {
      headers: { accept: 'application/dns-json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(policy.timeoutSeconds * 1000),
    })
    if (!response.ok) throw new Error(`the resolver answered ${response.status}`)
    return dnsAnswer(await response.json())
  }

  async function lookUp(name: string): Promise<{ resolution: Resolution; ttlSeconds: number }> {
    const answers = (await Promise.all([ask(name, 'A'), ask(name, 'AAAA')])).filter(
      (answer) => answer !== undefined,
    )
    const ttlSeconds = Math.min(...answers.map((answer) => answer.ttlSeconds))
    const isPublic = ({ addresses }: (typeof answers)[number]) =>
      addresses.every((address) => {
        const literal = literalAddress(address)
        return literal !== undefined && isPublicAddress(literal)
      })
    if (!answers.every(isPublic)) return { resolution: 'private', ttlSeconds }
    // The resolver is well, and the name's own servers are not.
    if (answers.length < 2) return { resolution: 'could not check', ttlSeconds: 0 }
    const isNoName = answers.every((answer) => answer.isNoName)
    return { resolution: isNoName ? 'no such name' : 'public', ttlSeconds }
  }

  return async (hostname) => {
    const name = hostname.replace(/\.$/, '')
    if (literalAddress(name) !== undefined) return 'public' // judged by its spelling already
    const moment = now().getTime()
    const kept = memory.names.get(name)
    if (kept && moment < kept.until) return kept.resolution
    if (moment < memory.restUntil) return 'could not check'
    try {
      const { resolution, ttlSeconds } = await lookUp(name)
      memory.failures = 0
      if (memory.names.size >= policy.maxNames) memory.names.clear()
      const seconds = Math.max(ttlSeconds, policy.minTtlSeconds)
      memory.names.set(name, { resolution, until: moment + seconds * 1000 })
      return resolution
    } catch {
      memory.failures += 1
      if (memory.failures >= policy.failuresBeforeRest)
        memory.restUntil = moment + policy.restSeconds * 1000
      return 'could not check'
    }
  }
}
