import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds, parseExpression } from '../../src/domain/expression.ts'
import { queryOf } from '../../src/domain/feed-query.ts'
import { feedDocument, versionOf } from '../../src/publish/document.ts'
import { servedOf } from '../support/feeds.ts'

const SLUGS = ['a', 'b', 'c']
const EVERY_SET = Array.from(
  { length: 8 },
  (_, bits) => new Set(SLUGS.filter((__, i) => (bits >> i) & 1)),
)

const parsed = (text: string) => {
  const result = parseExpression(text)
  if (result.kind === 'broken') throw new Error(result.what)
  return result.expression
}

const literal = fc
  .tuple(fc.boolean(), fc.constantFrom(...SLUGS, 'all'))
  .map(([not, slug]) => (not ? `!${slug}` : slug))
const expression = fc
  .array(
    fc.array(literal, { minLength: 1, maxLength: 3 }).map((literals) => literals.join('+')),
    { minLength: 1, maxLength: 3 },
  )
  .map((terms) => terms.join(','))
  .filter((text) => parseExpression(text).kind === 'expression')

/** A newsroom with an entry in every set of topics: what an expression means is what it holds. */
function served(text: string, id: string | undefined) {
  const query = { ...queryOf(), expression: parsed(text) }
  const entries = EVERY_SET.filter((set) => holds(query.expression, set)).map((set) => {
    const topics = [...set].map((slug) => ({ slug, evidence: [] }))
    return servedOf({ key: ['in', ...set].join('-'), topics })
  })
  const feed = feedDocument(
    { query, entries, next: undefined, changedAt: '2026-11-01T00:00:00Z' },
    {
      newsroom: { title: 'D', description: 'd', contact: 'a@x.example', language: 'en', id },
      topics: [],
      siteUrl: 'https://despatch.example',
    },
  )
  const { etag } = versionOf(feed, 'atom')
  return { address: feed.feedUrls.atom, id: feed.id, etag }
}

describe('two expressions', () => {
  it.each([{ id: undefined }, { id: 'urn:x:newsroom' }])(
    'mean the same if, and only if, they have one address, one id and one ETag: $id',
    ({ id }) => {
      fc.assert(
        fc.property(expression, expression, (one, other) => {
          const [x, y] = [served(one, id), served(other, id)]
          const isSame = EVERY_SET.every(
            (set) => holds(parsed(one), set) === holds(parsed(other), set),
          )
          expect([x.address === y.address, x.id === y.id, x.etag === y.etag]).toEqual([
            isSame,
            isSame,
            isSame,
          ])
        }),
        { numRuns: 300 },
      )
    },
  )
})
