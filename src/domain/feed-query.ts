import { parseSearch, printSearch, type SearchTerm } from './search-terms.ts'
import { parseExpression, printExpression, type Expression } from './expression.ts'

/** How much of each entry a feed carries. */
export type View = 'full' | 'summary' | 'title'

/** Where a page begins: after this entry, in the order of feeds. Stable while others arrive. */
export interface Cursor {
  sortAt: string
  key: string
}

/** What a URL under `/topics/` asks for, whatever the format. */
export interface FeedQuery {
  expression: Expression
  before?: Cursor | undefined
  /** Language ranges of RFC 4647 §2.1, in small letters; empty is every language. */
  languages: string[]
  /** Absent: the usual number. */
  limit?: number | undefined
  /** What must stand in an entry, and what must not; empty asks for nothing. */
  search: SearchTerm[]
  /** Each entry for itself, though others tell the same. */
  showsDuplicates: boolean
  /** RFC 3339 in UTC: entries that stand at this moment or after it. */
  since?: string | undefined
  /** Slugs; empty is every source. */
  sources: string[]
  view: View
}

/** Everything in these topics, in the usual way. */
export const queryOf = (...slugs: string[]): FeedQuery => ({
  expression: { terms: slugs.map((slug) => [{ slug, not: false }]) },
  languages: [],
  search: [],
  showsDuplicates: false,
  sources: [],
  view: 'full',
})

export interface QueryLimits {
  usualEntries: number
  maxEntries: number
}

export type ParsedFeedQuery = { kind: 'query'; query: FeedQuery } | { kind: 'broken'; what: string }

const VIEWS: readonly View[] = ['full', 'summary', 'title']
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const LANGUAGE_RANGE = /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/
const MAX_NAMES = 20

/** A parameter that is there and wrong: what to say of it. */
class Broken extends Error {}

/**
 * Reads an expression and its parameters in any spelling. What is not known is passed over, since
 * other people's links grow parameters that mean nothing to us.
 */
export function parseFeedQuery(
  expressionText: string,
  parameters: URLSearchParams,
  limits: QueryLimits,
): ParsedFeedQuery {
  const parsed = parseExpression(expressionText)
  if (parsed.kind === 'broken')
    return { kind: 'broken', what: `at character ${parsed.at + 1} of the topic, ${parsed.what}` }
  try {
    const query: FeedQuery = {
      expression: parsed.expression,
      before: cursorOf(parameters.get('before')),
      languages: languagesOf(parameters.get('lang')),
      limit: limitOf(parameters.get('limit'), limits),
      search: searchOf(parameters.get('q')),
      showsDuplicates: showsDuplicatesOf(parameters.get('duplicates')),
      since: sinceOf(parameters.get('since')),
      sources: namesOf('source', parameters.get('source'), SLUG),
      view: viewOf(parameters.get('view')),
    }
    return { kind: 'query', query }
  } catch (error) {
    if (error instanceof Broken) return { kind: 'broken', what: error.message }
    throw error
  }
}

/** `/topics/` is followed by this: the one spelling of a query, in a format or in none. */
export function printFeedQuery(query: FeedQuery, extension = ''): string {
  return `${printExpression(query.expression)}${extension}${printParameters(query)}`
}

function printParameters(query: FeedQuery): string {
  const { before, languages, limit, search, showsDuplicates, since, sources, view } = query
  const given: [string, string | undefined][] = [
    ['before', before && printCursor(before)],
    ['duplicates', showsDuplicates ? 'show' : undefined],
    ['lang', languages.join(',') || undefined],
    ['limit', limit?.toString()],
    ['q', search.length === 0 ? undefined : formEncoded(printSearch(search))],
    ['since', since?.replace(/T00:00:00Z$/, '')],
    ['source', sources.join(',') || undefined],
    ['view', view === 'full' ? undefined : view],
  ]
  const parts = given.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** As a form in a page would write it: URL Standard §5.2, so that a search box leads to the one spelling. */
const formEncoded = (text: string) => new URLSearchParams({ q: text }).toString().slice('q='.length)

/** Opaque to readers, so that we may change what it holds: RFC 4648 §5 of both parts. */
export function printCursor({ sortAt, key }: Cursor): string {
  return btoa(`${sortAt} ${key}`).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function cursorOf(text: string | null): Cursor | undefined {
  if (text === null) return undefined
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/')
  const inside = /^[a-z0-9+/]{1,400}$/i.test(base64) && base64.length % 4 !== 1 ? atob(base64) : ''
  const [, sortAt, key] = /^(\d{4}-\d\d-\d\dT[\d:.]{8,14}Z) ([a-z0-9-]{1,200})$/.exec(inside) ?? []
  if (sortAt === undefined || key === undefined)
    throw new Broken('"before" is not one that a feed of ours has given')
  return { sortAt, key }
}

function namesOf(name: string, text: string | null, shape: RegExp): string[] {
  if (text === null || text === '') return []
  const names = [...new Set(text.toLowerCase().split(','))].toSorted()
  const wrong = names.find((candidate) => !shape.test(candidate))
  if (wrong !== undefined) throw new Broken(`"${wrong}" cannot be a ${name}`)
  if (names.length > MAX_NAMES) throw new Broken(`"${name}" has more than ${MAX_NAMES} values`)
  return names
}

/** `en` holds `en-gb` already: RFC 4647 §3.3.1. */
function languagesOf(text: string | null): string[] {
  const ranges = namesOf('lang', text, LANGUAGE_RANGE)
  return ranges.filter((range) => !ranges.some((other) => range.startsWith(`${other}-`)))
}

function limitOf(text: string | null, { usualEntries, maxEntries }: QueryLimits) {
  if (text === null) return undefined
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > maxEntries)
    throw new Broken(`"limit" must be a whole number from 1 to ${maxEntries}`)
  return limit === usualEntries ? undefined : limit
}

/** A form sends what was left empty too. */
function sinceOf(text: string | null): string | undefined {
  if (text === null || text === '') return undefined
  // A + of an offset that became a space on its way.
  const written = text.replace(' ', '+')
  const isWhole = /^\d{4}-\d\d-\d\d(?:[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))?$/.test(
    written,
  )
  const moment = isWhole ? new Date(written.toUpperCase()) : new Date(Number.NaN)
  if (Number.isNaN(moment.getTime()))
    throw new Broken('"since" must be a date or a date-time of RFC 3339, such as 2026-11-22')
  return `${moment.toISOString().slice(0, 19)}Z`
}

function searchOf(text: string | null): SearchTerm[] {
  if (text === null || text.trim() === '') return []
  const parsed = parseSearch(text)
  if (parsed.kind === 'broken') throw new Broken(`"q" cannot be looked for: ${parsed.what}`)
  return parsed.terms
}

function showsDuplicatesOf(text: string | null): boolean {
  if (text !== null && text !== 'show') throw new Broken('"duplicates" can only be "show"')
  return text === 'show'
}

function viewOf(text: string | null): View {
  const view = VIEWS.find((known) => known === (text ?? 'full'))
  if (!view) throw new Broken(`"view" must be one of ${VIEWS.join(', ')}`)
  return view
}
