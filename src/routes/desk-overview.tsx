import { Hono } from 'hono'
import { OverviewPage, type ScheduledEntry } from '../desk/overview.tsx'
import type { ToldSource } from '../desk/source.tsx'
import type { KeptEntriesStore } from '../domain/desk-store.ts'
import { wholeSeconds } from '../web/moment.ts'
import { told } from './desk-api.ts'
import { type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'

interface ToldTopic {
  slug: string
  title: string
  filing: { state: 'current' | 'waiting' | 'refiling'; done?: number; entries?: number }
}

export interface OverviewDeps {
  kept: Pick<KeptEntriesStore, 'shownSince'>
  now: () => Date
}

const SCHEDULED = '/api/entries?state=scheduled&limit=100'

/** The desk's first page. */
export const overviewRoutes = ({ kept, now }: OverviewDeps) =>
  new Hono<DeskEnv>().get('/', async (c) => {
    const yesterday = wholeSeconds(new Date(now().getTime() - 86_400_000))
    const [{ sources }, { topics }, { entries }, today] = await Promise.all([
      told(c.var.api<{ sources: ToldSource[] }>('GET', '/api/sources')),
      told(c.var.api<{ topics: ToldTopic[] }>('GET', '/api/topics')),
      told(c.var.api<{ entries: ScheduledEntry[] }>('GET', SCHEDULED)),
      kept.shownSince(yesterday),
    ])
    const refiling = topics
      .filter(({ filing }) => filing.state !== 'current')
      .map(({ slug, title, filing }) => ({
        slug,
        title,
        done: filing.done,
        entries: filing.entries,
      }))
    const scheduled = entries.toSorted((a, b) => (a.published < b.published ? -1 : 1))
    return respondWithDesk(
      c,
      <OverviewPage {...{ frame: frameOf(c), sources, refiling, scheduled, today }} />,
    )
  })
