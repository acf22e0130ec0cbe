import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFeedQuery, printFeedQuery, type FeedQuery } from '../../src/domain/feed-query.ts'

const limits = { usualEntries: 50, maxEntries: 200 }

const parse = (text: string) => {
  const [expression = '', parameters = ''] = text.split('?')
  return parseFeedQuery(expression, new URLSearchParams(parameters), limits)
}
const canonical = (text: string) => {
  const parsed = parse(text)
  return parsed.kind === 'query' ? printFeedQuery(parsed.query) : `broken: ${parsed.what}`
}

describe('the one spelling of a query', () => {
  it.each([
    ['b,a', 'a,b'],
    ['a?limit=50', 'a'],
    ['a?limit=010', 'a?limit=10'],
    ['a?view=full', 'a'],
    ['a?view=title&limit=5', 'a?limit=5&view=title'],
    ['a?utm_source=x&limit=5', 'a?limit=5'],
    ['a?lang=en&duplicates=show', 'a?duplicates=show&lang=en'],
    ['a?lang=JA,en,en-GB', 'a?lang=en,ja'],
    ['a?source=z,b,z', 'a?source=b,z'],
    ['a?source=', 'a'],
    ['a?q=', 'a'],
    ['a?q=Ship%20ship%20-Crypto&limit=5', 'a?limit=5&q=ship+-crypto'],
    ['a?since=2026-11-22', 'a?since=2026-11-22'],
    ['a?since=2026-11-22T00:00:00Z', 'a?since=2026-11-22'],
    ['a?since=2026-11-22T01:00:00.5%2B01:00', 'a?since=2026-11-22'],
    ['a?since=2026-11-22T12:30:00+01:00', 'a?since=2026-11-22T11:30:00Z'],
  ])('of %s is %s', (text, is) => expect(canonical(text)).toBe(is))
})

describe('a parameter that cannot be read is told, not passed over', () => {
  it.each([
    ['a+', 'at character 3 of the topic, a topic is missing here'],
    ['a?limit=0', '"limit" must be a whole number from 1 to 200'],
    ['a?limit=201', '"limit" must be a whole number from 1 to 200'],
    ['a?limit=ten', '"limit" must be a whole number from 1 to 200'],
    ['a?duplicates=some', '"duplicates" can only be "show"'],
    ['a?view=tiny', '"view" must be one of full, summary, title'],
    ['a?since=yesterday', '"since" must be a date or a date-time of RFC 3339, such as 2026-11-22'],
    ['a?since=2026-13-01', '"since" must be a date or a date-time of RFC 3339, such as 2026-11-22'],
    ['a?lang=english!', '"english!" cannot be a lang'],
    ['a?source=A_B', '"a_b" cannot be a source'],
    ['a?before=x', '"before" is not one that a feed of ours has given'],
    ['a?before=%00', '"before" is not one that a feed of ours has given'],
  ])('%s: %s', (text, what) => expect(canonical(text)).toBe(`broken: ${what}`))
})

it('parsing what was printed is the identity', () => {
  const names = fc
    .uniqueArray(fc.constantFrom('a', 'b-2', 'rail', 'sea'), { maxLength: 3 })
    .map((list) => list.toSorted())
  const query: fc.Arbitrary<FeedQuery> = fc.record({
    expression: fc.constantFrom({ terms: [] }, { terms: [[{ slug: 'a', not: true }]] }),
    before: fc.option(fc.constant({ sortAt: '2026-11-22T12:00:00Z', key: 'abc-2' }), {
      nil: undefined,
    }),
    languages: fc.constantFrom([], ['en'], ['en-gb', 'ja']),
    limit: fc.option(fc.constantFrom(1, 49, 200), { nil: undefined }),
    since: fc.option(fc.constantFrom('2026-11-22T00:00:00Z', '2026-11-22T11:30:00Z'), {
      nil: undefined,
    }),
    search: fc.constantFrom(
      [],
      [
        { text: 'ship', not: false },
        { text: 'a b', not: true },
      ],
    ),
    showsDuplicates: fc.boolean(),
    sources: names,
    view: fc.constantFrom('full' as const, 'summary' as const, 'title' as const),
  })
  fc.assert(
    fc.property(query, (given) => {
      expect(parse(printFeedQuery(given))).toEqual({ kind: 'query', query: given })
    }),
  )
})
