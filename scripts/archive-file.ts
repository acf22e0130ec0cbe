import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { after, NOTHING_YET, readLine } from '../src/archive/format.ts'
import { linesOf, NOT_PACKED, type Together } from '../src/archive/lines.ts'
import { isGzip } from '../src/web/gzip.ts'
import { Refusal } from './settings.ts'

/** What one request takes in: some milliseconds of a free plan's ten, most of them for cleaning HTML. */
const TOGETHER: Together = { lines: 200, characters: 100_000 }

async function isPacked(file: string): Promise<boolean> {
  const handle = await open(file).catch((error: unknown) => {
    throw new Refusal(`${file} cannot be read: ${String(error)}`)
  })
  try {
    const { buffer } = await handle.read(new Uint8Array(3), 0, 3, 0)
    return isGzip(buffer)
  } finally {
    await handle.close()
  }
}

/** The lines of an archive in a file, some at a time. */
export async function* linesInFile(file: string): AsyncGenerator<string[]> {
  if (!(await isPacked(file))) throw new Refusal(`${file}: ${NOT_PACKED}.`)
  const text = createReadStream(file).pipe(createGunzip()).setEncoding('utf8')
  for await (const some of linesOf(text, TOGETHER)) {
    if (some.kind === 'broken') throw new Refusal(`${file}: ${some.what}.`)
    yield some.lines
  }
}

/** What names an archive, and how long it is. */
export interface WholeArchive {
  digest: string
  lines: number
  entries: number
}

export const isEntry = (line: string) => line.startsWith('{"table":"entries"')

/**
 * Reads an archive to its end, or says what is wrong with it.
 *
 * @param each is given every line.
 */
export async function checkArchive(
  file: string,
  each: (line: string) => Promise<void> | void = () => {},
): Promise<WholeArchive> {
  let before = NOTHING_YET
  let digest: string | undefined
  let entries = 0
  for await (const lines of linesInFile(file))
    for (const line of lines) {
      const read = digest === undefined ? readLine(line, before) : TOO_MUCH
      if (read.kind === 'broken') throw new Refusal(`${file}: ${read.what}.`)
      if (read.kind === 'end') ({ digest } = read)
      entries += Number(isEntry(line))
      before = after(before, line)
      await each(line)
    }
  if (digest === undefined)
    throw new Refusal(
      `${file}: the archive breaks off after line ${before.lines}: it was not copied whole.`,
    )
  return { digest, lines: before.lines, entries }
}

const TOO_MUCH = { kind: 'broken', what: 'there are lines after the end of the archive' } as const
