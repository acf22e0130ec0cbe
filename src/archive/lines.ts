import { isGzip } from '../web/gzip.ts'
import { MAX_LINE_CHARACTERS } from './format.ts'

/** Some lines of an archive, or what is wrong with it. */
export type SomeLines = { kind: 'lines'; lines: string[] } | { kind: 'broken'; what: string }

/** How many are handed over together; a line that is long is handed over alone. */
export interface Together {
  lines: number
  characters: number
}

const broken = (what: string): SomeLines => ({ kind: 'broken', what })

/** The lines of an archive from its bytes, some at a time: never all of them are in memory. */
export async function* archiveLines(
  packed: Uint8Array,
  together: Together,
): AsyncGenerator<SomeLines> {
  if (isGzip(packed)) yield* linesOf(texts(packed), together)
  else yield broken(NOT_PACKED)
}

export const NOT_PACKED = 'this is not an archive of a newsroom: it is not compressed (gzip)'

/** The lines of an archive from its text. */
export async function* linesOf(
  text: AsyncIterable<string>,
  together: Together,
): AsyncGenerator<SomeLines> {
  const cutter = lineCutter()
  let waiting: string[] = []
  let characters = 0
  try {
    for await (const piece of text) {
      for (const line of cutter.cut(piece)) {
        waiting.push(line)
        characters += line.length
        if (waiting.length < together.lines && characters < together.characters) continue
        yield { kind: 'lines', lines: waiting }
        waiting = []
        characters = 0
      }
      if (cutter.waiting() > MAX_LINE_CHARACTERS) {
        yield broken(`a line of the archive is longer than ${MAX_LINE_CHARACTERS / 1e6} MB`)
        return
      }
    }
  } catch {
    yield broken('the archive is damaged, or was not copied whole')
    return
  }
  const last = cutter.rest()
  if (last !== '') waiting.push(last)
  if (waiting.length > 0) yield { kind: 'lines', lines: waiting }
}

/** Cuts text that comes in pieces into lines, each character of it looked at once. */
function lineCutter() {
  let parts: string[] = []
  let length = 0
  return {
    *cut(piece: string): Generator<string> {
      let from = 0
      for (let to = piece.indexOf('\n'); to >= 0; to = piece.indexOf('\n', from)) {
        parts.push(piece.slice(from, to))
        yield parts.join('')
        parts = []
        length = 0
        from = to + 1
      }
      parts.push(piece.slice(from))
      length += piece.length - from
    },
    /** Characters of the line that has not ended. */
    waiting: () => length,
    rest: () => parts.join(''),
  }
}

async function* texts(packed: Uint8Array): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const unpacked = new Response(packed.slice()).body?.pipeThrough(new DecompressionStream('gzip'))
  for await (const bytes of unpacked ?? []) yield decoder.decode(bytes, { stream: true })
  yield decoder.decode()
}
