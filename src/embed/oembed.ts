import { withoutForbiddenCharacters } from '../web/characters.ts'
import { escapeText } from '../web/html.ts'
import { percentDecoded } from '../web/url.ts'
import { frameCode } from './codes.ts'
import type { FrameSize } from './frame-size.ts'

/** https://oembed.com/ §2.3.4.4: an embed of type `rich`. */
export interface OembedAnswer {
  type: 'rich'
  version: '1.0'
  title: string
  provider_name: string
  provider_url: string
  cache_age: number
  html: string
  width: number
  height: number
}

/** What the frame loads keeps itself fresh; only the topic's title and our way of framing can age. */
const CACHE_SECONDS = 24 * 3600

export interface Oembedded {
  title: string
  newsroom: { title: string; url: string }
  embedUrl: string
  size: FrameSize
}

export function oembedAnswer({ title, newsroom, embedUrl, size }: Oembedded): OembedAnswer {
  return {
    type: 'rich',
    version: '1.0',
    title,
    provider_name: newsroom.title,
    provider_url: newsroom.url,
    cache_age: CACHE_SECONDS,
    html: frameCode(embedUrl, title, size),
    ...size,
  }
}

/** https://oembed.com/ §2.3.2: the same members as elements. */
export function writeOembedXml(answer: OembedAnswer): string {
  const members = Object.entries(answer).map(
    ([name, value]) =>
      `<${name}>${escapeText(withoutForbiddenCharacters(String(value)))}</${name}>`,
  )
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${members.join('')}</oembed>\n`
}

/** Which feed's address an oEmbed `url` stands for, as what follows `/embed/`; undefined for none of ours. */
export interface OembedTarget {
  expression: string
  parameters: URLSearchParams
}

/** What of a topic's address says which entries; how many and how whole is the embed's to say. */
const NARROWING = ['duplicates', 'lang', 'q', 'since', 'source']
const OF_EMBED = [...NARROWING, 'limit', 'view', 'theme']

/** @param hosts under which this newsroom is known; a scheme is often mistyped and never misleads. */
export function oembedTarget(url: URL, hosts: readonly string[]): OembedTarget | undefined {
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
  if (!isWeb || !hosts.includes(url.host)) return undefined
  if (url.pathname === '/') return { expression: 'all', parameters: new URLSearchParams() }
  const [, room, written = ''] = /^\/(topics|embed)\/([^/]+)$/.exec(url.pathname) ?? []
  const segment = percentDecoded(written)
  if (!segment) return undefined
  const kept = room === 'embed' ? OF_EMBED : NARROWING
  const parameters = new URLSearchParams(
    [...url.searchParams].filter(([name]) => kept.includes(name)),
  )
  return { expression: segment.replace(/\.(?:atom|html|json|rss)$/, ''), parameters }
}
