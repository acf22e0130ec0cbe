import type { ServedEntry } from '../domain/feed.ts'
import type { Link } from '../domain/link.ts'
import { isAbsoluteIri } from '../web/url.ts'
import { licenceOf } from './rights.ts'

/**
 * What a link of an entry may be: RFC 4287 §4.2.7.2, RFC 4685, RFC 4946, RFC 5023, and the
 * registered ones that are in use. Those of whole feeds (`next`, `hub`, `service`) would speak of ours.
 */
const RELATIONS: ReadonlySet<string> = new Set([
  'edit',
  'license',
  'payment',
  'related',
  'replies',
  'self',
  'via',
])

/**
 * RFC 4287 §4.2.7.2: a relation has a registered name or is an IRI. What RFC 6596 registered later
 * is to readers of Atom a related page, and so is every alternate but the page itself: of several
 * some readers open the first and others the last.
 */
function told(link: Link): Link[] {
  if (link.rel === 'canonical' || link.rel === 'alternate') return [{ ...link, rel: 'related' }]
  return RELATIONS.has(link.rel) || isAbsoluteIri(link.rel) ? [link] : []
}

/** The links of an entry beside its page and its enclosures, as Atom has them. */
export function linksOf(entry: ServedEntry): Link[] {
  const licence = licenceOf(entry)
  const isLicensed = entry.links.some(({ rel }) => rel === 'license')
  return [
    ...entry.links.flatMap(told),
    ...(licence && !isLicensed
      ? [{ rel: 'license', href: licence.url, ...(licence.name && { title: licence.name }) }]
      : []),
    ...entry.duplicates.flatMap(({ url, title }) =>
      url === undefined ? [] : [{ rel: 'related', href: url, title }],
    ),
  ]
}
