/** RFC 4287 §4.2.2: as the publisher wrote it, never one of our topics. */
export interface Category {
  term: string
  scheme?: string
  label?: string
}
