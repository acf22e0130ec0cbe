import { Hono } from 'hono'
import type { SourceStore } from '../domain/store.ts'

/** Liveness, and how the sources do; a private source is counted and not named. */
export function healthRoutes({ sources }: { sources: Pick<SourceStore, 'list'> }) {
  return new Hono().get('/', async (c) => {
    const all = await sources.list()
    return c.json(
      {
        status: 'ok',
        sources: all
          .filter((source) => !source.private)
          .map(({ slug, polledAt, lastReport, failures, nextPollAt, because }) => ({
            slug,
            outcome: lastReport?.outcome ?? null,
            status: lastReport?.status ?? null,
            failures,
            polledAt,
            nextPollAt,
            because,
          })),
        privateSources: all.filter((source) => source.private).length,
      },
      200,
      { 'cache-control': 'no-store' },
    )
  })
}
