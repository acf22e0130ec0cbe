import { searchWords } from '../classify/search-words.ts'
import type { Conjunction } from '../domain/expression.ts'
import type { FeedQuery } from '../domain/feed-query.ts'

/**
 * The SQL that selects the entries of a query, newest first, by walking an index in the order of
 * feeds and stopping at the limit: what it costs grows with the page, not with what is stored.
 *
 * Values come in three parameters: `?1` a JSON object with all that the query names, `?2` how many.
 */
export function selectEntries(query: FeedQuery): {
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
  const filters = (row: string) => [
    ...(before
      ? [`(${row}.sort_at, ${row}.key) < (?1 ->> '$.before.sortAt', ?1 ->> '$.before.key')`]
      : []),
    ...(since === undefined ? [] : [`${row}.sort_at >= ?1 ->> '$.since'`]),
    ...(sources.length === 0 ? [] : ["e.source IN (SELECT value FROM json_each(?1, '$.sources'))"]),
    ...search.map(
      ({ not }, i) =>
        `e.rowid ${not ? 'NOT IN' : 'IN'} (
           SELECT rowid FROM entry_words WHERE entry_words MATCH (?1 ->> '$.search[${i}]'))`,
    ),
    ...(languages.length === 0
      ? []
      : [
          `EXISTS (SELECT 1 FROM json_each(?1, '$.languages') l
             WHERE lower(e.head ->> 'language') = l.value
                OR lower(e.head ->> 'language') LIKE l.value || '-%')`,
        ]),
  ]
  const ordered = (from: string, row: string, conditions: string[]) => `
    SELECT ${row}.sort_at, ${row}.key FROM ${from} WHERE ${conditions.join(' AND ')}
    ORDER BY ${row}.sort_at DESC, ${row}.key DESC LIMIT ?2`

  /** From the index of one topic where a conjunction names one that must be; else from all entries. */
  const selected = (conjunction: Conjunction) => {
    const [first, ...others] = conjunction.toSorted((a, b) => Number(a.not) - Number(b.not))
    const isWhether = (row: string) => (literal: { slug: string; not: boolean }) =>
      literal.not ? `NOT ${isIn(literal.slug, row)}` : isIn(literal.slug, row)
    if (first && !first.not) {
      // CROSS JOIN keeps the walk along the topic's index: https://www.sqlite.org/optoverview.html#crossjoin
      const needsEntry = sources.length + languages.length + search.length > 0
      const from = needsEntry
        ? 'entry_topics f CROSS JOIN entries e ON e.key = f.key'
        : 'entry_topics f'
      const conditions = [`f.topic = ${topic(first.slug)}`, ...others.map(isWhether('f'))]
      return ordered(from, 'f', [...conditions, ...filters('f')])
    }
    const isShown = ['e.lead IS NULL', 'e.withdrawn_at IS NULL']
    return ordered('entries e', 'e', [
      ...isShown,
      ...conjunction.map(isWhether('e')),
      ...filters('e'),
    ])
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
      search: search.map(({ text }) => phrase(text)),
    }),
  }
}

/** A phrase of https://www.sqlite.org/fts5.html#fts5_phrases, cut as the entries' words were. */
const phrase = (text: string) => `"${searchWords(text).replaceAll('"', '')}"`

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
