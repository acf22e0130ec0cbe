import type { ParsedDocument } from '../domain/document.ts'

const TITLE = 'This feed has ended'
/** How GOV.UK names that entry: finder-frontend's and collections' `feed_ended_id`. */
const ENDED_ID = /\/feed-ended$/

/**
 * Whether a document is GOV.UK's notice that a feed has ended: answered with 200, and with one entry
 * that says so. Published as an entry it would be news of every topic that matches "feed".
 *
 * A story may well have that title; what tells the notice is its id, or that it lacks all that Atom
 * demands of a story: a date of the feed, a date and an author of the entry (finder-frontend,
 * `show_redirect.atom.builder`).
 */
export function hasEnded({ feed, entries }: ParsedDocument): boolean {
  const [notice, ...others] = entries
  if (!notice || others.length > 0 || !feed.format.startsWith('atom')) return false
  if (notice.title?.value.trim() !== TITLE) return false
  if (ENDED_ID.test(notice.id ?? '')) return true
  const isDated = [feed.updated, notice.updated, notice.published].some(Boolean)
  const isSigned = feed.authors.length > 0 || notice.authors.length > 0
  return !isDated && !isSigned
}
