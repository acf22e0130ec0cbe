import { Hono } from 'hono'
import { classify } from '../classify/classify.ts'
import type { Classifier } from '../classify/rules.ts'
import { cleanDocument } from '../ingest/clean-document.ts'
import { searchableText } from '../ingest/searchable.ts'
import { previewFeed } from '../publish/preview.ts'
import { bodyWithin, tooLarge } from './body.ts'
import { problem } from './problem.ts'

export interface PreviewDeps {
  classifier: () => Promise<Classifier>
  maxBytes: number
}

/** A document that came from nowhere has no address to resolve against; RFC 6761 keeps this one free. */
const NOWHERE = 'https://feed.invalid/'

/** `application/octet-stream` is what a client says that knows only bytes: then nothing was said. */
const said = (contentType: string | undefined) =>
  contentType?.startsWith('application/octet-stream') ? undefined : contentType

/** What would be kept of a feed document. Stores nothing, fetches nothing. */
export function previewRoutes({ classifier, maxBytes }: PreviewDeps) {
  return new Hono().post('/', async (c) => {
    const body = await bodyWithin(c.req.raw, maxBytes)
    if (!body) return tooLarge(c, maxBytes)
    const url = c.req.header('x-feed-url') ?? NOWHERE
    if (!URL.canParse(url)) return problem(c, 400, 'X-Feed-URL is not an absolute URL.')
    const clean = await cleanDocument(
      {
        url,
        body,
        contentType: said(c.req.header('content-type')),
        contentLocation: c.req.header('content-location'),
        contentLanguage: c.req.header('content-language'),
      },
      url,
    )
    if (clean.kind !== 'feed') return problem(c, 422, `This is not a feed but ${clean.what}.`)
    const rules = await classifier()
    const entries = clean.entries.map(({ id, content }) => ({
      id,
      content,
      topics: classify(rules, searchableText(content)),
    }))
    return c.json(previewFeed(clean.feed, entries, clean.faults))
  })
}
