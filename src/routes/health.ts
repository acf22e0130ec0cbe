import { Hono } from 'hono'
import { sourceState, type Source } from '../domain/source.ts'
import type { SourceStore } from '../domain/store.ts'
import { isOutage, outageInWords, type OutagePolicy, reachOf } from '../poll/outage.ts'

export interface HealthDeps {
  sources: Pick<SourceStore, 'list'>
  outagePolicy: OutagePolicy
  now: () => Date
}

/** What is wrong with the source or its document as a whole, in words; faults of single entries are its operator's. */
const wrongWith = ({ lastReport }: Source) =>
  (lastReport?.faults ?? [])
    .filter(({ where }) => where === 'source' || where === 'document')
    .map(({ what }) => what)

/** Liveness, and how the sources do; a private source is counted and not named. */
export function healthRoutes({ sources, outagePolicy, now }: HealthDeps) {
  return new Hono().get('/', async (c) => {
    const all = await sources.list()
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
        privateSources: all.filter((source) => source.private).length,
      },
      200,
      { 'cache-control': 'no-store' },
    )
  })
}
