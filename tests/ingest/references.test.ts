import { describe, expect, it } from 'vitest'
import { decodeReferences, htmlEntity } from '../../src/ingest/references.ts'

describe('references in a document', () => {
  it.each([
    { raw: '&lt;&gt;&amp;&quot;&apos;', text: '<>&"\'', faults: 0, because: 'XML has these' },
    {
      raw: '&#65;&#x42;&#X43;&#x1F600;',
      text: 'ABC😀',
      faults: 0,
      because: 'and numbers, in either case',
    },
    {
      raw: '&#65 &#x42 c',
      text: 'A B c',
      faults: 0,
      because: 'a forgotten semicolon is forgiven a number',
    },
    {
      raw: '&nbsp;&eacute;&fjlig;',
      text: '\u00A0éfj',
      faults: 3,
      because: 'HTML’s are read, and noted',
    },
    {
      raw: '&mine;',
      text: 'yours',
      faults: 0,
      because: 'declared ones are what they were declared',
    },
    {
      raw: '&doesnotexist; &notit;',
      text: '&doesnotexist; &notit;',
      faults: 2,
      because: 'others stay',
    },
    {
      raw: 'AT&T ?a=1&b=2 & &&;',
      text: 'AT&T ?a=1&b=2 & &&;',
      faults: 5,
      because: 'an ampersand may be one',
    },
    {
      raw: '&#0;&#xD800;&#x110000;&#xFFFF;',
      text: '',
      faults: 4,
      because: 'these are no characters',
    },
    { raw: '&amp;amp;', text: '&amp;', faults: 0, because: 'once, not twice' },
    {
      raw: '&constructor;&__proto__;',
      text: '&constructor;&__proto__;',
      faults: 2,
      because: 'these are names like any other',
    },
  ])('$raw: $because', ({ raw, text, faults }) => {
    const decoded = decodeReferences(raw, new Map([['mine', 'yours']]))
    expect(decoded.text).toBe(text)
    expect(decoded.faults).toHaveLength(faults)
  })

  it('are asked of the HTML tokenizer, which knows all of them', () => {
    expect(
      ['copy', 'CounterClockwiseContourIntegral', 'NotEqualTilde', 'no', ''].map(htmlEntity),
    ).toEqual(['©', '∳', '≂̸', undefined, undefined])
  })
})
