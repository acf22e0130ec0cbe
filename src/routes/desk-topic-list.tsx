import { Hono } from 'hono'
import { TopicListPage } from '../desk/topic-list.tsx'
import type { ToldTopic } from '../desk/topic.tsx'
import { told } from './desk-api.ts'
import { type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'

/** What a person reads on one page. */
const TOPICS_PER_PAGE = 100

/** The desk's list of topics. */
export const topicListRoutes = () =>
  new Hono<DeskEnv>().get('/', async (c) => {
    const { after = '' } = c.req.query()
    const query = new URLSearchParams({
      limit: String(TOPICS_PER_PAGE),
      ...(after && { after }),
    })
    const { topics, next = null } = await told(
      c.var.api<{ topics: ToldTopic[]; next?: string | null }>(
        'GET',
        `/api/topics?${query.toString()}`,
      ),
    )
    const page = { frame: frameOf(c), topics, next, isFirst: after === '' }
    return respondWithDesk(c, <TopicListPage {...page} />)
  })
