/** Feeds of a few entries come and go; of more, most of them do not leave at once. */
const MANY = 5

/**
 * What to tell the operator of a document that has far fewer entries than the one before it. The
 * entries it no longer has are kept in any case.
 */
export function shrunkTo(entries: number, before: number | undefined): string | undefined {
  if (before === undefined || before < MANY || entries * 4 > before) return undefined
  return entries === 0
    ? `the feed is empty, and had ${before} entries the time before; they are kept`
    : `the feed has shrunk from ${before} entries to ${entries}; what it no longer has is kept`
}
