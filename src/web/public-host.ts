/**
 * Which addresses may be fetched. A Worker cannot see what a name resolves to, so names are taken
 * on trust here, and literal addresses are judged. The URL parser has already turned octal,
 * decimal and hexadecimal spellings of IPv4 into dotted ones (URL Standard §3.5).
 */

/** IPv4 blocks that are not public: IANA's special-purpose registry, as [first address, prefix length]. */
const PRIVATE_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Names that never leave a machine or a site: RFC 6761, RFC 6762, RFC 8375, ICANN's .internal. */
const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa|test|invalid|onion)$/

const DEFAULT_PORTS = new Set(['', '80', '443'])

const ipv4Number = (dotted: string) =>
  dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

const isIpv4 = (host: string) => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)

function isPrivateIpv4(dotted: string): boolean {
  const address = ipv4Number(dotted)
  return PRIVATE_IPV4.some(([first, length]) => {
    const size = 2 ** (32 - length)
    return Math.floor(address / size) === Math.floor(ipv4Number(first) / size)
  })
}

/** The eight groups of an address the URL parser has already compressed (`::1`, `2001:db8::7f00:1`). */
function ipv6Groups(text: string): number[] {
  const [head = '', tail] = text.split('::')
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return groups(head)
  const [left, right] = [groups(head), groups(tail)]
  const gap = Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array.from({ length: gap }, () => 0), ...right]
}

/** Only global unicast (2000::/3) is public, and of that not the blocks that wrap or document addresses. */
function isPrivateIpv6(text: string): boolean {
  const groups = ipv6Groups(text)
  const [first = 0, second = 0] = groups
  if ((first & 0xe000) !== 0x2000) return true
  const teredo = first === 0x2001 && second === 0
  const documentation = (first === 0x2001 && second === 0x0db8) || first === 0x3fff
  const sixToFour = first === 0x2002
  return teredo || documentation || sixToFour
}

/**
 * Why a URL may not be fetched, in words; undefined when it may.
 *
 * @param privateHosts `host` or `host:port`, allowed although private or on another port.
 */
export function refusalToFetch(url: URL, privateHosts: readonly string[]): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `only http and https can be fetched, not ${url.protocol.slice(0, -1)}`
  if (privateHosts.includes(url.hostname) || privateHosts.includes(url.host)) return undefined
  if (!DEFAULT_PORTS.has(url.port)) return `port ${url.port} is not 80 or 443`
  const host = url.hostname.replace(/\.$/, '')
  const isPrivate = host.startsWith('[')
    ? isPrivateIpv6(host.slice(1, -1))
    : isIpv4(host)
      ? isPrivateIpv4(host)
      : PRIVATE_NAMES.test(host) || !host.includes('.')
  return isPrivate
    ? `${host} is a private address; name it in PRIVATE_HOSTS to allow it`
    : undefined
}
