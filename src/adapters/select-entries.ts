import type { Conjunction } from '../domain/expression.ts'
import type { FeedQuery } from '../domain/feed-query.ts'
import { matchOf } from './match-of.ts'
import {
  FOUND,
  IN_LANGUAGES,
  LANGUAGE,
  OF_SOURCES,
  smallestOf,
  type SetSizes,
} from './set-sizes.ts'

/** Where the entries of a conjunction come from that does not begin with a topic. */
const FROM = { all: 'entries e', search: FOUND, sources: OF_SOURCES, languages: IN_LANGUAGES }

const NOT_WITHDRAWN = 'e.withdrawn_at IS NULL'
const IS_SHOWN = ['e.lead IS NULL', NOT_WITHDRAWN]

/** Of which entries a query selects, and where a walk along all of them begins. */
export interface Among {
  from: string
  /** What holds for each entry `e`, and for each filing `f` of one. */
  entries: string[]
  filings: string[]
  /** Whether a filing alone does not tell that its entry is one of these. */
  needsEntry: boolean
}

/** What feeds are made of. */
const amongServed = ({ showsDuplicates }: FeedQuery): Among => ({
  from: FROM.all,
  entries: showsDuplicates ? [NOT_WITHDRAWN] : IS_SHOWN,
  filings: showsDuplicates ? [] : ['f.is_duplicate = 0'],
  needsEntry: false,
})

/**
 * The SQL that selects the entries of a query, newest first, by walking an index in the order of
 * feeds and stopping at the limit: what it costs grows with the page, not with what is stored. Where
 * something the query asks for is rare, that walk would be long, and all that is rare is sorted.
 *
 * Values come in three parameters: `?1` a JSON object with all that the query names, `?2` how many.
 */
export function selectEntries(
  query: FeedQuery,
  sizes: SetSizes,
  among: Among = amongServed(query),
): {
  sql: string
  values: string
} {
  const { expression, before, languages, search, since, sources } = query
  const slugs = [...new Set(expression.terms.flat().map(({ slug }) => slug))]
  const topic = (slug: string) => `(?1 ->> '$.topics[${slugs.indexOf(slug)}]')`
  const isIn = (slug: string, row: string) =>
    `EXISTS (SELECT 1 FROM entry_topics t
       WHERE t.topic = ${topic(slug)} AND t.sort_at = ${row}.sort_at AND t.key = ${row}.key)`

  /** What every entry must be, whatever its topics. */
  const filters = (row: string, isFound = false) => [
    ...(before
      ? [`(${row}.sort_at, ${row}.key) < (?1 ->> '$.before.sortAt', ?1 ->> '$.before.key')`]
      : []),
    ...(since === undefined ? [] : [`${row}.sort_at >= ?1 ->> '$.since'`]),
    // With a plus, lest an index of these leads away from the order of feeds.
    ...(sources.length === 0
      ? []
      : ["+e.source IN (SELECT value FROM json_each(?1, '$.sources'))"]),
    // As a last look at each entry, unless it comes from there.
    ...(search.length === 0 || isFound
      ? []
      : [
          `EXISTS (SELECT 1 FROM entry_words
             WHERE entry_words.rowid = e.rowid AND entry_words MATCH (?1 ->> '$.search'))`,
        ]),
    ...(languages.length === 0
      ? []
      : [
          `EXISTS (SELECT 1 FROM json_each(?1, '$.languages') l
             WHERE ${LANGUAGE} = l.value OR ${LANGUAGE} LIKE l.value || '-%')`,
        ]),
  ]
  const ordered = (from: string, row: string, conditions: string[]) => `
    SELECT ${row}.sort_at, ${row}.key FROM ${from} WHERE ${conditions.join(' AND ')}
    ORDER BY ${row}.sort_at DESC, ${row}.key DESC LIMIT ?2`

  /** From what is rarest in a conjunction; else from the index of a topic it names, or all entries. */
  const selected = (conjunction: Conjunction) => {
    const isWhether = (row: string) => (literal: { slug: string; not: boolean }) =>
      literal.not ? `NOT ${isIn(literal.slug, row)}` : isIn(literal.slug, row)
    const smallest = smallestOf(conjunction, sizes)
    if (smallest.kind === 'topic') {
      // CROSS JOIN keeps the walk along the topic's index: https://www.sqlite.org/optoverview.html#crossjoin
      const needsEntry = among.needsEntry || sources.length + languages.length + search.length > 0
      const from = needsEntry
        ? 'entry_topics f CROSS JOIN entries e ON e.key = f.key'
        : 'entry_topics f'
      const others = conjunction.filter(({ slug }) => slug !== smallest.slug)
      const conditions = [
        `f.topic = ${topic(smallest.slug)}`,
        ...among.filings,
        ...(among.needsEntry ? among.entries : []),
        ...others.map(isWhether('f')),
      ]
      return ordered(from, 'f', [...conditions, ...filters('f')])
    }
    const narrowed = filters('e', smallest.kind === 'search')
    const conditions = [...among.entries, ...conjunction.map(isWhether('e')), ...narrowed]
    const from = smallest.kind === 'all' ? among.from : FROM[smallest.kind]
    return ordered(from, 'e', conditions)
  }

  const terms = expression.terms.length === 0 ? [[]] : expression.terms
  return {
    sql: union(terms.map(selected)),
    values: JSON.stringify({
      topics: slugs,
      before,
      since,
      sources,
      languages,
      search: matchOf(search),
    }),
  }
}

/** D1 joins at most five selects in one compound, so unions of many are unions of unions. */
const COMPOUND = 5

function union(selects: string[]): string {
  const [only] = selects
  if (selects.length === 1 && only !== undefined) return only
  if (selects.length <= COMPOUND)
    return selects.map((sql) => `SELECT * FROM (${sql})`).join(' UNION ')
  const groups = Array.from({ length: Math.ceil(selects.length / COMPOUND) }, (_, i) =>
    union(selects.slice(i * COMPOUND, (i + 1) * COMPOUND)),
  )
  return union(groups)
}
