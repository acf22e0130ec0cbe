import * as v from 'valibot'
import { topicsOf, type Conjunction } from '../domain/expression.ts'
import type { FeedQuery } from '../domain/feed-query.ts'
import { matchOf } from './match-of.ts'

/**
 * What is rarer than this is looked up whole and sorted, in milliseconds. What is not comes
 * often enough that a walk along all entries, newest first, soon has a page of it.
 */
const RARE = 10_000

/** What is searched for, the sources and the languages of a query, each as entries `e` of `FROM`. */
export const FOUND = `
  (SELECT rowid AS found FROM entry_words WHERE entry_words MATCH (?1 ->> '$.search')) w
  CROSS JOIN entries e ON e.rowid = w.found`
export const OF_SOURCES = `
  json_each(?1, '$.sources') s
  CROSS JOIN entries e INDEXED BY entries_source ON e.source = s.value`

/** As the index of languages has it. */
export const LANGUAGE = "lower(e.head ->> 'language')"
// From "en" up to "en.", which comes after every "en-…" and before every "eng".
export const IN_LANGUAGES = `
  json_each(?1, '$.languages') r CROSS JOIN entries e INDEXED BY entries_language
  ON e.lead IS NULL AND e.withdrawn_at IS NULL
     AND ${LANGUAGE} >= r.value AND ${LANGUAGE} < r.value || '.'`

type Narrowing = 'search' | 'sources' | 'languages'

/** How many entries there are of each thing a query asks for; absent for many. */
export interface SetSizes {
  topics: ReadonlyMap<string, number>
  search?: number | undefined
  sources?: number | undefined
  languages?: number | undefined
  /** Of all that may be selected at all, where that is few. */
  all?: number | undefined
}

const ALL_MANY: SetSizes = { topics: new Map() }

const SizesRow = v.record(v.string(), v.number())

/** Where to begin with a conjunction: what is rarest in it, else its first topic, else everything. */
export function smallestOf(
  conjunction: Conjunction,
  { topics, all, ...narrowings }: SetSizes,
): { kind: 'topic'; slug: string } | { kind: Narrowing | 'all' } {
  const wanted = conjunction.filter(({ not }) => !not)
  const sets = [
    ...wanted.map(({ slug }) => ({
      start: { kind: 'topic', slug } as const,
      size: topics.get(slug),
    })),
    ...(['sources', 'languages', 'search'] as const).map((kind) => ({
      start: { kind },
      size: narrowings[kind],
    })),
    { start: { kind: 'all' } as const, size: all },
  ].filter(({ size }) => size !== undefined)
  const [rarest] = sets.toSorted((a, b) => (a.size ?? 0) - (b.size ?? 0))
  const [first] = wanted
  return rarest?.start ?? (first ? { kind: 'topic', slug: first.slug } : { kind: 'all' })
}

/** How many there are of what is looked for, if that is few. */
export async function sizeIfRare(db: D1Database, from: string): Promise<number | undefined> {
  const row = await db.prepare(`SELECT ${counted('all', from)}`).first()
  return rareAmong(v.parse(SizesRow, row)).all
}

/** Counts no further than is of interest. */
const counted = (name: string, from: string) =>
  `(SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT ${RARE})) AS "${name}"`

/** Of every thing a query asks for, by name: what is counted. */
function asked({
  expression,
  languages,
  search,
  showsDuplicates,
  sources,
}: FeedQuery): [name: string, from: string][] {
  return [
    ...topicsOf(expression).map((slug, i): [string, string] => [
      `topic ${slug}`,
      `entry_topics WHERE topic = (?1 ->> '$.slugs[${i}]')`,
    ]),
    ...(search.length === 0 ? [] : [['search', FOUND] satisfies [string, string]]),
    ...(sources.length === 0 ? [] : [['sources', OF_SOURCES] satisfies [string, string]]),
    // Their index leaves duplicates out.
    ...(languages.length === 0 || showsDuplicates
      ? []
      : [['languages', IN_LANGUAGES] satisfies [string, string]]),
  ]
}

/** Looks how rare things are, where a query asks for several at once. */
export async function setSizes(db: D1Database, query: FeedQuery): Promise<SetSizes> {
  const { expression, languages, search, sources } = query
  const isNarrowed = languages.length + search.length + sources.length > 0
  const isCombined = expression.terms.some(
    (conjunction) => conjunction.filter(({ not }) => !not).length > 1,
  )
  const things = asked(query)
  if ((!isNarrowed && !isCombined) || things.length === 0) return ALL_MANY
  const row = await db
    .prepare(`SELECT ${things.map(([name, from]) => counted(name, from)).join(', ')}`)
    .bind(
      JSON.stringify({ slugs: topicsOf(expression), sources, languages, search: matchOf(search) }),
    )
    .first()
  return rareAmong(v.parse(SizesRow, row))
}

function rareAmong(counts: Record<string, number>): SetSizes {
  const rare = Object.entries(counts).filter(([, size]) => size < RARE)
  const { search, sources, languages, all } = Object.fromEntries(rare)
  const topics = rare.flatMap(([name, size]) =>
    name.startsWith('topic ') ? [[name.slice('topic '.length), size] as const] : [],
  )
  return { topics: new Map(topics), search, sources, languages, all }
}
