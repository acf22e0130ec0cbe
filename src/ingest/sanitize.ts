import sanitizeHtml from 'sanitize-html'
import type { CleanHtml } from '../domain/entry.ts'
import { VOID_ELEMENTS } from '../web/html.ts'
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_HTML,
  DROPPED_WITH_TEXT,
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
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this is where HTML becomes clean
  return (once.isWhole ? once.html : cleanAgain(once.html)) as CleanHtml
}

/**
 * What was taken out can leave neighbours that read differently together: a paragraph in another,
 * once the form between them is gone. A third look has never found anything, and the attack tests
 * hold us to that.
 */
function cleanAgain(once: string): string {
  const twice = clean(once).html
  return twice === once ? once : clean(twice).html
}

/** Attributes that hold an address. */
const ADDRESSES = ['href', 'src', 'cite', 'poster']

/** An address about which nobody can be of two minds; others may be dropped after we were done with them. */
const PLAIN = /^(?:https?:\/\/[^\s<>\\]+|mailto:[^\s<>\\]+|#[^\s<>\\]*)$/i
const isPlain = (address: string | undefined) => address === undefined || PLAIN.test(address)

/** What stays, and what goes with all that is in it: neither lets elements meet that stood apart. */
const LEAVES_NO_GAP = new Set([...ALLOWED_HTML.keys(), ...DROPPED_WITH_TEXT, ...VOID_ELEMENTS])

/**
 * @returns whether every element went with all that was in it, or stayed where it stood, with an
 * address as plain as can be. Then the tree is as it was read, and is so read again: most of what
 * publishers write needs no second look, which would take as long as the first.
 */
function clean(html: string): { html: string; isWhole: boolean } {
  let isWhole = true
  const transformTags: sanitizeHtml.IOptions['transformTags'] = {
    iframe: (tagName, attribs) => {
      const tag = framed(attribs)
      if (tag.tagName !== tagName) isWhole = false
      return tag
    },
    '*': (tagName, attribs) => {
      const tag = transformed(tagName, attribs)
      if (!LEAVES_NO_GAP.has(tagName) || !ADDRESSES.every((name) => isPlain(tag.attribs[name])))
        isWhole = false
      return tag
    },
  }
  const cleaned = sanitizeHtml(readableHtml(html), { ...OPTIONS, transformTags }).trim()
  return { html: cleaned, isWhole }
}

/** The package looks through its list from the front, at each tag: what is written most stands there. */
const USUAL_TAGS = ['p', 'a', 'br', 'img', 'div', 'span', 'strong', 'em', 'li']

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...new Set([...USUAL_TAGS, ...ALLOWED_HTML.keys()])],
  // Which of them an element may have is decided before: a list for each element would be unpacked
  // anew for every text.
  allowedAttributes: { '*': [...ALLOWED_ATTRIBUTES] },
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
  allowedSchemesAppliedToAttributes: ADDRESSES,
  allowProtocolRelative: false,
  // Styles are not kept at all; parsing them is the slow and dangerous part of the package.
  parseStyleAttributes: false,
  disallowedTagsMode: 'discard',
  selfClosing: [...VOID_ELEMENTS],
  enforceHtmlBoundary: false,
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

/** The attributes that an element may have, of those that it has. */
function allowedOf(tag: string, attribs: Record<string, string>): Record<string, string> {
  const names = ALLOWED_HTML.get(tag)
  const allowed: Record<string, string> = {}
  for (const name in attribs) {
    const value = attribs[name]
    if (value !== undefined && names?.has(name)) allowed[name] = value
  }
  return allowed
}

/** A scheme we know, or none at all; browsers disagree on what white space may stand before one. */
const SAFE = /^(?:https?:|mailto:|[^:/?#]*(?:[/?#]|$))/i
/** A picture may be in the address itself, when it is pixels; what else may be there can act. */
const PIXELS = /^data:image\/(?:png|gif|jpe?g|webp|avif);base64,[a-z0-9+/=\s]*$/i

function withSafeAddresses(tag: string, attribs: Record<string, string>): Record<string, string> {
  const safe = allowedOf(tag, attribs)
  // Of a set of sizes the first will do when there is no other address; sets are not kept.
  if (tag === 'img' && !safe['src'] && attribs['srcset'])
    safe['src'] = attribs['srcset'].trim().split(/[\s,]/, 1)[0] ?? ''
  for (const name of ADDRESSES) {
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
