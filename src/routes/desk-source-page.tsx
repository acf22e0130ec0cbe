import { Hono } from 'hono'
import { SourcePage } from '../desk/source-page.tsx'
import { pathOf, type ToldSource } from '../desk/source.tsx'
import type { KeptEntriesStore } from '../domain/desk-store.ts'
import { queryOf } from '../domain/feed-query.ts'
import type { PollReport, RememberedPoll } from '../domain/source.ts'
import type { EntryStore } from '../domain/store.ts'
import { type Answer, problemInWords } from './desk-api.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { deskNotFound } from './desk-not-found.tsx'
import { reportFlash } from './desk-report.ts'
import { respondWithDesk, seeOther } from './desk-respond.tsx'
import { topicTitles } from './desk-topic-titles.ts'

export interface SourcePageDeps {
  entries: Pick<EntryStore, 'select'>
  kept: Pick<KeptEntriesStore, 'countOf'>
}

const LATEST = 10

/** Enough to know whether it is much; a page is not to count a million. */
export const MOST_COUNTED = 10_000

const pathIn = (c: DeskContext) => `/api/sources/${encodeURIComponent(c.req.param('slug') ?? '')}`

/** One source at the desk, and the actions that are a button each. */
export function sourcePageRoutes({ entries, kept }: SourcePageDeps) {
  /** Does it, and tells on the source's page what came of it. */
  async function done(c: DeskContext, asked: Promise<Answer<ToldSource>>, what: string) {
    const answer = await asked
    const flash = answer.ok
      ? ({ kind: 'done', what } as const)
      : ({ kind: 'failed', what: problemInWords(answer.problem) } as const)
    return seeOther(c, pathOf({ slug: c.req.param('slug') ?? '' }), flash)
  }
  const change = (c: DeskContext, json: object) =>
    c.var.api<ToldSource>('PATCH', pathIn(c), { json })

  return new Hono<DeskEnv>()
    .get('/:slug', async (c) => {
      const slug = c.req.param('slug')
      const path = pathIn(c)
      const [source, polls] = await Promise.all([
        c.var.api<ToldSource>('GET', path),
        c.var.api<{ polls: RememberedPoll[] }>('GET', `${path}/polls`),
      ])
      if (!source.ok) return deskNotFound(c)
      const ofIt = { ...queryOf(), sources: [slug], showsDuplicates: true }
      const [latest, titles, counted] = await Promise.all([
        entries.select(ofIt, LATEST),
        topicTitles(c),
        kept.countOf(slug, MOST_COUNTED),
      ])
      return respondWithDesk(
        c,
        <SourcePage
          frame={frameOf(c)}
          source={source.body}
          polls={polls.ok ? polls.body.polls : []}
          entries={latest.entries}
          kept={counted}
          titles={titles}
        />,
      )
    })

    .post('/:slug/poll', async (c) => {
      const slug = c.req.param('slug')
      const polled = await c.var.api<PollReport>('POST', `${pathIn(c)}/poll`)
      return seeOther(c, pathOf({ slug }), reportFlash(polled))
    })

    .post('/:slug/pause', (c) =>
      done(c, change(c, { paused: true }), 'Paused: it is not polled until you resume it.'),
    )

    .post('/:slug/resume', (c) =>
      done(c, change(c, { paused: null }), 'Resumed: it is polled within a minute or two.'),
    )
}
