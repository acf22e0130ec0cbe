/** How much of a stranger's document is read. What lies beyond is left out with a fault. */
export interface ReadLimits {
  /** Entries, from the beginning of the document. */
  maxEntries: number
  /** Characters of one title, summary or content. */
  maxTextLength: number
  /** Elements within elements; deeper ones lose their tags and keep their text. */
  maxDepth: number
  /** Bytes after unpacking a document that was stored compressed. */
  maxBytes: number
}

export const DEFAULT_LIMITS: ReadLimits = {
  // The longest of 279 real feeds has 300; archives of podcasts have a thousand.
  maxEntries: 2000,
  // A row of the database must stay well under 1 MB, with the text in it twice.
  maxTextLength: 300_000,
  // Nested quotations go to 40; what browsers keep is 512.
  maxDepth: 200,
  maxBytes: 20_000_000,
}
