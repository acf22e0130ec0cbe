/**
 * A moment as we record it: RFC 3339 in UTC, in whole seconds, as HTTP dates have them. Moments
 * written so compare as text.
 */
export function wholeSeconds(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`
}
