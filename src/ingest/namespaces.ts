/**
 * Namespaces by what they mean to us. `core` is RSS and Atom alike: feeds borrow elements from each
 * other so freely that one table for both reads more of them, and what is ambiguous (`link`,
 * `author`, `source`, `category`) is told apart by its form.
 */
export type Space =
  | 'core'
  | 'content'
  | 'dc'
  | 'dcterms'
  | 'feedburner'
  | 'googleplay'
  | 'itunes'
  | 'mathml'
  | 'media'
  | 'rdf'
  | 'svg'
  | 'sy'
  | 'wfw'
  | 'xhtml'
  | 'xlink'
  | 'xml'
  | 'other'

/** Written without scheme, trailing `/` or `#`, in lower case: publishers vary all of these. */
const SPACES: Record<string, Space> = {
  '': 'core',
  'backend.userland.com/rss': 'core',
  'backend.userland.com/rss2': 'core',
  'backend.userland.com/rss2.1': 'core',
  'backend.userland.com/blogchannelmodule': 'other',
  'blogs.law.harvard.edu/tech/rss': 'core',
  'cyber.law.harvard.edu/rss/rss.html': 'core',
  'channel.netscape.com/rdf/simple/0.9': 'core',
  'my.netscape.com/rdf/simple/0.9': 'core',
  'my.netscape.com/publish/formats/rss-0.91.dtd': 'core',
  'purl.org/rss/1.0': 'core',
  'purl.org/rss/2.0': 'core',
  'purl.org/net/rss1.1': 'core',
  'purl.org/atom/ns': 'core',
  'purl.org/echo': 'core',
  'purl.org/pie': 'core',
  'example.com/necho': 'core',
  'example.com/newformat': 'core',
  'www.w3.org/2005/atom': 'core',
  'purl.org/rss/1.0/modules/content': 'content',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'www.google.com/schemas/play-podcasts/1.0': 'googleplay',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'example.com/dtds/podcast-1.0.dtd': 'itunes',
  'www.w3.org/1998/math/mathml': 'mathml',
  'search.yahoo.com/mrss': 'media',
  'search.yahoo.com/mrss/1.1.1': 'media',
  'video.search.yahoo.com/mrss': 'media',
  'www.rssboard.org/media-rss': 'media',
  'www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'www.w3.org/2000/svg': 'svg',
  'purl.org/rss/1.0/modules/syndication': 'sy',
  'wellformedweb.org/commentapi': 'wfw',
  'www.w3.org/1999/xhtml': 'xhtml',
  'www.w3.org/1999/xlink': 'xlink',
  'www.w3.org/xml/1998/namespace': 'xml',
}

/** What a prefix means where nobody declared it. */
const USUAL_PREFIXES: Record<string, Space> = {
  a10: 'core',
  atom: 'core',
  atom10: 'core',
  rss: 'core',
  content: 'content',
  dc: 'dc',
  dcterms: 'dcterms',
  feedburner: 'feedburner',
  googleplay: 'googleplay',
  itunes: 'itunes',
  media: 'media',
  rdf: 'rdf',
  svg: 'svg',
  sy: 'sy',
  wfw: 'wfw',
  xhtml: 'xhtml',
  xlink: 'xlink',
  xml: 'xml',
}

function spaceOfUri(uri: string): Space {
  const name = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]$/, '')
  return Object.hasOwn(SPACES, name) ? (SPACES[name] ?? 'other') : 'other'
}

export function usualSpaceOf(prefix: string): Space | undefined {
  return Object.hasOwn(USUAL_PREFIXES, prefix) ? USUAL_PREFIXES[prefix] : undefined
}

/** Prefix to namespace, as declared by an element and those around it; '' is the default namespace. */
export type Declarations = ReadonlyMap<string, Space>

/** More prefixes than this on one path are not for reading. */
const MOST_PREFIXES = 100

/** `uri` of the root's own namespace is `core` whatever it is: its local name has told us the format. */
export function declare(
  around: Declarations,
  attributes: readonly (readonly [name: string, value: string])[],
): Declarations {
  let declared: Map<string, Space> | undefined
  for (const [name, value] of attributes) {
    if (!name.startsWith('xmlns')) continue
    const prefix =
      name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6).toLowerCase() : undefined
    if (prefix === undefined || around.size >= MOST_PREFIXES) continue
    declared ??= new Map(around)
    declared.set(prefix, spaceOfUri(value))
  }
  return declared ?? around
}
