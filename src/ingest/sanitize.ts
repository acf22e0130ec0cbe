import sanitizeHtml from 'sanitize-html'
import type { CleanHtml } from '../domain/entry.ts'
import {
  ALLOWED_HTML,
  ALLOWED_TAGS,
  DROPPED_WITH_TEXT,
  GLOBAL_ATTRIBUTES,
  LINK_SCHEMES,
  MEDIA_SCHEMES,
} from './allowed-html.ts'
import { shallowHtml } from './shallow-html.ts'

/** Kept beside what was cleaned; raise it with every change that makes another output. */
export const SANITIZER_VERSION = 1

/** HTML from strangers, made safe to stand in a page, a feed or an embed. Clean HTML stays as it is. */
export function sanitize(html: string): CleanHtml {
  const once = clean(html)
  // What was taken out can leave neighbours that read differently together; twice is always enough
  // in practice, and the attack tests hold us to it.
  const twice = clean(once)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this is where HTML becomes clean
  return (twice === once ? once : clean(twice)) as CleanHtml
}

function clean(html: string): string {
  return sanitizeHtml(shallowHtml(html), OPTIONS).trim()
}

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...ALLOWED_TAGS],
  allowedAttributes: { ...ALLOWED_HTML, '*': [...GLOBAL_ATTRIBUTES] },
  nonTextTags: [...DROPPED_WITH_TEXT],
  allowedSchemes: [...LINK_SCHEMES],
  allowedSchemesByTag: Object.fromEntries(
    ['img', 'source', 'audio', 'video', 'track'].map((tag) => [tag, [...MEDIA_SCHEMES]]),
  ),
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster', 'srcset'],
  allowProtocolRelative: false,
  // Styles are not kept at all; parsing them is the slow and dangerous part of the package.
  parseStyleAttributes: false,
  disallowedTagsMode: 'discard',
  enforceHtmlBoundary: false,
  transformTags: {
    a: (tagName, attribs) => ({
      tagName,
      attribs: attribs['href'] === undefined ? attribs : { ...attribs, rel: 'noopener noreferrer' },
    }),
  },
  exclusiveFilter: (frame) => frame.tag === 'img' && isInvisible(frame.attribs),
}

/** One pixel high or wide: it counts readers. Without an address it shows nothing. */
function isInvisible(attribs: Record<string, string>): boolean {
  const tiny = (size: string | undefined) => size !== undefined && /^\s*0*[01](px)?\s*$/.test(size)
  if (tiny(attribs['width']) || tiny(attribs['height'])) return true
  return !attribs['src'] && !attribs['srcset']
}
