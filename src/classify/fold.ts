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

const ASCII = /^[\u0020-\u0026\u0028-\u007E]*$/

/**
 * Without accents, apostrophes and characters nobody sees; full-width forms narrowed. Only the
 * accents of European scripts go: to a kana its voicing mark, to a Thai consonant its vowel, is a
 * letter.
 */
export function fold(word: string): string {
  if (ASCII.test(word)) return word
  return word
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F\u00AD\u200B-\u200D\u2060\uFEFF'‘’ʻʼ]/g, '')
    .replaceAll(/[øØđĐłŁħıßæÆœŒ]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize('NFC')
}
