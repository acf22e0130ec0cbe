import { Hono } from 'hono'
import { type Outline, readOpml } from '../ingest/read-opml.ts'
import { decodeText } from '../web/charset.ts'
import { parseMediaType } from '../web/media-type.ts'
import { bodyWithin, tooLarge } from './body.ts'
import { problem } from './problem.ts'

export interface OpmlImportDeps<Imported extends object> {
  importOutlines: (outlines: readonly Outline[]) => Promise<Imported>
  maxBytes: number
}

/** Adds the feeds of a list of subscriptions, and tells of each what became of it. */
export function opmlImportRoutes<Imported extends object>({
  importOutlines,
  maxBytes,
}: OpmlImportDeps<Imported>) {
  return new Hono().post('/', async (c) => {
    const body = await bodyWithin(c.req.raw, maxBytes)
    if (!body) return tooLarge(c, maxBytes)
    const { charset } = parseMediaType(c.req.header('content-type')) ?? {}
    const read = readOpml(decodeText(body, charset).text)
    if (read.kind === 'other') {
      const what = read.root === undefined ? 'no XML' : `<${read.root.slice(0, 40)}>`
      return problem(c, 422, `This is not OPML but ${what}.`)
    }
    return c.json({ ...(await importOutlines(read.outlines)), faults: read.faults })
  })
}
