/** Something wrong in a document that could still be read; what was read is kept. */
export interface Fault {
  /** Where it was met: `document`, `feed`, or `entries[3]` (counted from 0, as read). */
  where: string
  /** What was wrong and what was done about it, in words an operator understands. */
  what: string
}
