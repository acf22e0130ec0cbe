import { WINDOWS_1252 } from './characters.ts'
import { decodeDos, DOS_CHARSETS } from './dos-charsets.ts'

export interface DecodedText {
  text: string
  /** The charset that was used, as the Encoding Standard names it. */
  charset: string
  /** What the publisher had wrong about it, in words. */
  faults: string[]
}

/** Names that publishers use and the Encoding Standard does not know. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cp949: 'euc-kr',
    ms949: 'euc-kr',
    uhc: 'euc-kr',
    cp936: 'gbk',
    ms936: 'gbk',
    cp950: 'big5',
    cp932: 'shift_jis',
    'latin-1': 'windows-1252',
    iso8859_1: 'windows-1252',
    iso_8859_1: 'windows-1252',
    'iso-8859-1-windows-3.1-latin-1': 'windows-1252',
    437: 'ibm437',
    cp437: 'ibm437',
    ibm437: 'ibm437',
    850: 'ibm850',
    cp850: 'ibm850',
    ibm850: 'ibm850',
    utf_8: 'utf-8',
    'utf-8n': 'utf-8',
    utf8mb4: 'utf-8',
    'ucs-2': 'utf-16',
    'iso-10646-ucs-2': 'utf-16',
    utf16: 'utf-16',
    u16: 'utf-16',
    utf32: 'utf-32',
    'ucs-4': 'utf-32',
    'iso-10646-ucs-4': 'utf-32',
  }),
)

const BYTE_ORDER_MARKS: [charset: string, mark: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** XML 1.0 appendix F: how `<` and the character after it look before any mark. */
const UNMARKED: [charset: string, bytes: (number | undefined)[]][] = [
  ['utf-32be', [0, 0, 0, 0x3c]],
  ['utf-32le', [0x3c, 0, 0, 0]],
  ['utf-16be', [0, 0x3c, 0, undefined]],
  ['utf-16le', [0x3c, 0, undefined, 0]],
]

/**
 * Bytes to text. Byte order mark, then what is plainly UTF-8, then HTTP, then the XML declaration,
 * then a guess. UTF-8 wins over what was declared because servers and templates declare by habit,
 * while other charsets make valid UTF-8 by chance almost never.
 */
export function decodeText(bytes: Uint8Array, httpCharset?: string): DecodedText {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => startsWith(bytes, mark))
  if (marked) return decodeAs(bytes.subarray(marked[1].length), marked[0], [])
  const wide = UNMARKED.find(([, pattern]) => startsWith(bytes, pattern))
  if (wide) return decodeAs(bytes, wide[0], [])
  return decodeBytewise(bytes, httpCharset)
}

function startsWith(bytes: Uint8Array, pattern: (number | undefined)[]): boolean {
  if (bytes.length < pattern.length) return false
  return pattern.every((byte, index) => byte === undefined || bytes[index] === byte)
}

/** From here on a document's markup is ASCII: anything wide would have shown itself. */
function decodeBytewise(bytes: Uint8Array, httpCharset: string | undefined): DecodedText {
  const faults: string[] = []
  const declared = [
    claim('HTTP', httpCharset),
    claim('the XML declaration', declaredCharset(bytes)),
  ].filter((each) => each !== undefined)
  const utf8 = tryDecode(bytes, 'utf-8')

  for (const { says, charset } of declared) {
    if (/^utf-(16|32)/.test(charset)) {
      faults.push(`${says}, but the document is written in single bytes`)
      continue
    }
    if (charset === 'utf-8') {
      if (utf8 !== undefined) return { text: utf8, charset, faults }
      continue
    }
    if (utf8 !== undefined && isPlainlyUtf8(bytes, charset)) {
      faults.push(`${says}, but the document is UTF-8 and was read as that`)
      return { text: utf8, charset: 'utf-8', faults }
    }
    const text = tryDecode(bytes, charset)
    if (text !== undefined) return { text, charset, faults }
    faults.push(`${says}, but not all of the document is that`)
  }
  if (utf8 !== undefined) return { text: utf8, charset: 'utf-8', faults }
  const last = declared.find(({ charset }) => !charset.startsWith('utf-'))
  if (last) return decodeAs(bytes, last.charset, faults)
  return salvageUtf8(bytes, faults)
}

function claim(by: string, label: string | undefined) {
  const charset = canonical(label)
  return charset === undefined ? undefined : { says: `${by} says ${label?.trim()}`, charset }
}

/** The charset's standard name when we can decode it. */
function canonical(label: string | undefined): string | undefined {
  if (!label) return undefined
  const name = label.trim().toLowerCase()
  const known = ALIASES.get(name) ?? ALIASES.get(name.replaceAll('_', '-')) ?? name
  if (known.startsWith('utf-32') || known === 'utf-16' || Object.hasOwn(DOS_CHARSETS, known))
    return known
  return decoderFor(known)?.encoding ?? decoderFor(known.replaceAll('_', '-'))?.encoding
}

