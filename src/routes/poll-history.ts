import { Hono } from 'hono'
import type { PastPolls } from '../contract/sources.ts'
import type { PollHistory } from '../domain/store.ts'
import { problem } from './problem.ts'

/** What became of the last polls of a source, the newest first. */
export function pollHistoryRoutes(history: PollHistory) {
  return new Hono().get('/:slug/polls', async (c) => {
    const slug = c.req.param('slug')
    const polls = await history.lastPolls(slug)
    return polls
      ? c.json({ polls } satisfies PastPolls)
      : problem(c, 404, `There is no source "${slug}"; GET /api/sources lists them.`)
  })
}
