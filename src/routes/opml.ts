import { Hono, type Context } from 'hono'
import type { Newsroom } from '../domain/newsroom.ts'
import type { NewsroomStore, SourceStore } from '../domain/store.ts'
import { OPML_MEDIA_TYPE, sourcesOpml, topicsOpml } from '../publish/opml.ts'
import { problem } from './problem.ts'
import { respondWithText } from './respond-with-text.ts'

export interface OpmlRoutesDeps {
  newsroom: Pick<NewsroomStore, 'current'>
  sources: Pick<SourceStore, 'list'>
  siteUrl: string
  cacheControl: string
}

/** Lists of feeds, to carry from one reader to another. */
export function opmlRoutes({ newsroom, sources, siteUrl, cacheControl }: OpmlRoutesDeps) {
  async function respond(
    c: Context,
    write: (current: Pick<Newsroom, 'newsroom' | 'topics'>) => string | Promise<string>,
  ): Promise<Response> {
    const current = await newsroom.current()
    if (!current) return problem(c, 404, 'No newsroom has been applied yet: run "npm run apply".')
    const headers = { 'content-type': OPML_MEDIA_TYPE, 'cache-control': cacheControl }
    return respondWithText(c, await write(current), headers)
  }
  return new Hono()
    .get('/topics.opml', (c) =>
      respond(c, (current) => topicsOpml(current.newsroom, current.topics, siteUrl)),
    )
    .get('/sources.opml', (c) =>
      respond(c, async (current) => sourcesOpml(current.newsroom, await sources.list())),
    )
}
