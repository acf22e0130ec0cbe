import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { selectEntries } from '../../src/adapters/select-entries.ts'
import { setSizes, smallestOf, type SetSizes } from '../../src/adapters/set-sizes.ts'
import { parseFeedQuery } from '../../src/domain/feed-query.ts'
import { reset } from '../support/workerd/reset.ts'

const queryOf = (text: string) => {
  const [expression = '', parameters] = text.split('?')
  const limits = { usualEntries: 50, maxEntries: 200 }
  const parsed = parseFeedQuery(expression, new URLSearchParams(parameters), limits)
  if (parsed.kind === 'broken') throw new Error(parsed.what)
  return parsed.query
}

/** 60 entries, each with what its number says: every second in `two`, and so on; some not shown. */
const FILL = [
  `INSERT INTO sources (slug, url, first_url, settings, managed_by, changed_at, next_poll_at, because)
   SELECT value, value, value, '{}', 'data', '', '', '' FROM json_each('["s0","s1","s2"]')`,
  `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 59)
   INSERT INTO entries (key, id, source, lead, sort_at, first_seen_at, changed_at, updated, revision,
                        fingerprint, withdrawn_at, head)
   SELECT printf('k%02d', i), i, 's' || (i % 3), CASE WHEN i % 11 = 10 THEN 'k00' END,
          printf('2026-11-01T10:%02d:00Z', i / 2), '', '', '', 1, '',
          CASE WHEN i % 13 = 12 THEN '2026-11-02' END,
          json_object('language', CASE i % 5 WHEN 0 THEN 'en' WHEN 1 THEN 'en-GB' WHEN 2 THEN 'eng' WHEN 3 THEN 'ja' END)
   FROM n`,
  `INSERT INTO entry_topics (topic, sort_at, key, evidence)
   SELECT m.value ->> 0, e.sort_at, e.key, '[]' FROM entries e, json_each('[["two",2],["three",3],["few",20]]') m
   WHERE e.id % (m.value ->> 1) = 0 AND lead IS NULL AND withdrawn_at IS NULL`,
  `INSERT INTO entry_words (rowid, words)
   SELECT rowid, 'every' || CASE WHEN id % 2 = 0 THEN ' even' ELSE ' odd' END
                 || CASE WHEN id % 7 = 0 THEN ' seldom' ELSE '' END FROM entries`,
]

beforeEach(async () => {
  await reset()
  await env.DB.batch(FILL.map((sql) => env.DB.prepare(sql)))
})

async function keys(text: string, sizes: SetSizes): Promise<string[]> {
  const { sql, values } = selectEntries(queryOf(text), sizes)
  const { results } = await env.DB.prepare(
    `SELECT key FROM (${sql}) ORDER BY sort_at DESC, key DESC LIMIT ?2`,
  )
    .bind(values, 8)
    .all<{ key: string }>()
  return results.map(({ key }) => key)
}

const MANY: SetSizes = { topics: new Map() }
const RARE: Record<string, SetSizes> = {
  'the first topic': { topics: new Map([['two', 1]]) },
  'another topic': { topics: new Map([['three', 1]]) },
  'the sources': { topics: new Map(), sources: 1 },
  'the languages': { topics: new Map(), languages: 1 },
  'what is searched for': { topics: new Map(), search: 1 },
}

describe('wherever it begins, a select finds the same, in the same order', () => {
  it.each([
    'two+three',
    'two+three+!few',
    'few,two+three',
    'all?source=s0,s2',
    'two?source=s1',
    'all?lang=en,ja',
    '!two?lang=en',
    'all?q=even',
    'all?q=seldom+-even',
    'two+three?lang=en&q=seldom&source=s0,s1',
    'all?q=every&since=2026-11-01T10:10:00Z',
  ])('%s', async (text) => {
    const expected = await keys(text, MANY)
    expect(expected.length).toBeGreaterThan(0)
    // A thing the query does not ask for is never counted.
    const places = Object.entries(RARE).filter(([where]) => isAskedFor(text, where))
    for (const [where, sizes] of places)
      expect([where, await keys(text, sizes)]).toEqual([where, expected])
  })

  const isAskedFor = (text: string, where: string) =>
    ({
      'the sources': text.includes('source='),
      'the languages': text.includes('lang='),
      'what is searched for': text.includes('q='),
    })[where] ?? true
})

describe('a select begins', () => {
  it.each([
    { sizes: { topics: new Map() }, kind: 'topic', slug: 'a', because: 'nothing in it is rare' },
    { sizes: { topics: new Map([['b', 9]]) }, kind: 'topic', slug: 'b', because: 'that is rare' },
    { sizes: { topics: new Map([['b', 9]]), search: 3 }, kind: 'search', because: 'that is rarer' },
    { sizes: { topics: new Map([['c', 1]]) }, kind: 'topic', slug: 'a', because: 'c must not be' },
  ])('with the $kind $slug: $because', ({ sizes, kind, slug }) => {
    const [conjunction = []] = queryOf('a+b+!c').expression.terms
    expect(smallestOf(conjunction, sizes)).toEqual({ kind, ...(slug !== undefined && { slug }) })
  })

  it('with everything where nothing must be', () => {
    expect(smallestOf([{ slug: 'a', not: true }], MANY)).toEqual({ kind: 'all' })
  })
})

describe('what is counted', () => {
  it.each([
    { text: 'two', sizes: MANY, because: 'there is nothing to choose' },
    { text: '!two+three', sizes: MANY, because: 'there is nothing to choose' },
    {
      text: 'few+two',
      sizes: {
        topics: new Map([
          ['few', 3],
          ['two', 25],
        ]),
      },
    },
    { text: 'all?q=seldom', sizes: { topics: new Map(), search: 9 } },
    { text: 'all?source=s0&lang=ja', sizes: { topics: new Map(), sources: 20, languages: 10 } },
  ])('of $text: $sizes', async ({ text, sizes }) => {
    const { topics, ...narrowings } = await setSizes(env.DB, queryOf(text))
    expect({ topics, ...JSON.parse(JSON.stringify(narrowings)) }).toEqual(sizes)
  })
})
