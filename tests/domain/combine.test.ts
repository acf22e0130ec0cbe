import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { combined, type Combination } from '../../src/domain/combine.ts'
import {
  holds,
  parseExpression,
  printExpression,
  type Expression,
} from '../../src/domain/expression.ts'

const expressionOf = (text: string): Expression => {
  const parsed = parseExpression(text)
  if (parsed.kind === 'broken') throw new Error(parsed.what)
  return parsed.expression
}

const after = (text: string, slug: string, how: Combination) => {
  const expression = combined(expressionOf(text), slug, how)
  return expression && printExpression(expression)
}

describe('an expression combined by click', () => {
  it.each<[text: string, how: Combination, slug: string, becomes: string | undefined]>([
    ['rail', 'and', 'sea', 'rail+sea'],
    ['rail', 'or', 'sea', 'rail,sea'],
    ['rail', 'without', 'sea', 'rail+!sea'],
    ['rail,sea', 'and', 'air', 'air+rail,air+sea'],
    ['rail+sea', 'or', 'air', 'air,rail+sea'],
    ['all', 'and', 'sea', 'sea'],
    ['all', 'without', 'sea', '!sea'],
    ['all', 'or', 'sea', undefined],
    ['rail', 'drop', 'rail', 'all'],
    ['rail+sea', 'drop', 'sea', 'rail'],
    ['rail,sea', 'drop', 'sea', 'rail'],
    ['rail+!sea', 'drop', 'sea', 'rail'],
    ['rail', 'and', 'rail', undefined],
    ['rail', 'drop', 'sea', undefined],
  ])('%s %s %s is %s', (text, how, slug, becomes) => {
    expect(after(text, slug, how)).toBe(becomes)
  })

  it('stops at four topics, for more cannot be worked out for every click of a page', () => {
    expect(after('a,b,c', 'd', 'or')).toBe('a,b,c,d')
    expect(after('a,b,c,d', 'e', 'or')).toBeUndefined()
    expect(after('a,b,c,d', 'd', 'drop')).toBe('a,b,c')
  })

  const slugs = ['a', 'b', 'c']
  const anyTerm = fc
    .uniqueArray(fc.constantFrom(...slugs), { minLength: 1 })
    .chain((named) =>
      fc
        .tuple(...named.map(() => fc.boolean()))
        .map((nots) => named.map((slug, i) => (nots[i] ? `!${slug}` : slug)).join('+')),
    )
  const anyExpression = fc
    .array(anyTerm, { minLength: 1, maxLength: 3 })
    .map((terms) => terms.join())

  it('means what was clicked, whatever it meant before', () => {
    fc.assert(
      fc.property(anyExpression, fc.subarray([...slugs, 'd']), (text, topics) => {
        const parsed = parseExpression(text)
        if (parsed.kind === 'broken') return
        const { expression } = parsed
        const entry = new Set(topics)
        const before = holds(expression, entry)
        const isNow = (how: Combination) =>
          holds(combined(expression, 'd', how) ?? expression, entry)
        expect(isNow('and')).toBe(before && entry.has('d'))
        expect(isNow('or')).toBe(before || (expression.terms.length > 0 && entry.has('d')))
        expect(isNow('without')).toBe(before && !entry.has('d'))
      }),
    )
  })
})
