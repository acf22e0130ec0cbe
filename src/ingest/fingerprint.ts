import type { EntryContent } from '../domain/entry.ts'
import { sha256 } from '../web/digest.ts'

/**
 * Of what a reader would notice in an entry: title, text, links, enclosures, authors. Dates and
 * categories are not in it, for a publisher that re-dates its entries has not changed what they say.
 */
export async function fingerprint(content: EntryContent): Promise<string> {
  const { title, summary, content: text, url, links, enclosures, authors } = content
  return sha256(
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
}
