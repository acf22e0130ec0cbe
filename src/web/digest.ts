import { createHash } from 'node:crypto'

/** SHA-256 of a text's UTF-8, in lower-case hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** RFC 9562 §6.6: the namespace for names that are URLs. */
const URL_NAMESPACE = Uint8Array.from(
  '6ba7b8119dad11d180b400c04fd430c8'.match(/../g) ?? [],
  (byte) => Number.parseInt(byte, 16),
)

/** The variant of RFC 9562 §4.1 in the two upper bits of a hexadecimal digit. */
const variant = (digit: string) => ((Number.parseInt(digit, 16) & 0x3) | 0x8).toString(16)

/** RFC 9562 §5.5: `urn:uuid:` of version 5 in the URL namespace; the same name always gives the same. */
export function uuidUrn(name: string): string {
  const hash = createHash('sha1').update(URL_NAMESPACE).update(name).digest('hex')
  const groups = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    `${variant(hash.slice(16, 17))}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ]
  return `urn:uuid:${groups.join('-')}`
}
