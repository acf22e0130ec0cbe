import type { Context } from 'hono'
import { nearWords } from '../domain/near-words.ts'
import type { NewsroomStore } from '../domain/store.ts'
import { NotFoundPage } from '../pages/not-found.tsx'
import { percentDecoded } from '../web/url.ts'
import { isForPeople } from './for-people.tsx'
import { problem } from './problem.ts'
import { respondWithPage } from './respond-with-page.ts'

export interface NotFoundDeps {
  newsroom: Pick<NewsroomStore, 'current'>
  siteUrl: string
  cacheControl: string
}

/** `/defense` may have meant the topic "defence": the last name in an address is looked at. */
function nearTopics(path: string, slugs: readonly string[]): string[] {
  const name = percentDecoded(path)
    ?.split('/')
    .findLast((part) => part !== '')
  return name === undefined ? [] : nearWords(name, slugs).slice(0, 3)
}

/** An address that leads nowhere: a page that helps people on, problem details for programs. */
export function notFound({ newsroom, siteUrl, cacheControl }: NotFoundDeps) {
  return async (c: Context): Promise<Response> => {
    c.header('cache-control', cacheControl)
    c.header('vary', 'Accept')
    const current = isForPeople(c) ? await newsroom.current().catch(() => undefined) : undefined
    if (!current)
      return problem(c, 404, `There is nothing at ${c.req.path}; the newsroom is at ${siteUrl}/`)
    const what = 'There is nothing at this address.'
    const near = nearTopics(
      c.req.path,
      current.topics.map(({ slug }) => slug),
    )
    return respondWithPage(c, <NotFoundPage {...current} what={what} near={near} />, 404)
  }
}
