import { Parser } from 'htmlparser2'

/** How files that are no text begin. */
const SIGNATURES: [bytes: string, what: string][] = [
  ['\x89PNG', 'an image (image/png)'],
  ['\xff\xd8\xff', 'an image (image/jpeg)'],
  ['GIF8', 'an image (image/gif)'],
  ['RIFF', 'a picture or a recording (RIFF)'],
  ['BM', 'an image (image/bmp)'],
  ['\0\0\x01\0', 'an image (image/x-icon)'],
  ['%PDF', 'a PDF document'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['ID3', 'a recording (audio/mpeg)'],
  ['OggS', 'a recording (Ogg)'],
  ['\x1f\x8b', 'a compressed file that cannot be unpacked'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['wOF', 'a font'],
]

export function describeBinary(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 8))
  const known = SIGNATURES.find(([signature]) => head.startsWith(signature))?.[1]
  if (known === 'an image (image/bmp)' && !bytes.subarray(0, 64).includes(0)) return undefined
  return known
}

const ROOTS: Record<string, string> = {
  opml: 'OPML, a list of feeds',
  urlset: 'a sitemap',
  sitemapindex: 'a sitemap',
  svg: 'an image (image/svg+xml)',
  error: 'an error message in XML',
  opensearchdescription: 'an OpenSearch description',
}
/** A page tells what it is at its beginning, or not at all. */
const HEAD_LENGTH = 300_000

export function describeText(text: string, root: string | undefined): string {
  const start = text.slice(0, 2000).trimStart().toLowerCase()
  const known =
    root === undefined ? undefined : Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined
  if (known) return known
  if (root === 'html' || start.startsWith('<!doctype html') || HTML_BEGINNINGS.has(root ?? ''))
    return describePage(text)
  if (root !== undefined) return `XML, but not a feed (its root is <${root.slice(0, 60)}>)`
  return start.startsWith('<') ? 'markup without an element' : 'plain text'
}

/** What a page begins with when it leaves out `<html>`. */
const HTML_BEGINNINGS = new Set([
  'head',
  'body',
  'title',
  'meta',
  'link',
  'script',
  'div',
  'p',
  'h1',
  'center',
  'table',
  'form',
])

const FEED_TYPES = /^application\/(atom\+xml|rss\+xml|rdf\+xml|feed\+json|json)\s*(;|$)/i

/** HTML Living Standard §4.6.6.1: a page names its feeds in `link rel=alternate`. */
function describePage(text: string): string {
  const feeds: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'body') parser.pause()
      const alternate = (attributes['rel'] ?? '').toLowerCase().split(/\s+/).includes('alternate')
      if (name !== 'link' || !alternate || !FEED_TYPES.test((attributes['type'] ?? '').trim()))
        return
      if (attributes['href'] && feeds.length < 5) feeds.push(attributes['href'].slice(0, 300))
    },
  })
  parser.write(text.slice(0, HEAD_LENGTH))
  if (feeds.length === 0) return 'an HTML page'
  return `an HTML page, which names ${feeds.length === 1 ? 'a feed' : 'feeds'}: ${feeds.join(', ')}`
}
