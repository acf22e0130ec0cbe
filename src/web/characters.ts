/**
 * XML 1.0 §2.2 `Char`: what a document may not hold, written as a reference or as itself.
 * A lone surrogate is half a character; the `u` flag lets pairs pass.
 */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/gu

export function hasForbiddenCharacters(text: string): boolean {
  FORBIDDEN.lastIndex = 0
  return FORBIDDEN.test(text)
}

/** Halves of characters count here even where they are whole: a quick look before the slow one. */
const DOUBTFUL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/

/** Lone surrogates become U+FFFD, because something stood there; the rest never said anything. */
export function withoutForbiddenCharacters(text: string): string {
  if (!DOUBTFUL.test(text)) return text
  return text.replaceAll(FORBIDDEN, (character) =>
    character >= '\uD800' && character <= '\uDFFF' ? '\uFFFD' : '',
  )
}

export function isForbidden(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint !== 0x9 && codePoint !== 0xa && codePoint !== 0xd
  return (
    (codePoint >= 0xd800 && codePoint <= 0xdfff) ||
    codePoint === 0xfffe ||
    codePoint === 0xffff ||
    codePoint > 0x10ffff
  )
}

/** What windows-1252 has at 0x80 to 0x9F, where ISO-8859-1 and Unicode have controls nobody means. */
export const WINDOWS_1252 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178'

/**
 * A byte that begins a character of UTF-8 before one that continues it, or a control. Hardly any
 * language writes either, so most texts need no second look.
 */
const SUSPICIOUS = new RegExp(
  `[\u0080-\u009F\u00C2-\u00F4](?:(?<=[\u0080-\u009F])|[\u0080-\u00BF${WINDOWS_1252.replaceAll(/[\u0080-\u009F]/g, '')}])`,
)
const CONTROLS = /[\u0080-\u009F]/g
const BYTES = new Map(Array.from(WINDOWS_1252, (character, index) => [character, index + 0x80]))

/**
 * Text whose characters were bytes once: UTF-8 that was read as ISO-8859-1 or windows-1252 and
 * encoded again (`â€¦` for an ellipsis), or windows-1252 punctuation that was taken for Unicode.
 */
export function repairMojibake(text: string): string {
  if (!SUSPICIOUS.test(text)) return text
  return (readAsBytes(text) ?? text).replaceAll(
    CONTROLS,
    (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character,
  )
}

/** Only text that is UTF-8 to the last byte is taken for bytes: in no language do letters fall so by chance. */
function readAsBytes(text: string): string | undefined {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const byte = code <= 0xff ? code : BYTES.get(text[at] ?? '')
    if (byte === undefined) return undefined
    bytes[at] = byte
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
