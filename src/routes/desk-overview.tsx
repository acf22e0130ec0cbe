import { Hono } from 'hono'
import { OverviewPage, type WaitingEntry } from '../desk/overview.tsx'
import type { ToldSource } from '../desk/source.tsx'
import type { KeptEntriesStore } from '../domain/desk-store.ts'
import { isLate, type VitalsStore } from '../domain/vitals.ts'
import { wholeSeconds } from '../web/moment.ts'
import { told } from './desk-api.ts'
import { type DeskContext, type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'

export interface OverviewDeps {
  vitals: Pick<VitalsStore, 'vitals'>
  kept: Pick<KeptEntriesStore, 'shownSince'>
  /** What is wrong, in words, while nearly nothing can be reached. */
  outage: () => Promise<string | undefined>
  /** Whether polls are due and none is made. */
  isStuck: () => Promise<boolean>
  isPolling: boolean
  /** After so long without the cron it is late. */
  lateSeconds: number
  now: () => Date
}

interface ToldTopic {
  title: string
  filing: { state: 'current' | 'waiting' | 'refiling'; done?: number; entries?: number }
}

const MOST_ILL = 20
const DAY_MILLISECONDS = 86_400_000

/** The longest ill first: what is new may pass. */
const byFailures = (a: ToldSource, b: ToldSource) => b.health.failures - a.health.failures

async function illSources({ var: { api } }: DeskContext): Promise<ToldSource[]> {
  const pages = await Promise.all(
    ['failing', 'ended'].map((state) =>
      told(api<{ sources: ToldSource[] }>('GET', `/api/sources?state=${state}&limit=${MOST_ILL}`)),
    ),
  )
  return pages
    .flatMap(({ sources }) => sources)
    .toSorted(byFailures)
    .slice(0, MOST_ILL)
}

async function refilingTopics({ var: { api } }: DeskContext) {
  const { topics } = await told(api<{ topics: ToldTopic[] }>('GET', '/api/topics'))
  return topics
    .filter(({ filing }) => filing.state !== 'current')
    .map(({ title, filing }) => ({ title, done: filing.done, entries: filing.entries }))
}

/** Held back entries, the newest first; all that a newsroom has, but for the oddest. */
async function heldEntries({ var: { api } }: DeskContext, state: 'draft' | 'scheduled') {
  const path = `/api/entries?state=${state}&limit=100`
  return (await told(api<{ entries: WaitingEntry[] }>('GET', path))).entries
}

/** The desk's first page. */
export function overviewRoutes(deps: OverviewDeps) {
  return new Hono<DeskEnv>().get('/', async (c) => {
    const now = deps.now()
    const yesterday = wholeSeconds(new Date(now.getTime() - DAY_MILLISECONDS))
    const [vitals, outage, isStuck, today, ill, refiling, scheduled, drafts] = await Promise.all([
      deps.vitals.vitals(wholeSeconds(now)),
      deps.outage(),
      deps.isStuck(),
      deps.kept.shownSince(yesterday),
      illSources(c),
      refilingTopics(c),
      heldEntries(c, 'scheduled'),
      heldEntries(c, 'draft'),
    ])
    const late = deps.isPolling && isLate(vitals.cycle, now, deps.lateSeconds)
    const wrong = [
      ...(outage === undefined ? [] : [`It is us, not them: ${outage}`]),
      ...(isStuck ? ['Polls are due and none is made'] : []),
      ...(late ? ['What is due every minute has not been done for a while'] : []),
    ]
    const waiting = { scheduled: scheduled.toReversed(), drafts }
    const { isPolling } = deps
    const page = { frame: frameOf(c), vitals, wrong, ill, refiling, ...waiting, today, isPolling }
    return respondWithDesk(c, <OverviewPage {...page} />)
  })
}
