import { QuoteType, Tokenizer } from 'htmlparser2'
import { escapeAttribute } from '../web/html.ts'
import { isAbsoluteUrl, resolveUrl } from '../web/url.ts'
import { URL_ATTRIBUTES } from './allowed-html.ts'
import { decodeReferences } from './references.ts'

/**
 * A URL in an attribute, made absolute; a fragment stays within its page. Other values come back
 * as they were.
 */
export function resolveAttribute(name: string, value: string, base: string | undefined): string {
  if (base === undefined) return value
  if (name === 'srcset') return resolveSrcset(value, base)
  if (!URL_ATTRIBUTES.has(name)) return value
  const trimmed = value.trim()
  if (trimmed === '' || trimmed.startsWith('#') || isAbsoluteUrl(trimmed)) return trimmed
  return resolveUrl(trimmed, base)
}

/** HTML Living Standard §4.8.4.2: candidates are split at commas followed by white space, as URLs may hold commas. */
function resolveSrcset(value: string, base: string): string {
  return value
    .split(/,\s/)
    .map((candidate) => {
      const [url = '', ...descriptors] = candidate.trim().split(/\s+/)
      return [url === '' || isAbsoluteUrl(url) ? url : resolveUrl(url, base), ...descriptors].join(
        ' ',
      )
    })
    .join(', ')
}

/** A fragment stays within its page. */
const BEGINS_ABSOLUTE = /\s*["']?\s*(?:[a-z][a-z\d+.-]*:|#)/iy
const ENDS_WITH_NAME = new RegExp(`(?:srcset|${[...URL_ATTRIBUTES].join('|')})\\s*$`, 'i')
const LONGEST_NAME = 20

/** Whether there is a relative reference at all, found by its equals sign; most feeds have none. */
function mentionsRelative(html: string): boolean {
  for (let at = html.indexOf('='); at >= 0; at = html.indexOf('=', at + 1)) {
    BEGINS_ABSOLUTE.lastIndex = at + 1
    if (BEGINS_ABSOLUTE.test(html)) continue
    if (ENDS_WITH_NAME.test(html.slice(Math.max(0, at - LONGEST_NAME), at))) return true
  }
  return false
}

/** HTML with its relative references made absolute, and not one other character changed. */
export function resolveReferences(html: string, base: string | undefined): string {
  if (base === undefined || !mentionsRelative(html)) return html
  const pieces: string[] = []
  let copied = 0
  let name = ''
  let from = -1
  let to = -1
  const ignore = () => {}
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onattribname(start, end) {
        name = end - start > 20 ? '' : html.slice(start, end).toLowerCase()
        from = -1
      },
      onattribdata(start, end) {
        if (from < 0) from = start
        to = end
      },
      onattribend(quote) {
        if (
          from < 0 ||
          quote === QuoteType.NoValue ||
          (name !== 'srcset' && !URL_ATTRIBUTES.has(name))
        )
          return
        const written = decodeReferences(html.slice(from, to)).text
        const resolved = resolveAttribute(name, written, base)
        if (resolved === written) return
        const value = escapeAttribute(resolved).replaceAll("'", '&#39;')
        pieces.push(html.slice(copied, from), quote === QuoteType.Unquoted ? `"${value}"` : value)
        copied = to
      },
      ontext: ignore,
      ontextentity: ignore,
      onattribentity: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return pieces.length === 0 ? html : pieces.join('') + html.slice(copied)
}
