import {
  type Node as JsonNode,
  type ParseError,
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'

/** Counted from 1, as editors do. */
export interface Place {
  line: number
  column: number
}

export interface Fault extends Place {
  what: string
}

export type Path = readonly (string | number)[]

/** Where a value stands, or its name; a part that is missing stands where the whole begins. */
type PlaceOf = (path: Path, isName?: boolean) => Place

/** A parsed text that still knows where each of its values stands. */
export type PlacedDocument =
  | { kind: 'parsed'; value: unknown; placeOf: PlaceOf }
  | { kind: 'broken'; faults: Fault[] }

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** In words, what the parser's codes mean: each is something that was expected here. */
const EXPECTED: Record<string, string> = {
  InvalidSymbol: 'expected a value: text in double quotes, a number, true, false, null, [ or {',
  InvalidNumberFormat: 'expected a number',
  PropertyNameExpected: 'expected a name in double quotes (a comma too many before it?)',
  ValueExpected: 'expected a value (a comma too many before it?)',
  ColonExpected: 'expected a colon after the name',
  CommaExpected: 'expected a comma before this',
  CloseBraceExpected: 'expected a closing brace }',
  CloseBracketExpected: 'expected a closing bracket ]',
  EndOfFileExpected: 'expected the end of the file',
  InvalidCommentToken: 'expected no comment: this is strict JSON',
  UnexpectedEndOfComment: 'expected no comment: this is strict JSON',
  UnexpectedEndOfString: 'expected a closing double quote',
  UnexpectedEndOfNumber: 'expected more digits',
  InvalidUnicode: 'expected four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'expected one of " \\ / b f n r t u after a backslash',
  InvalidCharacter: 'expected no control character within text',
}

function syntaxFault(text: string, { error, offset }: ParseError): Fault {
  const code = printParseErrorCode(error)
  return { ...placeAt(text, offset), what: EXPECTED[code] ?? `expected JSON (${code})` }
}

/** The second of two members of one name would silently win. */
function repeatedNames(text: string, node: JsonNode): Fault[] {
  const seen = new Set<unknown>()
  const here = (node.type === 'object' ? (node.children ?? []) : []).flatMap((member) => {
    const name = member.children?.[0]
    const known = seen.has(name?.value)
    seen.add(name?.value)
    return known && name
      ? [{ ...placeAt(text, name.offset), what: `expected "${String(name.value)}" only once here` }]
      : []
  })
  return [...here, ...(node.children ?? []).flatMap((child) => repeatedNames(text, child))]
}

function jsonOffset(root: JsonNode, path: Path, isName: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    const named = isName && length === path.length ? node?.parent : node
    if (named) return named.offset
  }
  return root.offset
}

/** RFC 8259, strictly: no comments, no trailing commas. */
export function placedJson(text: string): PlacedDocument {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  if (root === undefined || errors.length > 0) {
    const faults = errors.map((error) => syntaxFault(text, error))
    return {
      kind: 'broken',
      faults: faults.length > 0 ? faults : [{ line: 1, column: 1, what: 'expected JSON' }],
    }
  }
  const repeated = repeatedNames(text, root)
  if (repeated.length > 0) return { kind: 'broken', faults: repeated }
  const placeOf: PlaceOf = (path, isName = false) => placeAt(text, jsonOffset(root, path, isName))
  const value: unknown = getNodeValue(root)
  return { kind: 'parsed', value, placeOf }
}

const offsetOf = (node: unknown) => (isNode(node) ? node.range?.[0] : undefined)

/** Follows a path as far as it goes. */
function yamlOffset(node: unknown, path: Path, isName: boolean): number | undefined {
  const [step, ...rest] = path
  if (isMap(node) && step !== undefined) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
    if (isName && rest.length === 0) return offsetOf(pair?.key) ?? offsetOf(node)
    return yamlOffset(pair?.value, rest, isName) ?? offsetOf(node)
  }
  if (isSeq(node) && step !== undefined)
    return yamlOffset(node.items[Number(step)], rest, isName) ?? offsetOf(node)
  return offsetOf(node)
}

/** YAML 1.2, whose dates stay text. */
export function placedYaml(text: string): PlacedDocument {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const place = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const troubles = [...document.errors, ...document.warnings]
  if (troubles.length > 0)
    return {
      kind: 'broken',
      faults: troubles.map(({ pos, message }) => {
        const { line, column } = place(pos[0])
        return { line, column, what: `expected YAML: ${message}` }
      }),
    }
  const placeOf: PlaceOf = (path, isName = false) =>
    place(yamlOffset(document.contents, path, isName) ?? 0)
  // An alias of an alias of an alias could otherwise grow to fill the memory.
  const value: unknown = document.toJS({ maxAliasCount: 0 })
  return { kind: 'parsed', value, placeOf }
}
