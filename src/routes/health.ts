import { Hono } from 'hono'
import type { Health } from '../contract/seeing.ts'
import { failureLine, type Log } from '../domain/log.ts'
import { sourceState, type Source } from '../domain/source.ts'
import type { SourceStore } from '../domain/store.ts'
import type { Refiling, RefilingStore } from '../domain/topic-store.ts'
import { isLate, type Vitals, type VitalsStore } from '../domain/vitals.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface HealthDeps {
  vitals: Pick<VitalsStore, 'vitals'>
  sources: Pick<SourceStore, 'list' | 'ill'>
  refiling: Pick<RefilingStore, 'pending'>
  /** How far what takes long is. */
  underWay: () => Promise<Pick<Health, 'retention' | 'import'>>
  /** What is wrong, in words, while nearly nothing can be reached. */
  outage: () => Promise<string | undefined>
  /** Whether polls are due and none is made. */
  isStuck: () => Promise<boolean>
  isPolling: boolean
  /** After so long without the cron it is late. */
  lateSeconds: number
  /** With more sources than this, only those that do not do well are listed, and no more of them. */
  maxListed: number
  version: string
  log: Log
  now: () => Date
}

/** What is wrong with the source or its document as a whole, in words; faults of single entries are its operator's. */
const wrongWith = ({ lastReport }: Source) =>
  (lastReport?.faults ?? [])
    .filter(({ where }) => where === 'source' || where === 'document')
    .map(({ what }) => what)

/** Topics whose rules have changed while their feeds still show the old filing, and how far that is. */
const refilingOf = ({ topics, progress }: Refiling) => ({
  topics,
  done: progress?.done ?? 0,
  entries: progress?.entries ?? null,
  begunAt: progress?.begunAt ?? null,
})

function sourceHealth(source: Source) {
  const { slug, polledAt, lastReport, failures, nextPollAt, because } = source
  return {
    slug,
    state: sourceState(source),
    outcome: lastReport?.outcome ?? null,
    status: lastReport?.status ?? null,
    wrong: wrongWith(source),
    failures,
    polledAt,
    nextPollAt,
    because,
  }
}

function queueOf({ polls }: Vitals, now: Date) {
  const { due, queued, oldestQueuedAt } = polls
  const waited = oldestQueuedAt === null ? 0 : (now.getTime() - Date.parse(oldestQueuedAt)) / 1000
  return { due, waiting: queued, oldestSeconds: Math.max(0, Math.round(waited)) }
}

async function health(deps: HealthDeps): Promise<Health> {
  const { sources, refiling, isPolling, lateSeconds, maxListed, version } = deps
  const now = deps.now()
  const [vitals, pending, working, outage, isStuck] = await Promise.all([
    deps.vitals.vitals(wholeSeconds(now)),
    refiling.pending(),
    deps.underWay(),
    deps.outage(),
    deps.isStuck(),
  ])
  const { states, privateSources, cycle, databaseBytes } = vitals
  const isFew = Object.values(states).reduce((sum, some) => sum + some, 0) < maxListed
  const listed = isFew ? await sources.list() : await sources.ill(maxListed)
  const late = isPolling && isLate(cycle, now, lateSeconds)
  const wrong = [
    ...(outage === undefined ? [] : [outage]),
    ...(isStuck ? ['polls are due and none is made'] : []),
    ...(late ? [`the cron has not come since ${cycle?.beganAt}`] : []),
  ]
  return {
    ...(wrong.length === 0
      ? { status: 'ok' as const }
      : { status: 'degraded' as const, because: wrong.join('; ') }),
    version,
    database: { answers: true, bytes: databaseBytes },
    cycle: cycle && { at: cycle.beganAt, milliseconds: cycle.milliseconds, late },
    queue: queueOf(vitals, now),
    states,
    listed: isFew ? 'all' : 'ill',
    sources: listed.filter((source) => !source.private).map(sourceHealth),
    refiling: pending ? refilingOf(pending) : null,
    ...working,
    privateSources,
  }
}

/** The same members, with what is still known. */
const down = (version: string): Health => ({
  status: 'down',
  because: 'the database does not answer; feeds are served from kept copies',
  version,
  database: { answers: false, bytes: null },
  cycle: null,
  queue: null,
  states: null,
  listed: 'none',
  sources: [],
  refiling: null,
  retention: null,
  import: null,
  privateSources: null,
})

/** Liveness, and how the sources do; a private source is counted and not named. */
export function healthRoutes(deps: HealthDeps) {
  return new Hono().get('/', async (c) => {
    const told = await health(deps).catch((error: unknown) => {
      deps.log(failureLine('the database does not answer', error))
      return down(deps.version)
    })
    return c.json(told, told.status === 'down' ? 503 : 200, { 'cache-control': 'no-store' })
  })
}
