import sanitizeHtml from 'sanitize-html'
import type { CleanHtml } from '../domain/entry.ts'
import { VOID_ELEMENTS } from '../web/html.ts'
import {
  ALLOWED_HTML,
  ALLOWED_TAGS,
  DROPPED_WITH_TEXT,
  GLOBAL_ATTRIBUTES,
  LINK_SCHEMES,
  MEDIA_SCHEMES,
} from './allowed-html.ts'
import { iframe } from './iframes.ts'
import { readableHtml } from './readable-html.ts'
import { isTracker } from './trackers.ts'
import { withoutTracking } from './tracking-parameters.ts'

/** Kept beside what was cleaned; raise it with every change that makes another output. */
export const SANITIZER_VERSION = 2

/** HTML from strangers, made safe to stand in a page, a feed or an embed. Clean HTML stays as it is. */
export function sanitize(html: string): CleanHtml {
  const once = clean(html)
  // What was taken out can leave neighbours that read differently together; a second look finds
  // nothing in practice, and the attack tests hold us to a third finding nothing ever.
  const twice = clean(once)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this is where HTML becomes clean
  return (twice === once ? once : clean(twice)) as CleanHtml
}

function clean(html: string): string {
  return sanitizeHtml(readableHtml(html), OPTIONS).trim()
}

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...ALLOWED_TAGS],
  allowedAttributes: { ...ALLOWED_HTML, '*': [...GLOBAL_ATTRIBUTES] },
  nonTextTags: [...DROPPED_WITH_TEXT],
  allowedSchemes: [...LINK_SCHEMES],
  allowedSchemesByTag: {
    img: [...MEDIA_SCHEMES, 'data'],
    source: [...MEDIA_SCHEMES],
    audio: [...MEDIA_SCHEMES],
    video: [...MEDIA_SCHEMES],
    track: [...MEDIA_SCHEMES],
    iframe: ['https'],
  },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster'],
  allowProtocolRelative: false,
  // Styles are not kept at all; parsing them is the slow and dangerous part of the package.
  parseStyleAttributes: false,
  disallowedTagsMode: 'discard',
  selfClosing: [...VOID_ELEMENTS],
  enforceHtmlBoundary: false,
  transformTags: { iframe: (_, attribs) => framed(attribs), '*': transformed },
  // What stands in a frame is for browsers of 1997.
  textFilter: (text, tag) => (tag === 'iframe' ? '' : text),
}

/** No element has that name: it goes. */
const DROPPED: sanitizeHtml.Tag = { tagName: '', attribs: {} }

function transformed(tagName: string, attribs: Record<string, string>): sanitizeHtml.Tag {
  const safe = withSafeAddresses(tagName, attribs)
  const isUnseen = tagName === 'img' && (isInvisible(attribs) || isTracker(safe['src'] ?? ''))
  return isUnseen ? DROPPED : { tagName, attribs: safe }
}

function framed(attribs: Record<string, string>): sanitizeHtml.Tag {
  const kept = iframe(attribs)
  switch (kept.kind) {
    case 'player':
      return { tagName: 'iframe', attribs: kept.attributes }
    case 'link': {
      const link = withSafeAddresses('a', { href: kept.href })
      return { tagName: 'a', attribs: link, text: kept.text }
    }
    case 'nothing':
      return DROPPED
    default:
      return kept satisfies never
  }
}

/** A scheme we know, or none at all; browsers disagree on what white space may stand before one. */
const SAFE = /^(?:https?:|mailto:|[^:/?#]*(?:[/?#]|$))/i
/** A picture may be in the address itself, when it is pixels; what else may be there can act. */
const PIXELS = /^data:image\/(?:png|gif|jpe?g|webp|avif);base64,[a-z0-9+/=\s]*$/i

function withSafeAddresses(tag: string, attribs: Record<string, string>): Record<string, string> {
  const safe = { ...attribs }
  // Of a set of sizes the first will do when there is no other address; sets are not kept.
  if (tag === 'img' && !safe['src'] && safe['srcset'])
    safe['src'] = safe['srcset'].trim().split(/[\s,]/, 1)[0] ?? ''
  for (const name of ['href', 'src', 'cite', 'poster']) {
    const address = safe[name]
    if (address === undefined || SAFE.test(address.trimStart())) continue
    if (tag !== 'img' || name !== 'src' || !PIXELS.test(address)) delete safe[name]
  }
  // A page opened from ours learns neither where it was opened nor how to reach back.
  if (tag === 'a' && safe['href'] !== undefined) {
    safe['href'] = withoutTracking(safe['href'])
    safe['rel'] = 'noopener noreferrer'
  } else delete safe['rel']
  return safe
}

/** Styles are not kept, but what one has hidden must not come to light without it. */
const HIDDEN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$))/i

/** One pixel high or wide: it shows nothing and counts readers. */
function isInvisible(attribs: Record<string, string>): boolean {
  const tiny = (size: string | undefined) => size !== undefined && /^\s*0*[01](px)?\s*$/.test(size)
  return tiny(attribs['width']) || tiny(attribs['height']) || HIDDEN.test(attribs['style'] ?? '')
}
