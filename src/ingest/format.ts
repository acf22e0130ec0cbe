import type { FeedFormat } from '../domain/document.ts'
import { attributeOf, type ElementHead } from './element.ts'

const ROOTS = new Set(['rss', 'rdf', 'feed', 'channel', 'entry'])

/**
 * Whether a feed begins here. Local names decide, as the namespaces of feeds have been misspelled
 * in every way; an RSS channel or an Atom entry (RFC 4287 §2) may stand alone.
 */
export function isRoot({ name, space }: Pick<ElementHead, 'name' | 'space'>): boolean {
  if (!ROOTS.has(name)) return false
  return (
    space === 'core' ||
    space === 'rdf' ||
    (space === 'other' && name !== 'entry' && name !== 'channel')
  )
}

const RSS_VERSIONS: [prefix: string, format: FeedFormat][] = [
  ['0.90', 'rss-0.90'],
  ['0.91', 'rss-0.91'],
  ['0.92', 'rss-0.92'],
  ['0.93', 'rss-0.92'],
]

export function formatOf(head: ElementHead): FeedFormat {
  const version = attributeOf(head, 'version')?.trim() ?? ''
  const namespaces = head.attributes
    .filter(([name]) => name.startsWith('xmlns'))
    .map(([, uri]) => uri.toLowerCase())
  if (head.name === 'feed' || head.name === 'entry') {
    const old =
      version === '0.3' || namespaces.some((uri) => /purl\.org\/(atom\/ns|echo|pie)/.test(uri))
    return old ? 'atom-0.3' : 'atom-1.0'
  }
  if (head.name === 'rdf') {
    return namespaces.some((uri) => uri.includes('simple/0.9')) ? 'rss-0.90' : 'rss-1.0'
  }
  return RSS_VERSIONS.find(([prefix]) => version.startsWith(prefix))?.[1] ?? 'rss-2.0'
}
