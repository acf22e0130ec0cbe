import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { d1Entries } from '../../src/adapters/d1-entries.ts'
import { d1Polls } from '../../src/adapters/d1-polls.ts'
import { holds, parseExpression, type Expression } from '../../src/domain/expression.ts'
import { queryOf, type Cursor } from '../../src/domain/feed-query.ts'
import type { EntryWrite } from '../../src/domain/store.ts'
import { entryOf } from '../support/entries.ts'
import { reset } from '../support/workerd/reset.ts'

const TOPICS = ['a', 'b', 'c', 'd']
const NOW = '2026-11-22T12:00:00Z'

/** Many stand at one moment, so that their order hangs on their keys. */
const momentOf = (hour: number) => `2026-11-${10 + (hour % 5)}T10:00:00Z`

const writeOf = (n: number, topics: readonly string[], hour: number): EntryWrite => ({
  entry: entryOf({
    key: `k${String(n * 7919).padStart(8, '0')}`,
    id: `urn:x:${n}`,
    source: null,
    sortAt: momentOf(hour),
  }),
  written: { links: [], enclosures: [], authors: [], contributors: [], categories: [] },
  isWithheld: false,
  sanitizerVersion: 1,
  topics: topics.map((slug) => ({ slug, evidence: [] })),
  words: '',
  signature: { title: [], titleParticulars: [], lead: [], leadParticulars: [] },
})

/** Every set of topics, thrice. */
const stored = Array.from({ length: 48 }, (_, n) =>
  writeOf(
    n,
    TOPICS.filter((__, bit) => (n >> bit) & 1),
    n * 3,
  ),
)
let arrived = stored.length

const record = (...writes: EntryWrite[]) => d1Polls(env.DB).record(writes, null, NOW)

const parsed = (text: string): Expression => {
  const result = parseExpression(text)
  if (result.kind === 'broken') throw new Error(result.what)
  return result.expression
}
const literal = fc
  .tuple(fc.boolean(), fc.constantFrom(...TOPICS))
  .map(([not, slug]) => (not ? `!${slug}` : slug))
const expression = fc
  .array(
    fc.array(literal, { minLength: 1, maxLength: 3 }).map((literals) => literals.join('+')),
    { minLength: 1, maxLength: 4 },
  )
  .map((terms) => terms.join(','))
  .filter((text) => parseExpression(text).kind === 'expression')

async function pageOf(text: string, limit: number, before?: Cursor) {
  const { entries, next } = await d1Entries(env.DB).select(
    { ...queryOf(), expression: parsed(text), before },
    limit,
  )
  return { keys: entries.map(({ key }) => key), next }
}
const whole = async (text: string) => (await pageOf(text, 10_000)).keys

/** All pages, one after the other; something happens between each two of them. */
async function paged(
  text: string,
  limit: number,
  between: () => Promise<unknown>,
  before?: Cursor,
): Promise<string[]> {
  const { keys, next } = await pageOf(text, limit, before)
  if (!next) return keys
  await between()
  return [...keys, ...(await paged(text, limit, between, next))]
}

beforeAll(async () => {
  await reset()
  await env.DB.batch(
    ['all', ...TOPICS].map((slug) =>
      env.DB.prepare('INSERT INTO streams (slug, version, changed_at) VALUES (?, 1, ?)').bind(
        slug,
        '2026-01-01T00:00:00Z',
      ),
    ),
  )
  await record(...stored)
})

describe('the laws of what is selected', () => {
  it('an expression holds what its meaning says, in the order of feeds', async () => {
    await fc.assert(
      fc.asyncProperty(expression, async (text) => {
        const model = stored
          .filter(({ topics }) => holds(parsed(text), new Set(topics.map(({ slug }) => slug))))
          .map(({ entry }) => entry)
          .toSorted((x, y) => (`${x.sortAt} ${x.key}` < `${y.sortAt} ${y.key}` ? 1 : -1))
        expect(await whole(text)).toEqual(model.map(({ key }) => key))
      }),
      { numRuns: 60 },
    )
  })

  it('A+B is within A and within B', async () => {
    await fc.assert(
      fc.asyncProperty(literal, literal, async (a, b) => {
        fc.pre(parseExpression(`${a}+${b}`).kind === 'expression')
        const [both, one, other] = await Promise.all([whole(`${a}+${b}`), whole(a), whole(b)])
        expect(both).toEqual(one.filter((key) => other.includes(key)))
      }),
      { numRuns: 30 },
    )
  })

  it('pages of any size are the whole, without repeats or gaps', async () => {
    await fc.assert(
      fc.asyncProperty(expression, fc.integer({ min: 1, max: 20 }), async (text, limit) => {
        expect(await paged(text, limit, async () => undefined)).toEqual(await whole(text))
      }),
      { numRuns: 20 },
    )
  })

  it('and still are while newer entries arrive between them', async () => {
    await fc.assert(
      fc.asyncProperty(
        expression,
        fc.integer({ min: 3, max: 20 }),
        fc.subarray(TOPICS),
        async (text, limit, topics) => {
          const before = await whole(text)
          const arrive = () => {
            arrived += 1
            return record({
              ...writeOf(arrived, topics, 0),
              entry: entryOf({
                key: `n${arrived}`,
                id: `urn:n:${arrived}`,
                source: null,
                sortAt: `${new Date(Date.UTC(2026, 11, 1, 0, 0, arrived)).toISOString().slice(0, 19)}Z`,
              }),
            })
          }
          expect(await paged(text, limit, arrive)).toEqual(before)
        },
      ),
      { numRuns: 15 },
    )
  })
})
