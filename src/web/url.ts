const SCHEME = /^[a-z][a-z0-9+.-]*:/i

export function isAbsoluteUrl(reference: string): boolean {
  return SCHEME.test(reference)
}

export function isHttpUrl(reference: string): boolean {
  return /^https?:\/\/[^/?#]/i.test(reference) && URL.canParse(reference)
}

/** RFC 3987 §2.2: a scheme, a colon, and no white space or delimiter of markup in what follows. */
const ABSOLUTE_IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i

export function isAbsoluteIri(text: string): boolean {
  return ABSOLUTE_IRI.test(text)
}

/** RFC 3986 §2.1, undone; undefined where it is broken. */
export function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * A reference as written, made absolute. RFC 3986 §5.2.2 on strings: what the publisher spelled
 * stays so spelled (`HTTP://`, `À`, `%7e`), because ids are compared character by character and the
 * URL parser of the web normalises. Characters no URL can hold are percent-encoded.
 */
export function resolveUrl(written: string, base: string | undefined): string {
  const reference = encodeUnsafe(written)
  if (SCHEME.test(reference) || base === undefined) return reference
  const against = splitUrl(base)
  if (!against) return reference
  if (reference.startsWith('//')) return against.scheme + reference
  const origin = against.scheme + against.authority
  if (reference === '') return origin + against.path + against.query
  if (reference.startsWith('#')) return origin + against.path + against.query + reference
  if (reference.startsWith('?')) return origin + against.path + reference
  const cut = reference.search(/[?#]/)
  const path = cut < 0 ? reference : reference.slice(0, cut)
  const rest = cut < 0 ? '' : reference.slice(cut)
  const merged = path.startsWith('/')
    ? path
    : against.path.slice(0, against.path.lastIndexOf('/') + 1) + path
  return (
    origin +
    withoutDots(against.authority !== '' && !merged.startsWith('/') ? `/${merged}` : merged) +
    rest
  )
}

interface UrlParts {
  scheme: string
  authority: string
  path: string
  query: string
}

/** RFC 3986 appendix B, without the fragment. `urn:` and `mailto:` are no base for anything. */
function splitUrl(url: string): UrlParts | undefined {
  const match = /^([a-z][a-z0-9+.-]*:)(\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?/i.exec(url)
  if (!match) return undefined
  const [, scheme = '', authority = '', path = '', query = ''] = match
  if (authority === '' && !path.startsWith('/')) return undefined
  return { scheme, authority, path: path === '' ? '/' : path, query }
}

/** RFC 3986 §5.2.4. */
function withoutDots(path: string): string {
  if (!path.includes('/.')) return path
  const kept: string[] = []
  const segments = path.split('/')
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1
    if (segment === '..') {
      if (kept.length > 1) kept.pop()
    } else if (segment !== '.') {
      kept.push(segment)
      continue
    }
    if (last) kept.push('')
  }
  return kept.join('/')
}

const UNSAFE = /[\u0000-\u0020"<>\\^`{|}\u007F]/

/** White space at the ends and line breaks within are of the document, not of the URL. */
function encodeUnsafe(written: string): string {
  const trimmed = written.trim()
  if (!UNSAFE.test(trimmed)) return trimmed
  return trimmed
    .replaceAll(/[\t\n\r]/g, '')
    .replaceAll(new RegExp(UNSAFE, 'g'), (character) => encodeURIComponent(character))
}
