/**
 * Which IP addresses are public: IANA's special-purpose registries for IPv4 and IPv6. An IPv6
 * address that only carries an IPv4 one is as public as what it carries, because a translator or
 * relay on the way would send the request there.
 */

/** IPv4 blocks that are not public, as [first address, prefix length]. */
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

const ipv4Number = (dotted: string) =>
  dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

const isIpv4 = (text: string) => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)

function isPublicIpv4(address: number): boolean {
  return !PRIVATE_IPV4.some(([first, length]) => {
    const size = 2 ** (32 - length)
    return Math.floor(address / size) === Math.floor(ipv4Number(first) / size)
  })
}

/** The eight groups of an address as the URL parser writes it (`::1`, `2001:db8::7f00:1`). */
function groupsOf(text: string): number[] {
  const [head = '', tail] = text.split('::')
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return groups(head)
  const [left, right] = [groups(head), groups(tail)]
  const gap = Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array.from({ length: gap }, () => 0), ...right]
}

/** The IPv4 addresses that an IPv6 one carries; none when it stands for itself. */
function carried(groups: readonly number[]): number[] {
  const at = (index: number) => (groups[index] ?? 0) * 0x10000 + (groups[index + 1] ?? 0)
  const startsWith = (...prefix: number[]) => prefix.every((group, i) => groups[i] === group)
  if (startsWith(0, 0, 0, 0, 0, 0)) return [at(6)] // IPv4-compatible, RFC 4291 §2.5.5.1; `::1` too
  if (startsWith(0, 0, 0, 0, 0, 0xffff)) return [at(6)] // IPv4-mapped, RFC 4291 §2.5.5.2
  if (startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return [at(6)] // NAT64, RFC 6052 §2.1
  if (startsWith(0x2002)) return [at(1)] // 6to4, RFC 3056 §2
  // Teredo, RFC 4380 §4: the server, and the client with every bit turned.
  if (startsWith(0x2001, 0)) return [at(2), 0xffffffff - at(6)]
  return []
}

/**
 * Only global unicast (2000::/3) is public, and of that neither the IETF's own block nor what is
 * for documentation. 64:ff9b:1::/48 (RFC 8215) is outside of it: a translator of somebody's own
 * network, which may put the IPv4 address anywhere.
 */
function isPublicIpv6(text: string): boolean {
  const groups = groupsOf(text)
  const inside = carried(groups)
  if (inside.length > 0) return inside.every(isPublicIpv4)
  const [first = 0, second = 0] = groups
  if ((first & 0xe000) !== 0x2000) return false
  const ietf = first === 0x2001 && second < 0x200 // 2001::/23
  const documentation =
    (first === 0x2001 && second === 0x0db8) || (first === 0x3fff && second < 0x1000)
  return !ietf && !documentation
}

/** An address in the one spelling the URL parser gives it: brackets around IPv6; undefined for a name. */
export function literalAddress(text: string): string | undefined {
  const host = text.includes(':') && !text.startsWith('[') ? `[${text}]` : text
  const hostname = URL.parse(`http://${host}/`)?.hostname ?? ''
  return hostname.startsWith('[') || isIpv4(hostname) ? hostname : undefined
}

/** Whether an address, spelled as `literalAddress` does, is one the whole Internet may reach. */
export function isPublicAddress(literal: string): boolean {
  return literal.startsWith('[')
    ? isPublicIpv6(literal.slice(1, -1))
    : isPublicIpv4(ipv4Number(literal))
}
