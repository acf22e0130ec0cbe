import { Hono, type Context } from 'hono'
import type { Imports, TakenIn } from '../contract/keeping.ts'
import type { ImportState } from '../domain/archive-store.ts'
import { isGzip } from '../web/gzip.ts'
import { bytesBody } from './body.ts'
import { problem } from './problem.ts'

/** What came of taking in an archive, or some of its lines. */
type Outcome =
  | { kind: 'here'; lines: number; isFinished: boolean }
  | { kind: 'conflict'; what: string; lines?: number | undefined }
  | { kind: 'broken'; what: string }

export interface ImportRoutesDeps {
  state: () => Promise<ImportState | undefined>
  /** Whether there was one to give up. */
  abandonImport: () => Promise<boolean>
  importWhole: (packed: Uint8Array) => Promise<Outcome>
  importLines: (archive: string, from: number, lines: readonly string[]) => Promise<Outcome>
  maxBytes: number
}

const shown = ({ archive, lines, isFinished }: ImportState): Imports['import'] => ({
  archive,
  lines,
  isFinished,
})

/** Lines of an archive, each ended by a line feed; undefined where it is no text. */
function linesOf(body: Uint8Array): string[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    return text.replace(/\n$/, '').split('\n')
  } catch {
    return undefined
  }
}

/** Takes an archive into a fresh newsroom: a small one at once, any by some of its lines at a time. */
export function importRoutes(deps: ImportRoutesDeps) {
  const { state, importWhole, importLines, maxBytes } = deps

  function respond(c: Context, outcome: Outcome) {
    switch (outcome.kind) {
      case 'here': {
        const { lines, isFinished } = outcome
        return c.json({ lines, isFinished } satisfies TakenIn)
      }
      case 'conflict': {
        const { what, lines } = outcome
        return problem(c, 409, what, lines === undefined ? {} : { lines })
      }
      case 'broken':
        return problem(c, 422, `Nothing of it is shown: ${outcome.what}.`)
      default:
        return outcome satisfies never
    }
  }

  return new Hono()
    .get('/', async (c) => {
      const found = await state()
      return c.json({ import: found ? shown(found) : null } satisfies Imports)
    })

    .delete('/', async (c) =>
      (await deps.abandonImport())
        ? c.body(null, 204)
        : problem(c, 409, 'No import is under way here that could be given up.'),
    )

    .post('/', async (c) => {
      const taken = await bytesBody(c, maxBytes)
      if (!taken.ok) return taken.response
      const body = taken.bytes
      const archive = c.req.query('archive')
      if (archive === undefined || isGzip(body)) return respond(c, await importWhole(body))
      const from = Number(c.req.query('from') ?? Number.NaN)
      if (!/^[0-9a-f]{64}$/.test(archive) || !Number.isSafeInteger(from) || from < 0)
        return problem(
          c,
          400,
          'archive: expected its digest, and from: how many lines stand before.',
        )
      const lines = linesOf(body)
      return lines
        ? respond(c, await importLines(archive, from, lines))
        : problem(c, 422, 'Nothing of it is shown: it is no text in UTF-8.')
    })
}
