import { Hono } from 'hono'
import type { NewsroomStore } from '../domain/store.ts'
import { ReferencePage, type ReferenceDocument } from '../pages/reference.tsx'
import { isForPeople } from './for-people.tsx'
import { PAGE_HEADERS, pageText } from './respond-with-page.ts'
import { respondWithText } from './respond-with-text.ts'

export interface OpenApiDeps {
  newsroom: Pick<NewsroomStore, 'current'>
  siteUrl: string
  cacheControl: string
}

/**
 * The description of the API, as `npm run schemas` has written it. Loaded when somebody asks, since
 * most requests do not.
 */
async function description(): Promise<ReferenceDocument> {
  const { default: document } = await import('../contract/openapi.json', { with: { type: 'json' } })
  return document
}

/** What was written last: the same for all who ask, until the newsroom has another name. */
const written: { json?: string; page?: { of: string; text: string } } = {}

/** For programs. */
export function openApiRoutes({ cacheControl }: Pick<OpenApiDeps, 'cacheControl'>) {
  return new Hono().get('/', async (c) => {
    written.json ??= JSON.stringify(await description())
    return respondWithText(c, written.json, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': cacheControl,
    })
  })
}

/** For people; programs that come here are sent to what they can read. */
export function referenceRoutes({ newsroom, siteUrl, cacheControl }: OpenApiDeps) {
  return new Hono().get('/', async (c) => {
    c.header('vary', 'Accept')
    if (!isForPeople(c)) return c.redirect('/openapi.json', 303)
    const current = await newsroom.current().catch(() => undefined)
    const newsroomTitle = current?.newsroom.title ?? 'The newsroom'
    const of = JSON.stringify([newsroomTitle, siteUrl])
    if (written.page?.of !== of) {
      const document = await description()
      const page = <ReferencePage {...{ document, newsroomTitle, siteUrl }} />
      written.page = { of, text: await pageText(page) }
    }
    return respondWithText(c, written.page.text, { ...PAGE_HEADERS, 'cache-control': cacheControl })
  })
}
