import { describe, expect, it } from 'vitest'
import { parseEmbedQuery, printEmbedQuery, subjectOf } from '../../src/domain/embed-query.ts'
import { printFeedQuery } from '../../src/domain/feed-query.ts'

const LIMITS = { usualEntries: 5, maxEntries: 50 }
const parse = (address: string) => {
  const [expression = '', parameters] = address.split('?')
  return parseEmbedQuery(expression, new URLSearchParams(parameters), LIMITS)
}

describe('an embed has one address', () => {
  it.each([
    ['sea,rail', 'rail,sea'],
    ['rail?limit=5&view=title&theme=auto&as=page', 'rail'],
    ['rail?theme=dark&limit=3', 'rail?limit=3&theme=dark'],
    ['rail?theme=dark&as=fragment&view=summary', 'rail?view=summary&as=fragment&theme=dark'],
    ['rail?q=b%20a&utm_source=x', 'rail?q=a+b'],
    ['rail?before=anything', 'rail'],
  ])('%s is at home at %s', (address, home) => {
    const parsed = parse(address)
    expect(parsed.kind === 'query' && printEmbedQuery(parsed.query)).toBe(home)
  })

  it('and a topic it is taken from, narrowed as it is', () => {
    const parsed = parse('rail?limit=3&lang=ja&view=summary&theme=dark')
    expect(parsed.kind === 'query' && printFeedQuery(subjectOf(parsed.query))).toBe('rail?lang=ja')
  })
})

describe('an embed’s address that cannot be read', () => {
  it.each([
    ['rail?limit=51', 'from 1 to 50'],
    ['rail?view=full', 'never carries a whole entry'],
    ['rail?theme=blue', '"theme" must be one of auto, dark, light'],
    ['rail?as=pdf', '"as" must be page or fragment'],
    ['Rail', 'small letters'],
  ])('%s: %s', (address, says) => {
    const parsed = parse(address)
    expect(parsed.kind === 'broken' && parsed.what).toContain(says)
  })
})
