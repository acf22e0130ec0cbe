import { Hono } from 'hono'
import { sourceState, type Source } from '../domain/source.ts'
import type { SourceStore } from '../domain/store.ts'
import type { Refiling, RefilingStore } from '../domain/topic-store.ts'
import { isOutage, outageInWords, type OutagePolicy, reachOf } from '../poll/outage.ts'

export interface HealthDeps {
  sources: Pick<SourceStore, 'list'>
  refiling: Pick<RefilingStore, 'pending'>
  outagePolicy: OutagePolicy
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

/** Liveness, and how the sources do; a private source is counted and not named. */
export function healthRoutes({ sources, refiling, outagePolicy, now }: HealthDeps) {
  return new Hono().get('/', async (c) => {
    const [all, pending] = await Promise.all([sources.list(), refiling.pending()])
    const reach = reachOf(all, now(), outagePolicy)
    return c.json(
      {
        ...(isOutage(reach, outagePolicy)
          ? { status: 'degraded', because: outageInWords(reach) }
          : { status: 'ok' }),
        sources: all
          .filter((source) => !source.private)
          .map((source) => {
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
          }),
        refiling: pending ? refilingOf(pending) : null,
        privateSources: all.filter((source) => source.private).length,
      },
      200,
      { 'cache-control': 'no-store' },
    )
  })
}