function decoderFor(charset: string, fatal = false): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal, ignoreBOM: false })
  } catch {
    return undefined
  }
}

/** Nothing but ASCII is looked for in it. */
const ASCII = new TextDecoder('windows-1252')

/** XML 1.0 §4.3.3, looked for in the first bytes only; text before the declaration is forgiven. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = ASCII.decode(bytes.subarray(0, 1024))
  const start = head.indexOf('<?xml')
  if (start < 0) return undefined
  const end = head.indexOf('>', start)
  return /encoding\s*=\s*["']?\s*([\w.:-]+)/i.exec(
    head.slice(start, end < 0 ? undefined : end),
  )?.[1]
}

function tryDecode(bytes: Uint8Array, charset: string): string | undefined {
  if (Object.hasOwn(DOS_CHARSETS, charset)) return decodeDos(bytes, charset)
  try {
    return decoderFor(charset, true)?.decode(bytes)
  } catch {
    return undefined
  }
}

/** ISO-2022-JP is ASCII with escapes, which is UTF-8 too. */
const STATEFUL = new Set(['iso-2022-jp', 'replacement'])
const DOUBLE_BYTE = new Set(['shift_jis', 'euc-jp', 'euc-kr', 'gbk', 'gb18030', 'big5'])
/** A handful of two-byte characters can be valid UTF-8 by accident (the "bush hid the facts" of Chinese, 联通). */
const TOO_FEW_TO_TELL = 8

function isPlainlyUtf8(bytes: Uint8Array, declared: string): boolean {
  if (STATEFUL.has(declared)) return false
  let pairs = 0
  for (const byte of bytes) {
    if (byte >= 0xe0) return true
    if (byte >= 0xc2) pairs += 1
  }
  if (pairs === 0) return false
  return !DOUBLE_BYTE.has(declared) || pairs >= TOO_FEW_TO_TELL
}

function decodeAs(bytes: Uint8Array, charset: string, faults: string[]): DecodedText {
  if (charset.startsWith('utf-32')) return { ...decodeUtf32(bytes, charset, faults), charset }
  const exact = tryDecode(bytes, charset)
  if (exact !== undefined) return { text: exact, charset, faults }
  if (charset === 'utf-8') return salvageUtf8(bytes, faults)
  const text = decoderFor(charset)?.decode(bytes) ?? ''
  return {
    text,
    charset,
    faults: [...faults, `bytes that are not ${charset} were replaced by U+FFFD`],
  }
}

/** The Encoding Standard dropped UTF-32; some publishers did not. */
function decodeUtf32(bytes: Uint8Array, charset: string, faults: string[]) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const littleEndian = charset === 'utf-32le'
  const pieces: string[] = []
  let broken = bytes.length % 4 !== 0
  for (let offset = 0; offset + 4 <= bytes.length; offset += 4) {
    const codePoint = view.getUint32(offset, littleEndian)
    const valid = codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff)
    broken ||= !valid
    pieces.push(valid ? String.fromCodePoint(codePoint) : '\uFFFD')
  }
  const text = pieces.join('').replace(/^\uFEFF/, '')
  return {
    text,
    faults: broken ? [...faults, `bytes that are not ${charset} were replaced by U+FFFD`] : faults,
  }
}

/**
 * UTF-8 with some bytes that are not: those are read as windows-1252, one by one, as a pasted
 * quotation mark usually is. A document without any valid sequence is windows-1252 altogether.
 */
function salvageUtf8(bytes: Uint8Array, faults: string[]): DecodedText {
  const encoder = new TextEncoder()
  const mended: Uint8Array[] = []
  let start = 0
  let sequences = 0
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at)
    if (length > 1) sequences += 1
    if (length === 0) {
      mended.push(bytes.subarray(start, at), encoder.encode(windows1252(bytes[at] ?? 0)))
      start = at + 1
    }
    at += Math.max(length, 1)
  }
  mended.push(bytes.subarray(start))
  const text = new TextDecoder('utf-8').decode(concatenate(mended))
  if (sequences === 0) {
    const what = 'no charset fits what was declared; the document was read as windows-1252'
    return { text, charset: 'windows-1252', faults: [...faults, what] }
  }
  const what = 'bytes that are not UTF-8 were read as windows-1252'
  return { text, charset: 'utf-8', faults: [...faults, what] }
}

function windows1252(byte: number): string {
  return (byte < 0xa0 ? WINDOWS_1252[byte - 0x80] : undefined) ?? String.fromCharCode(byte)
}

/** RFC 3629 §4: the length of the character at `at`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const second = bytes[at + 1] ?? 0
  if (lead >= 0xc2 && lead <= 0xdf) return isTail(second) ? 2 : 0
  const tails = isTail(second) && isTail(bytes[at + 2])
  if (lead >= 0xe0 && lead <= 0xef) {
    if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0
    return tails ? 3 : 0
  }
  if (lead < 0xf0 || lead > 0xf4) return 0
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0
  return tails && isTail(bytes[at + 3]) ? 4 : 0
}

function isTail(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf
}

export function concatenate(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
