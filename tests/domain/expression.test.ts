import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  holds,
  parseExpression,
  printExpression,
  type Expression,
} from '../../src/domain/expression.ts'

const parsed = (text: string): Expression => {
  const result = parseExpression(text)
  if (result.kind === 'broken') throw new Error(`${text}: ${result.what}`)
  return result.expression
}
const canonical = (text: string) => printExpression(parsed(text))

describe('the canonical form', () => {
  it.each([
    { text: 'defence', is: 'defence' },
    { text: 'indo-pacific+defence', is: 'defence+indo-pacific', because: 'sorted' },
    { text: 'b,a', is: 'a,b', because: 'sorted' },
    { text: 'a+a', is: 'a', because: 'without repeats' },
    { text: 'a,a+b', is: 'a', because: 'what is needless is dropped' },
    { text: 'a+b,a+!b', is: 'a', because: 'b does not matter' },
    { text: 'a,!a+b', is: 'a,b', because: '!a adds nothing where a is in already' },
    { text: 'a+b,!a+c,b+c', is: '!a+c,a+b', because: 'the third is in one of the others' },
    { text: 'all+a', is: 'a', because: 'everything is in all' },
    { text: 'all,a', is: 'all', because: 'everything is in all' },
    { text: 'a,!a', is: 'all', because: 'everything is in one or the other' },
    { text: 'a b', is: 'a+b', because: 'a + that became a space' },
    { text: '!crypto+cyber,indo-pacific+defence', is: '!crypto+cyber,defence+indo-pacific' },
  ])('of $text is $is: $because', ({ text, is }) => {
    expect(canonical(text)).toBe(is)
  })
})

describe('an expression that cannot be read says what is wrong and where', () => {
  it.each([
    { text: '', at: 0, what: 'a topic is missing here' },
    { text: 'a+', at: 2, what: 'a topic is missing here' },
    { text: ',a', at: 0, what: 'a topic is missing here' },
    { text: 'a,+b', at: 2, what: 'a topic is missing here' },
    {
      text: 'a+B',
      at: 2,
      what: '"B" is no topic: small letters, digits and single hyphens name one',
    },
    {
      text: 'a+!!b',
      at: 2,
      what: '"!b" is no topic: small letters, digits and single hyphens name one',
    },
    { text: 'a+!a', at: 0, what: 'no entry could ever be in it' },
    { text: '!all', at: 0, what: 'no entry could ever be in it' },
    { text: 'a,b,c,d,e,f,g,h,i', at: 0, what: 'it names more than 8 topics' },
    { text: 'a'.repeat(501), at: 500, what: 'it is longer than 500 characters' },
  ])('$text: at $at, $what', ({ text, at, what }) => {
    expect(parseExpression(text)).toEqual({ kind: 'broken', at, what })
  })
})

describe('the laws', () => {
  const literal = fc.tuple(fc.boolean(), fc.constantFrom('a', 'b', 'c', 'd', 'all'))
  const text = fc
    .array(fc.array(literal, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
    .map((terms) =>
      terms.map((term) => term.map(([not, slug]) => (not ? `!${slug}` : slug)).join('+')).join(','),
    )
    .filter((candidate) => parseExpression(candidate).kind === 'expression')
  const topics = fc.subarray(['a', 'b', 'c', 'd'])
  const everySet = Array.from(
    { length: 16 },
    (_, bits) => new Set(['a', 'b', 'c', 'd'].filter((__, i) => (bits >> i) & 1)),
  )
  /** By the grammar's own words, without any simplifying. */
  const means = (expression: string, entry: ReadonlySet<string>) =>
    expression.split(',').some((term) =>
      term.split('+').every((part) => {
        const slug = part.replace('!', '')
        return (slug === 'all' || entry.has(slug)) !== part.startsWith('!')
      }),
    )

  it('the canonical form means what was written', () => {
    fc.assert(
      fc.property(text, topics, (expression, entry) => {
        const set = new Set(entry)
        expect(holds(parsed(expression), set)).toBe(means(expression, set))
      }),
    )
  })

  it('parsing what was printed is the identity', () => {
    fc.assert(
      fc.property(text, (expression) => {
        expect(canonical(canonical(expression))).toBe(canonical(expression))
        expect(parsed(canonical(expression))).toEqual(parsed(expression))
      }),
    )
  })

  it('equal meaning, and only that, has an equal canonical form', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const same = everySet.every((entry) => means(one, entry) === means(other, entry))
        expect(canonical(one) === canonical(other)).toBe(same)
      }),
      { numRuns: 500 },
    )
  })
})
