/** Letters that carry a stroke or are two in one: Unicode has no decomposition for them. */
const UNDECOMPOSED: Record<string, string> = {
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
}

/** ASCII but for the apostrophe, kana, kanji and Hangul syllables: folding them would change nothing. */
const FOLDED = /^[\u0020-\u0026\u0028-\u007E\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uAC00-\uD7A3]*$/

/**
 * Without accents, apostrophes and characters nobody sees; full-width forms narrowed. Only the
 * accents of European scripts go: to a kana its voicing mark, to a Thai consonant its vowel, is a
 * letter.
 */
export function fold(word: string): string {
  if (FOLDED.test(word)) return word
  return word
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F\u00AD\u200B-\u200D\u2060\uFEFF'‘’ʻʼ]/g, '')
    .replaceAll(/[øØđĐłŁħıßæÆœŒ]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize('NFC')
}
