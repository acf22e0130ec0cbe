import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { classify } from '../classify/classify.ts'
import type { Classifier } from '../classify/rules.ts'
import type { Preview } from '../contract/json-feed.ts'
import type { FetchedDocument, FetchedOnce } from '../domain/document.ts'
import type { Fault } from '../domain/fault.ts'
import { HttpUrl } from '../domain/own-text.ts'
import { cleanDocument } from '../ingest/clean-document.ts'
import { searchableText } from '../ingest/searchable.ts'
import { previewFeed } from '../publish/preview.ts'
import { refusalToFetch } from '../web/public-host.ts'
import { bytesBody, refused } from './body.ts'
import { problem } from './problem.ts'

export interface PreviewDeps {
  classifier: () => Promise<Classifier>
  fetchOnce: (url: string) => Promise<FetchedOnce>
  privateHosts: readonly string[]
  ownOrigin: string
  maxBytes: number
}

/** A document that came from nowhere has no address to resolve against; RFC 6761 keeps this one free. */
const NOWHERE = 'https://feed.invalid/'

/** `application/octet-stream` is what a client says that knows only bytes: then nothing was said. */
const said = (contentType: string | undefined) =>
  contentType?.startsWith('application/octet-stream') ? undefined : contentType

/** What would be kept of a feed document: one that is sent, or one that is fetched. Stores nothing. */
export function previewRoutes(deps: PreviewDeps) {
  async function preview(
    c: Context,
    document: FetchedDocument,
    url: string,
    faults: readonly Fault[] = [],
  ) {
    const clean = await cleanDocument(document, url)
    if (clean.kind !== 'feed') return problem(c, 422, `This is not a feed but ${clean.what}.`)
    const rules = await deps.classifier()
    const entries = clean.entries.map(({ id, content }) => ({
      id,
      content,
      topics: classify(rules, searchableText(content)),
    }))
    return c.json(previewFeed(clean.feed, entries, [...faults, ...clean.faults]) satisfies Preview)
  }

  return new Hono()
    .post('/', async (c) => {
      const body = await bytesBody(c, deps.maxBytes)
      if (!body.ok) return body.response
      const url = c.req.header('x-feed-url') ?? NOWHERE
      if (!URL.canParse(url)) return problem(c, 400, 'X-Feed-URL is not an absolute URL.')
      const document = {
        url,
        body: body.bytes,
        contentType: said(c.req.header('content-type')),
        contentLocation: c.req.header('content-location'),
        contentLanguage: c.req.header('content-language'),
      }
      return preview(c, document, url)
    })

    .get('/', async (c) => {
      const asked = v.safeParse(HttpUrl, c.req.query('url'))
      if (!asked.success) return refused(c, [{ where: 'url', what: asked.issues[0].message }])
      const url = asked.output
      const refusal = refusalToFetch(new URL(url), deps.privateHosts, deps.ownOrigin)
      if (refusal !== undefined) return refused(c, [{ where: 'url', what: refusal }])
      const fetched = await deps.fetchOnce(url)
      return fetched.kind === 'fetched'
        ? preview(c, fetched.document, url, fetched.faults)
        : refused(c, [{ where: 'url', what: fetched.what }])
    })
}
