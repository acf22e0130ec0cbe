import { Hono } from 'hono'
import { gzipped } from '../web/gzip.ts'
import { problem } from './problem.ts'

export interface ExportRoutesDeps {
  /** The next part of an archive after a position, and the position after it; undefined for no position of ours. */
  part: (
    after: string | undefined,
  ) => Promise<{ text: string; next: string | undefined } | undefined>
  now: () => Date
}

/** What the first part is asked for by. */
const START = 'start'

/** The whole newsroom as one archive, or part by part where one request may not take so long. */
export function exportRoutes({ part, now }: ExportRoutesDeps) {
  /** Part by part, the next when the last is gone: never more than a few are in memory. */
  function whole(): ReadableStream<Uint8Array> {
    let after: string | undefined
    let isLast = false
    return gzipped(async () => {
      if (isLast) return undefined
      const found = await part(after)
      if (!found) throw new Error('an export has lost its position')
      after = found.next
      isLast = after === undefined
      return found.text
    })
  }

  return new Hono().get('/', async (c) => {
    c.header('cache-control', 'no-store')
    const asked = c.req.query('part')
    if (asked === undefined) {
      const name = `despatch-${now().toISOString().slice(0, 10)}.ndjson.gz`
      return c.body(whole(), 200, {
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename="${name}"`,
      })
    }
    const found = await part(asked === START ? undefined : asked)
    if (!found) return problem(c, 400, `part: expected "${START}", or what a part before named.`)
    if (found.next !== undefined)
      // RFC 8288.
      c.header('link', `</api/export?part=${found.next}>; rel="next"`)
    return c.body(found.text, 200, { 'content-type': 'application/x-ndjson; charset=utf-8' })
  })
}
