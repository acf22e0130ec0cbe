import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  after,
  NOTHING_YET,
  printEnd,
  printHead,
  printRow,
  readLine,
} from '../../src/archive/format.ts'
import { linesOf } from '../../src/archive/lines.ts'

const head = printHead({
  schema: '0016_keeping.sql',
  madeAt: '2026-11-23T00:00:00Z',
  siteUrl: 'https://a.example',
  entries: 1,
})
const row = printRow({ table: 'hosts', row: { host: 'a.example', not_before: null, because: 'x' } })
const before = [head, row].reduce(after, NOTHING_YET)

/** The first line that is broken, with what is said of it; else what the last one is. */
function read(lines: readonly string[]): string {
  let told = NOTHING_YET
  let kind = 'nothing'
  for (const line of lines) {
    const found = readLine(line, told)
    if (found.kind === 'broken') return found.what
    told = after(told, line)
    ;({ kind } = found)
  }
  return kind
}

describe('an archive is read line by line', () => {
  it.each([
    { lines: [head, row, printEnd(before)], says: 'end', because: 'it is whole' },
    { lines: [head, row], says: 'row', because: 'it has no end yet' },
    { lines: [row], says: 'this is not an archive of a newsroom', because: 'it has no head' },
    {
      lines: ['{}'],
      says: 'this is not an archive of a newsroom',
      because: 'it is something else',
    },
    { lines: ['no JSON'], says: 'this is not an archive of a newsroom', because: 'it is no JSON' },
    {
      lines: [head.replace('"version":1', '"version":7')],
      says: 'this archive is of format 7, and only 1 can be read here',
      because: 'it is newer',
    },
    { lines: [head, head], says: 'line 2 is no row of an archive', because: 'a head stands once' },
    {
      lines: [head, '{"table":"hosts","row":{"host":[1]}}'],
      says: 'line 2 is no row of an archive',
      because: 'a column holds no list',
    },
    {
      lines: [head, row.replace('a.example', 'b.example'), printEnd(before)],
      says: 'the archive is not as it was made: its digest differs',
      because: 'a row was changed',
    },
    {
      lines: [head, printEnd(before)],
      says: 'the archive is not as it was made: its digest differs',
      because: 'a row was left out',
    },
    {
      lines: [head, row, row, printEnd(before)],
      says: 'the archive is not as it was made: its digest differs',
      because: 'a row stands twice',
    },
  ])('$says, for $because', ({ lines, says }) => {
    expect(read(lines)).toBe(says)
  })
})

describe('text that comes in pieces', () => {
  it('gives the same lines however it was cut', async () => {
    const character = fc.constantFrom('a', 'é', '鉄', '🚢', '"', '\\', '\r', ' ')
    const lines = fc.array(fc.string({ unit: character, maxLength: 30 }), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.array(fc.nat({ max: 50 }), { maxLength: 8 }),
        async (written, cuts) => {
          const text = `${written.join('\n')}\n`
          async function* pieces() {
            let from = 0
            for (const cut of cuts) {
              yield text.slice(from, from + cut)
              from += cut
            }
            yield text.slice(from)
          }
          const found: string[] = []
          for await (const some of linesOf(pieces(), { lines: 3, characters: 20 }))
            found.push(...(some.kind === 'lines' ? some.lines : [some.what]))
          expect(found).toEqual(written)
        },
      ),
    )
  })

  it('that never ends a line is given up', async () => {
    async function* endless() {
      for (;;) yield 'x'.repeat(1_000_000)
    }
    const { value: some } = await linesOf(endless(), { lines: 1, characters: 1 }).next()
    expect(some).toEqual({ kind: 'broken', what: 'a line of the archive is longer than 12 MB' })
  })
})
