import { isPublicAddress, literalAddress } from './public-address.ts'

/**
 * Which hosts may be asked, as far as their name or literal address tells. What a name resolves to
 * is for whoever can look it up. The URL parser has already turned octal, decimal and hexadecimal
 * spellings of IPv4 into dotted ones (URL Standard §3.5).
 */

/** Names that never leave a machine or a site: RFC 6761, RFC 6762, RFC 8375, ICANN's .internal. */
const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa|test|invalid|onion)$/

const DEFAULT_PORTS = new Set(['', '80', '443'])

/** Whether PRIVATE_HOSTS names it, as `host` or as `host:port`. */
export function isNamedPrivate(url: URL, privateHosts: readonly string[]): boolean {
  return privateHosts.includes(url.hostname) || privateHosts.includes(url.host)
}

/** Why a host is not asked, in the same words wherever it was found out. */
export function privateRefusal(host: string): string {
  return `${host} is a private address; name it in PRIVATE_HOSTS to allow it`
}

/**
 * Why a URL may not be fetched, in words; undefined when it may.
 *
 * @param privateHosts `host` or `host:port`, allowed although private or on another port.
 * @param ownOrigin the newsroom's own: what it serves must not come back to it as news.
 */
export function refusalToFetch(
  url: URL,
  privateHosts: readonly string[],
  ownOrigin?: string,
): string | undefined {
  if (url.origin === ownOrigin) return 'it is this newsroom itself'
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `only http and https can be fetched, not ${url.protocol.slice(0, -1)}`
  if (isNamedPrivate(url, privateHosts)) return undefined
  if (!DEFAULT_PORTS.has(url.port)) return `port ${url.port} is not 80 or 443`
  const host = url.hostname.replace(/\.$/, '')
  const literal = literalAddress(host)
  const isPublic =
    literal === undefined
      ? !PRIVATE_NAMES.test(host) && host.includes('.')
      : isPublicAddress(literal)
  return isPublic ? undefined : privateRefusal(host)
}
