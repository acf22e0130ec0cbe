import { ALLOWED_HTML } from './allowed-html.ts'
import { htmlEntity } from './references.ts'

/** Elements that say “this is HTML” though we do not keep them. */
const OTHER_TAGS = new Set(
  'html head body title meta base basefont font center script style noscript iframe object embed param applet form input textarea select option button label fieldset legend svg math nobr wbr tt big strike marquee blink layer link frame frameset'.split(
    ' ',
  ),
)
const isHtmlTag = (name: string) => ALLOWED_HTML.has(name) || OTHER_TAGS.has(name)

const TAG = /<(\/?)([A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>]|$)/g
const ANY_TAG = /<\/?([A-Za-z][\w:-]{0,40})/g
const ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{0,31}));/g

/**
 * Whether text that is usually HTML (an RSS description) has any HTML in it. `1 < 2` and
 * `vector<int>` have not, and would lose something if they were read as if they had.
 */
export function mentionsHtml(text: string): boolean {
  if (text.includes('<!--')) return true
  for (const match of text.matchAll(TAG)) if (isHtmlTag((match[2] ?? '').toLowerCase())) return true
  return hasReference(text)
}

/**
 * Whether text that is usually plain (an RSS title) is HTML nevertheless. The Universal Feed
 * Parser's rule, which has stood for twenty years: it has an end tag or a reference, all its tags
 * are HTML's and so are all its references.
 */
export function looksLikeHtml(text: string): boolean {
  if (!text.includes('</') && !hasReference(text)) return false
  for (const match of text.matchAll(ANY_TAG))
    if (!isHtmlTag((match[1] ?? '').toLowerCase())) return false
  for (const match of text.matchAll(ENTITY))
    if (match[1] && htmlEntity(match[1]) === undefined) return false
  return true
}

function hasReference(text: string): boolean {
  if (!text.includes('&')) return false
  for (const match of text.matchAll(ENTITY))
    if (!match[1] || htmlEntity(match[1]) !== undefined) return true
  return false
}
