import type { EntryContent } from '../domain/entry.ts'
import { sha256 } from '../web/digest.ts'

/**
 * Of what a reader would notice in an entry: title, text, links, enclosures, authors. Dates and
 * categories are not in it, for a publisher that re-dates its entries has not changed what they say.
 * A publisher's own note of a change is, for it may be all that tells of a file that was replaced.
 */
export function fingerprint(content: EntryContent): string {
  const { title, summary, content: text, url, links, enclosures, authors, changes = [] } = content
  const said = sha256(
    JSON.stringify([
      title,
      summary ?? null,
      text ?? null,
      url ?? null,
      links.map(({ rel, href }) => [rel, href]),
      enclosures.map((enclosure) => enclosure.url),
      authors.map(({ name, email, url: page }) => [name ?? null, email ?? null, page ?? null]),
    ]),
  )
  if (changes.length === 0) return said
  return sha256([said, ...changes.map(({ at, note }) => `${at} ${note}`)].join('\n'))
}
