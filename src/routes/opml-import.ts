import { Hono } from 'hono'
import type { Imported } from '../contract/newsroom.ts'
import { type Outline, readOpml } from '../ingest/read-opml.ts'
import { decodeText } from '../web/charset.ts'
import { parseMediaType } from '../web/media-type.ts'
import { bytesBody } from './body.ts'
import { problem } from './problem.ts'

export interface OpmlImportDeps {
  importOutlines: (outlines: readonly Outline[]) => Promise<Omit<Imported, 'faults'>>
  maxBytes: number
}

/** Adds the feeds of a list of subscriptions, and tells of each what became of it. */
export function opmlImportRoutes({ importOutlines, maxBytes }: OpmlImportDeps) {
  return new Hono().post('/', async (c) => {
    const body = await bytesBody(c, maxBytes)
    if (!body.ok) return body.response
    const { charset } = parseMediaType(c.req.header('content-type')) ?? {}
    const read = readOpml(decodeText(body.bytes, charset).text)
    if (read.kind === 'other') {
      const what = read.root === undefined ? 'no XML' : `<${read.root.slice(0, 40)}>`
      return problem(c, 422, `This is not OPML but ${what}.`)
    }
    return c.json({
      ...(await importOutlines(read.outlines)),
      faults: read.faults,
    } satisfies Imported)
  })
}
