import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch, printSearch } from '../../src/domain/search-terms.ts'

const canonical = (text: string) => {
  const parsed = parseSearch(text)
  return parsed.kind === 'terms' ? printSearch(parsed.terms) : `broken: ${parsed.what}`
}

describe('the one spelling of a search', () => {
  it.each([
    ['ship', 'ship'],
    ['  Train   SHIP train ', 'ship train'],
    ['"Carrier  Strike Group" japan', '"carrier strike group" japan'],
    ['"ship"', 'ship'],
    ['-crypto ship', 'ship -crypto'],
    ['-"pacific time" ship', 'ship -"pacific time"'],
    ['ship "unended phrase', 'ship "unended phrase"'],
    ['ship & -', 'ship'],
    ['防衛省', '防衛省'],
    ['self-defence', 'self-defence'],
  ])('of %s is %s', (text, is) => expect(canonical(text)).toBe(is))
})

it.each([
  ['-crypto', 'there is nothing in it to look for'],
  ['!!!', 'there is nothing in it to look for'],
  ['a'.repeat(201), 'it is longer than 200 characters'],
  ['a b c d e f g h i j k', 'it has more than 10 words and phrases'],
])('%s is refused: %s', (text, what) => expect(canonical(text)).toBe(`broken: ${what}`))

it('parsing what was printed is the identity', () => {
  const piece = fc.constantFrom(
    'ship',
    '"a b"',
    '-x',
    '-"y z"',
    '"',
    '-',
    '防衛',
    '"-q"',
    'É',
    '""',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const once = canonical(pieces.join(' '))
      fc.pre(!once.startsWith('broken'))
      expect(canonical(once)).toBe(once)
    }),
  )
})
