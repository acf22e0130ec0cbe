import { Hono } from 'hono'
import { DeleteTopicPage, TopicPage } from '../desk/topic-page.tsx'
import { topicPath, type ToldTopic } from '../desk/topic.tsx'
import type { KeptEntriesStore } from '../domain/desk-store.ts'
import { queryOf } from '../domain/feed-query.ts'
import type { EntryStore } from '../domain/store.ts'
import { problemInWords } from './desk-api.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { deskNotFound } from './desk-not-found.tsx'
import { respondWithDesk, seeOther } from './desk-respond.tsx'
import { MOST_COUNTED } from './desk-source-page.tsx'

export interface TopicPageDeps {
  entries: Pick<EntryStore, 'select'>
  kept: Pick<KeptEntriesStore, 'filedUnder'>
}

const LATEST = 10

const pathIn = (c: DeskContext) => `/api/topics/${encodeURIComponent(c.req.param('slug') ?? '')}`

/** One topic at the desk, and its end. */
export function topicPageRoutes({ entries, kept }: TopicPageDeps) {
  /** Asks for the topic and answers with a page about it. */
  const about =
    (respond: (c: DeskContext, topic: ToldTopic) => Promise<Response>) =>
    async (c: DeskContext) => {
      const topic = await c.var.api<ToldTopic>('GET', pathIn(c))
      return topic.ok ? respond(c, topic.body) : deskNotFound(c)
    }

  return new Hono<DeskEnv>()
    .get(
      '/:slug',
      about(async (c, topic) => {
        const [latest, counted] = await Promise.all([
          entries.select({ ...queryOf(topic.slug), showsDuplicates: true }, LATEST),
          kept.filedUnder(topic.slug, MOST_COUNTED),
        ])
        const page = { frame: frameOf(c), topic, counted, entries: latest.entries }
        return respondWithDesk(c, <TopicPage {...page} />)
      }),
    )

    .get(
      '/:slug/delete',
      about(async (c, topic) => {
        const counted = await kept.filedUnder(topic.slug, MOST_COUNTED)
        return respondWithDesk(c, <DeleteTopicPage {...{ frame: frameOf(c), topic, counted }} />)
      }),
    )

    .post(
      '/:slug/delete',
      about(async (c, topic) => {
        const answer = await c.var.api('DELETE', pathIn(c))
        if (!answer.ok)
          return seeOther(c, topicPath(topic), {
            kind: 'failed',
            what: problemInWords(answer.problem),
          })
        const what = `${topic.title} has ended; its entries stay.`
        return seeOther(c, '/admin/topics', { kind: 'done', what })
      }),
    )
}
