import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortened, wordDiff, type Piece } from '../../src/pages/word-diff.ts'

const shown = (pieces: readonly Piece[]) =>
  pieces
    .map(({ kind, text }) =>
      kind === 'same' ? text : kind === 'added' ? `[+${text}+]` : `[-${text}-]`,
    )
    .join('')

describe('what became of a text', () => {
  it.each([
    {
      before: 'The ship sails at six.',
      after: 'The ship sails at seven.',
      language: 'en',
      is: 'The ship sails at [-six-][+seven+].',
    },
    {
      before: '船が港に着いた。',
      after: '船が横浜に着いた。',
      language: 'ja',
      is: '船が[-港-][+横浜+]に着いた。',
    },
    {
      before: 'سفينة جديدة',
      after: 'سفينة قديمة',
      language: 'ar',
      is: 'سفينة [-جديدة-][+قديمة+]',
    },
    { before: 'Same', after: 'Same', language: 'en', is: 'Same' },
    { before: '', after: 'New', language: 'en', is: '[+New+]' },
    { before: 'Old', after: '', language: 'x_y z', is: '[-Old-]' },
  ])('"$before", then "$after": $is', ({ before, after, language, is }) => {
    expect(shown(wordDiff(before, after, language))).toBe(is)
  })

  it('is both texts whole where everything is another word, in a moment', () => {
    const words = (prefix: string) =>
      Array.from({ length: 20_000 }, (_, i) => `${prefix}${i}`).join(' ')
    const started = performance.now()
    expect(wordDiff(words('a'), words('b'), 'en').map(({ kind }) => kind)).toEqual([
      'removed',
      'added',
    ])
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('holds every word of both texts', () => {
    const anyText = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', '. ', 'é', '字'))
      .map((w) => w.join(''))
    const letters = (pieces: Piece[], without: Piece['kind']) =>
      pieces
        .filter(({ kind }) => kind !== without)
        .map(({ text }) => text)
        .join('')
        .replaceAll(/\s/g, '')
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const pieces = wordDiff(before, after)
        expect(letters(pieces, 'added')).toBe(before.replaceAll(/\s/g, ''))
        expect(letters(pieces, 'removed')).toBe(after.replaceAll(/\s/g, ''))
      }),
    )
  })

  it('is cut down to the words around each change', () => {
    const long = Array.from({ length: 200 }, (_, i) => `word${i}`).join(' ')
    const pieces = shortened(wordDiff(`${long} six ${long}`, `${long} seven ${long}`, 'en'))
    expect(shown(pieces)).toMatch(
      /^ … word\d+ [^…]*word199 \[-six-\]\[\+seven\+\] word0 [^…]*word\d+ … $/,
    )
  })
})
