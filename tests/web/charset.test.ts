import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../src/web/charset.ts'

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0))
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? ascii(part) : part)))
const utf8 = (text: string) => [...new TextEncoder().encode(text)]
const wide = (text: string, size: number, littleEndian: boolean) =>
  Array.from(text).flatMap((character) => {
    const codePoint = character.codePointAt(0) ?? 0
    const big = Array.from(
      { length: size },
      (_, index) => (codePoint >>> (8 * (size - 1 - index))) & 0xff,
    )
    return littleEndian ? big.toReversed() : big
  })
const declared = (charset: string) => `<?xml version="1.0" encoding="${charset}"?>`

describe('bytes of a document', () => {
  it.each([
    {
      of: 'UTF-8 without any word',
      body: bytes('<a>', utf8('é年😀')),
      charset: 'utf-8',
      text: '<a>é年😀',
    },
    {
      of: 'UTF-8 with a mark',
      body: bytes([0xef, 0xbb, 0xbf], '<a>', utf8('é')),
      charset: 'utf-8',
      text: '<a>é',
    },
    {
      of: 'UTF-16 with a mark',
      body: bytes([0xff, 0xfe], wide('<a>é', 2, true)),
      charset: 'utf-16le',
      text: '<a>é',
    },
    {
      of: 'UTF-16 of the other end',
      body: bytes([0xfe, 0xff], wide('<a>é', 2, false)),
      charset: 'utf-16be',
      text: '<a>é',
    },
    {
      of: 'UTF-16 without a mark',
      body: bytes(wide('<?xml?>é', 2, false)),
      charset: 'utf-16be',
      text: '<?xml?>é',
    },
    {
      of: 'UTF-32 with a mark',
      body: bytes([0xff, 0xfe, 0, 0], wide('<a>😀', 4, true)),
      charset: 'utf-32le',
      text: '<a>😀',
    },
    {
      of: 'UTF-32 without a mark',
      body: bytes(wide('<a>😀', 4, false)),
      charset: 'utf-32be',
      text: '<a>😀',
    },
    {
      of: 'ISO-8859-1, which is windows-1252',
      body: bytes(declared('ISO-8859-1'), [0x93, 0xe9, 0x94]),
      charset: 'windows-1252',
      text: `${declared('ISO-8859-1')}“é”`,
    },
    {
      of: 'Shift_JIS',
      body: bytes(declared('Shift_JIS'), [0x94, 0x4e]),
      charset: 'shift_jis',
      text: `${declared('Shift_JIS')}年`,
    },
    {
      of: 'EUC-JP',
      body: bytes(declared('EUC-JP'), [0xc7, 0xaf]),
      charset: 'euc-jp',
      text: `${declared('EUC-JP')}年`,
    },
    {
      of: 'ISO-2022-JP, which is ASCII too',
      body: bytes(declared('iso-2022-jp'), [0x1b, 0x24, 0x42, 0x47, 0x2f, 0x1b, 0x28, 0x42]),
      charset: 'iso-2022-jp',
      text: `${declared('iso-2022-jp')}年`,
    },
    {
      of: 'GB 2312',
      body: bytes(declared('gb2312'), [0xc4, 0xea]),
      charset: 'gbk',
      text: `${declared('gb2312')}年`,
    },
    {
      of: 'Big5',
      body: bytes(declared('big5'), [0xa6, 0x7e]),
      charset: 'big5',
      text: `${declared('big5')}年`,
    },
    {
      of: 'EUC-KR under its name at Microsoft',
      body: bytes(declared('cp949'), [0xb3, 0xe2]),
      charset: 'euc-kr',
      text: `${declared('cp949')}년`,
    },
    {
      of: 'KOI8-R',
      body: bytes(declared('koi8-r'), [0xcd, 0xc9, 0xd2]),
      charset: 'koi8-r',
      text: `${declared('koi8-r')}мир`,
    },
    {
      of: 'windows-1251',
      body: bytes(declared('windows-1251'), [0xec, 0xe8, 0xf0]),
      charset: 'windows-1251',
      text: `${declared('windows-1251')}мир`,
    },
    {
      of: 'code page 437',
      body: bytes(declared('cp437'), [0x80, 0xe1]),
      charset: 'ibm437',
      text: `${declared('cp437')}Çß`,
    },
  ])('in $of are read', ({ body, charset, text }) => {
    expect(decodeText(body)).toEqual({ text, charset, faults: [] })
  })

  it('go by HTTP rather than by the XML declaration', () => {
    const read = decodeText(bytes(declared('koi8-r'), [0xec, 0xe8, 0xf0]), 'windows-1251')
    expect(read).toMatchObject({
      charset: 'windows-1251',
      text: `${declared('koi8-r')}мир`,
      faults: [],
    })
  })

  it.each([
    {
      because: 'plain UTF-8 wins over what a template declares',
      body: bytes(declared('iso-8859-1'), utf8('Zürich')),
      text: 'Zürich',
      fault: 'the XML declaration says iso-8859-1, but the document is UTF-8 and was read as that',
    },
    {
      because: 'two bytes that happen to be UTF-8 do not overrule a Chinese charset',
      body: bytes(declared('gbk'), [0xc1, 0xaa, 0xcd, 0xa8]),
      text: '联通',
      fault: undefined,
    },
    {
      because: 'a document in single bytes is not UTF-16 whatever it says',
      body: bytes(declared('utf-16'), utf8('é')),
      text: 'é',
      fault: 'the XML declaration says utf-16, but the document is written in single bytes',
    },
    {
      because: 'an unknown charset is no charset',
      body: bytes(declared('klingon'), utf8('é')),
      text: 'é',
      fault: undefined,
    },
    {
      because: 'a pasted quotation mark does not cost the other letters',
      body: bytes(declared('utf-8'), utf8('é'), [0x93], utf8('年')),
      text: 'é“年',
      fault: 'bytes that are not UTF-8 were read as windows-1252',
    },
    {
      because: 'nothing fits, and windows-1252 is what most of such documents are',
      body: bytes('<a>', [0xe9]),
      text: '<a>é',
      fault: 'no charset fits what was declared; the document was read as windows-1252',
    },
  ])('$because', ({ body, text, fault }) => {
    const read = decodeText(body)
    expect(read.text.replace(/^<\?xml.*\?>/, '')).toBe(text)
    expect(read.faults).toEqual(fault === undefined ? [] : [fault])
  })

  it.each(['__proto__', 'constructor', 'toString'])('of the charset "%s" are UTF-8', (label) => {
    expect(decodeText(bytes(utf8('é')), label).text).toBe('é')
  })

  it('are read whatever they are, and UTF-8 always comes back', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.option(fc.string(), { nil: undefined }),
        (body, label) => void decodeText(body, label),
      ),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeText(bytes('<a>', utf8(text))).text).toBe(`<a>${text}`)
      }),
    )
  })
})
