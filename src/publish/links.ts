import type { ServedEntry } from '../domain/feed.ts'
import type { Link } from '../domain/link.ts'
import { isAbsoluteIri } from '../web/url.ts'
import { licenceOf } from './rights.ts'

/**
 * What a link of an entry may be: RFC 4287 §4.2.7.2, RFC 4685, RFC 4946, RFC 5023, and the
 * registered ones that are in use. Those of whole feeds (`next`, `hub`, `service`) would speak of ours.
 */
const RELATIONS: ReadonlySet<string> = new Set([
  'alternate',
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
 * is to readers of Atom a related page.
 */
function told(link: Link): Link[] {
  if (link.rel === 'canonical') return [{ ...link, rel: 'related' }]
  return RELATIONS.has(link.rel) || isAbsoluteIri(link.rel) ? [link] : []
}

const shape = ({ type = '', hreflang = '' }: Link) => `${type} ${hreflang}`.toLowerCase()

/** RFC 4287 §4.1.2: no two alternates of one type and language. What is left is still related. */
function withoutTwins(links: Link[]): Link[] {
  const shapes = new Set<string>()
  return links.map((link) => {
    if (link.rel !== 'alternate') return link
    const isTwin = shapes.has(shape(link))
    shapes.add(shape(link))
    return isTwin ? { ...link, rel: 'related' } : link
  })
}

/** The links of an entry as Atom has them, the page first; enclosures are apart. */
export function linksOf(entry: ServedEntry, page: string | undefined): Link[] {
  const licence = licenceOf(entry)
  const isLicensed = entry.links.some(({ rel }) => rel === 'license')
  return withoutTwins([
    ...(page === undefined ? [] : [{ rel: 'alternate', href: page }]),
    ...entry.links.flatMap(told),
    ...(licence && !isLicensed
      ? [{ rel: 'license', href: licence.url, ...(licence.name && { title: licence.name }) }]
      : []),
    ...entry.duplicates.flatMap(({ url, title }) =>
      url === undefined ? [] : [{ rel: 'related', href: url, title }],
    ),
  ])
}
