/** RFC 4287 §4.2.7. `href` is absolute. */
export interface Link {
  href: string
  /** Always present; a missing `rel` means `alternate`. */
  rel: string
  type?: string
  hreflang?: string
  title?: string
  /** Advisory length in bytes. */
  length?: number
}

/** RFC 2046 §4.5.1: bytes, and nobody knows what they mean. */
export const UNKNOWN_TYPE = 'application/octet-stream'

/** A file that belongs to an entry: Atom `link rel=enclosure`, RSS `enclosure`, JSON Feed attachment. */
export interface Enclosure {
  url: string
  type?: string
  /** In bytes; absent when the publisher did not say. */
  length?: number
  title?: string
  durationSeconds?: number
}
