import { describe, expect, it } from 'vitest'
import { tokenize } from '../../src/classify/tokens.ts'

/** Tokens as text: `_` where a gap stood before one. */
const told = (text: string) =>
  tokenize(text).map(({ key, gapBefore }, index) => (gapBefore && index > 0 ? `_${key}` : key))

describe('a text as the words rules are compared with', () => {
  it.each([
    {
      text: 'Indo-Pacific',
      words: ['indo', '_pacific'],
      because: 'a hyphen joins as a space does',
    },
    { text: 'Asia–Pacific', words: ['asia', '_pacific'], because: 'so does a dash between words' },
    { text: 'defence_news', words: ['defence', '_news'], because: 'and an underscore, in URLs' },
    { text: 'a - b', words: ['a', '_-', '_b'], because: 'a dash with spaces separates' },
    { text: 'defence, lawyer', words: ['defence', ',', '_lawyer'], because: 'as marks do' },
    { text: 'one\n\ntwo', words: ['one', '_¶', '_two'], because: 'an empty line ends a paragraph' },
    { text: 'one\ntwo', words: ['one', '_two'], because: 'a line end does not' },
    { text: "Japan's navy", words: ['japan', '_navy'], because: 'a possessive is the word' },
    { text: 'Japan’s navy', words: ['japan', '_navy'], because: 'with either apostrophe' },
    { text: "forces' base", words: ['forces', '_base'], because: 'a plural possessive too' },
    { text: "Xi'an", words: ['xian'], because: 'an apostrophe within a name is part of it' },
    { text: 'Nukuʻalofa', words: ['nukualofa'], because: 'as is an ʻokina' },
    { text: 'U.S. Navy', words: ['us', '_navy'], because: 'dots of an abbreviation are not seen' },
    { text: 'U.S.-Japan', words: ['us', '_japan'], because: 'nor before a hyphen' },
    { text: 'plan B. Japan', words: ['plan', '_b', '.', '_japan'], because: 'one letter is none' },
    { text: 'Đà Nẵng', words: ['da', '_nang'], because: 'accents and strokes fold' },
    { text: 'ＵＳ　ｱｼﾞｱ', words: ['us', '_ア', 'ジ', 'ア'], because: 'widths fold' },
    { text: 'de\u00ADfence', words: ['defence'], because: 'a soft hyphen is not seen' },
    { text: '米軍F15は', words: ['米', '軍', 'f15', 'は'], because: 'kanji and kana stand alone' },
    { text: '해군은', words: ['해', '군', '은'], because: 'Hangul too, for its particles' },
    { text: 'กองทัพ', words: ['ก', 'อ', 'ง', 'ทั', 'พ'], because: 'Thai with its marks' },
    { text: 'नौसेना', words: ['नौसेना'], because: 'Hindi has spaces' },
    { text: 'C++', words: ['c', '+', '+'], because: 'marks are kept' },
    { text: '', words: [], because: 'nothing is nothing' },
  ])('$text: $because', ({ text, words }) => {
    expect(told(text)).toEqual(words)
  })
})
