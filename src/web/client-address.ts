/**
 * Who asks, as far as an address tells: behind Cloudflare it is in a header field that no client can
 * set. IPv6 is told by its first 64 bits, for whoever has one address of such a network has them all.
 */
export function clientAddress(headers: Headers): string {
  const address = headers.get('cf-connecting-ip') ?? 'this machine'
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const left = head.split(':').filter((group) => group !== '')
  const zeros = tail === undefined ? [] : Array.from({ length: 4 }, () => '0')
  const network = [...left, ...zeros].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/64`
}

/** Whether that is the machine itself: nothing stands in front of us, or what does tells a loopback address. */
export const isFromHere = (headers: Headers): boolean =>
  /^(?:127\.|::1$|::ffff:127\.)/i.test(headers.get('cf-connecting-ip') ?? '::1')
