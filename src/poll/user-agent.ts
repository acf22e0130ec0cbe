/**
 * Who asks, and where to complain: RFC 9110 §10.1.5. The number of subscribers is what publishers
 * count their readers by; it is told when it is known, and never invented.
 */
export function userAgent(contact: string, subscribers?: number): string {
  const readers =
    subscribers === undefined ? '' : `; ${subscribers} subscriber${subscribers === 1 ? '' : 's'}`
  return `Despatch/1.0 (+${contact}${readers})`
}
