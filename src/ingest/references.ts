import { Tokenizer } from 'htmlparser2'
import { isForbidden } from '../web/characters.ts'

/** What became of the ampersands of a text. */
export interface Decoded {
  text: string
  /** In words; most texts have none. */
  faults: string[]
}

const XML_NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** `&CounterClockwiseContourIntegral;` is the longest name HTML has. */
const LONGEST_NAME = 32
const REFERENCE = /&(?:#(\d{1,10});?|#[xX]([0-9a-fA-F]{1,8});?|([A-Za-z][\w.-]{0,63});)/y

const NO_FAULTS: string[] = []

/**
 * Character and entity references of XML, and of HTML where feeds use them undeclared.
 * What is no reference stays as written: `&doesnotexist;`, `AT&T`, `?a=1&b=2`.
 */
export function decodeReferences(raw: string, declared?: ReadonlyMap<string, string>): Decoded {
  let at = raw.indexOf('&')
  if (at < 0) return { text: raw, faults: NO_FAULTS }
  const faults: string[] = []
  let text = ''
  let start = 0
  for (; at >= 0; at = raw.indexOf('&', at)) {
    const read = usualReference(raw, at) ?? readReference(raw, at, declared)
    if (read.fault) faults.push(read.fault)
    if (read.text !== undefined) {
      text += raw.slice(start, at) + read.text
      start = at + read.length
    }
    at += read.length
  }
  return { text: text + raw.slice(start), faults }
}

interface Reading {
  /** Of what was written. */
  length: number
  text?: string
  fault?: string
}

const USUAL = Object.entries(XML_NAMES).map(([name, text]) => ({
  rest: `${name};`,
  reading: { length: name.length + 2, text },
}))
const USUAL_BEGINNINGS = new Map(
  USUAL.map(({ rest }) => [rest.charCodeAt(0), USUAL.filter((other) => other.rest[0] === rest[0])]),
)

/** XML's own five are nearly all there are: HTML in a feed is made of them. */
function usualReference(raw: string, at: number): Reading | undefined {
  const usual = USUAL_BEGINNINGS.get(raw.charCodeAt(at + 1))
  return usual?.find(({ rest }) => raw.startsWith(rest, at + 1))?.reading
}

function readReference(raw: string, at: number, declared?: ReadonlyMap<string, string>): Reading {
  REFERENCE.lastIndex = at
  const match = REFERENCE.exec(raw)
  if (!match) return { length: 1, fault: 'a bare & was read as itself' }
  const [written, decimal, hexadecimal, name] = match
  const { length } = written
  if (name === undefined) {
    const codePoint = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16)
    if (isForbidden(codePoint))
      return { length, text: '', fault: `${written} is no character and was left out` }
    return { length, text: String.fromCodePoint(codePoint) }
  }
  const known = declared?.get(name)
  if (known !== undefined) return { length, text: known }
  const text = htmlEntity(name)
  if (text !== undefined) {
    const fault = `&${name}; is HTML's, not declared here, and was read as HTML's`
    return { length, text, fault }
  }
  const fault = `&${name.slice(0, LONGEST_NAME)}; is not declared anywhere and stays as it is`
  return { length, fault }
}

const htmlEntities = new Map<string, string | undefined>()
/** There are 2,125 names; strangers can ask for more that do not exist. */
const MOST_REMEMBERED = 4000

/** Asks the HTML tokenizer, which carries the table, so that we need not. */
export function htmlEntity(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return undefined
  if (htmlEntities.has(name)) return htmlEntities.get(name)
  if (htmlEntities.size >= MOST_REMEMBERED) htmlEntities.clear()
  const value = askTokenizer(name)
  htmlEntities.set(name, value)
  return value
}

function askTokenizer(name: string): string | undefined {
  let value = ''
  let whole = true
  const ignore = () => {}
  const leftOver = () => {
    whole = false
  }
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontextentity: (codePoint) => {
        value += String.fromCodePoint(codePoint)
      },
      ontext: leftOver,
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  )
  tokenizer.write(`&${name};`)
  tokenizer.end()
  return whole && value !== '' ? value : undefined
}
