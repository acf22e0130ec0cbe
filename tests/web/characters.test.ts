import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  hasForbiddenCharacters,
  isForbidden,
  repairMojibake,
  withoutForbiddenCharacters,
} from '../../src/web/characters.ts'

describe('characters XML 1.0 forbids', () => {
  it.each([
    {
      text: 'a\u0000b\u0008c\u000B\u000C\u001F',
      clean: 'abc',
      because: 'controls never said anything',
    },
    { text: 'a\tb\nc\rd', clean: 'a\tb\nc\rd', because: 'three controls are allowed' },
    { text: 'a\uD83Db', clean: 'a\uFFFDb', because: 'half a character stood for one' },
    { text: 'a😀b', clean: 'a😀b', because: 'a whole one stays' },
    { text: 'a\uFFFE\uFFFFb', clean: 'ab', because: 'these are no characters' },
    {
      text: 'a\u007F\u0085b',
      clean: 'a\u007F\u0085b',
      because: 'these are discouraged, not forbidden',
    },
  ])('$because', ({ text, clean }) => {
    expect(withoutForbiddenCharacters(text)).toBe(clean)
  })

  it('are gone for good, one by one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = withoutForbiddenCharacters(text)
        expect(hasForbiddenCharacters(clean)).toBe(false)
        expect(
          Array.from(clean).some((character) => isForbidden(character.codePointAt(0) ?? 0)),
        ).toBe(false)
        expect(withoutForbiddenCharacters(clean)).toBe(clean)
      }),
    )
  })
})

describe('text that was bytes once', () => {
  it.each([
    { text: 'don\u0092t', repaired: 'don’t', because: 'windows-1252 taken for Unicode' },
    { text: '\u00E2\u0080\u00A6', repaired: '…', because: 'UTF-8 read as ISO-8859-1' },
    { text: 'Zürich, Genève', repaired: 'Zürich, Genève', because: 'nothing is wrong with it' },
    { text: 'Japanâ€™s', repaired: 'Japan’s', because: 'UTF-8 read as windows-1252' },
    { text: 'â€¦ and 年', repaired: 'â€¦ and 年', because: 'it cannot have been single bytes' },
    { text: 'naïve Â', repaired: 'naïve Â', because: 'it is not UTF-8 throughout' },
  ])('$text is $repaired: $because', ({ text, repaired }) => {
    expect(repairMojibake(text)).toBe(repaired)
  })
})
