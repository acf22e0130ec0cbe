import type { Draft } from '../draft.ts'
import { present } from '../draft.ts'
import type { Element } from '../element.ts'
import { wholeNumber } from './common.ts'

/** RFC 4287 §4.2.7.2: a registered name, or a URI; the registry's own prefix means the name. */
function relationOf(written: string | undefined): string {
  const rel = written?.trim() ?? ''
  if (rel === '') return 'alternate'
  return rel
    .toLowerCase()
    .replace(/^https?:\/\/www\.iana\.org\/assignments\/(link-)?relations?\//, '')
}

/**
 * Atom's `link` has an `href`, RSS's is text; Atom's with the address as text has been seen, and
 * RSS 1.0's with `rdf:resource`. RSS's own link stands before any borrowed from Atom.
 */
export function readLink(draft: Draft, element: Element): void {
  const written = element.attribute('href') ?? element.attribute('rdf:resource') ?? ''
  const address = written.trim() === '' ? element.text() : written
  const rel = relationOf(element.attribute('rel'))
  // RFC 3986 §4.4: an empty reference is the document itself, which only one relation can mean.
  if (address === '' && (rel !== 'self' || element.attribute('href') === undefined)) return
  const href = element.resolve(address)
  const type = element.attribute('type')?.trim()
  const title = element.attribute('title')?.trim()
  const length = wholeNumber(element.attribute('length'))
  if (rel === 'enclosure') {
    draft.addEnclosure({ url: href, ...present({ type, length, title }) })
    return
  }
  const hreflang = element.attribute('hreflang')?.trim()
  const link = { href, rel, ...present({ type, hreflang, title, length }) }
  if (isPage(rel, type, draft, written)) draft.links.unshift(link)
  else draft.addLink(link)
}

/** The first alternate link is the one to open: RSS's own, or else the first that is a page. */
function isPage(rel: string, type: string | undefined, draft: Draft, written: string): boolean {
  if (rel !== 'alternate') return false
  const first = draft.links.find((link) => link.rel === 'alternate')
  if (written === '' && !draft.hasOwnLink) {
    draft.hasOwnLink = true
    return true
  }
  if (!first || draft.hasOwnLink) return false
  return /html/i.test(type ?? 'html') && !/html/i.test(first.type ?? 'html')
}
