import { Hono } from 'hono'
import { OverviewPage } from '../desk/overview.tsx'
import type { ToldSource } from '../desk/source.tsx'
import { type DeskApi, told } from './desk-api.ts'
import { type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'

interface ToldTopic {
  slug: string
  title: string
  filing: { state: 'current' | 'waiting' | 'refiling'; done?: number; entries?: number }
}

/** The desk's first page. */
export const overviewRoutes = ({ api }: { api: DeskApi }) =>
  new Hono<DeskEnv>().get('/', async (c) => {
    const [{ sources }, { topics }] = await Promise.all([
      told(api<{ sources: ToldSource[] }>('GET', '/sources')),
      told(api<{ topics: ToldTopic[] }>('GET', '/topics')),
    ])
    const refiling = topics
      .filter(({ filing }) => filing.state !== 'current')
      .map(({ slug, title, filing }) => ({
        slug,
        title,
        done: filing.done,
        entries: filing.entries,
      }))
    return respondWithDesk(c, <OverviewPage {...{ frame: frameOf(c), sources, refiling }} />)
  })
