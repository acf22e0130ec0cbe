import { Hono } from 'hono'
import type { Limits } from '../domain/limiter.ts'
import type { TallyStore } from '../domain/tally.ts'
import type { RefilingStore } from '../domain/topic-store.ts'
import type { VitalsStore } from '../domain/vitals.ts'
import { metricsOf } from '../watch/metrics.ts'
import { wholeSeconds } from '../web/moment.ts'
import { PROMETHEUS_TEXT, prometheusText } from '../web/prometheus.ts'
import { operatorOnly } from './operator.ts'
import { problem } from './problem.ts'

export interface MetricsDeps {
  vitals: Pick<VitalsStore, 'vitals'>
  tally: TallyStore
  refiling: Pick<RefilingStore, 'pending'>
  /** Who may read them: whoever has the token, everybody, or nobody. */
  metrics: 'token' | 'open' | 'off'
  adminToken: string | undefined
  limits: Pick<Limits, 'api' | 'guesses'>
  version: string
  maxIll: number
  now: () => Date
}

const isFor = {
  token: ({ adminToken, limits }: MetricsDeps) => operatorOnly(adminToken, limits),
  open: () => async (_: unknown, next: () => Promise<void>) => next(),
  off: () => async (c: Parameters<typeof problem>[0]) =>
    problem(c, 404, 'There are no metrics here: METRICS is off.'),
}

/** How the newsroom does, for Prometheus and whatever reads its format. */
export function metricsRoutes(deps: MetricsDeps) {
  const { vitals, tally, refiling, version, maxIll, now } = deps
  return new Hono().use(isFor[deps.metrics](deps)).get('/', async (c) => {
    const at = now()
    const [seen, counted, pending] = await Promise.all([
      vitals.vitals(wholeSeconds(at)),
      tally.tally(maxIll),
      refiling.pending(),
    ])
    const families = metricsOf({
      vitals: seen,
      tally: counted,
      refiling: pending,
      version,
      now: at,
    })
    const headers = { 'content-type': PROMETHEUS_TEXT, 'cache-control': 'no-store' }
    return c.body(prometheusText(families), 200, headers)
  })
}
