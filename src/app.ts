import { Hono } from 'hono'
import { desk } from './admin.ts'
import { operatorApi } from './api.ts'
import * as config from './config.ts'
import type { Connected } from './connect.ts'
import { failureLine } from './domain/log.ts'
import { assetRoutes } from './routes/assets.ts'
import { countedRefusals } from './routes/counted-refusals.ts'
import { embedBuilderRoutes } from './routes/embed-builder.tsx'
import { embedRoutes } from './routes/embeds.ts'
import { feedRoutes } from './routes/feeds.tsx'
import { refusal } from './routes/for-people.tsx'
import { healthRoutes } from './routes/health.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { notFound } from './routes/not-found.tsx'
import { oembedRoutes } from './routes/oembed.ts'
import { operatorOnly } from './routes/operator.ts'
import { openApiRoutes, referenceRoutes } from './routes/openapi.tsx'
import { opmlRoutes } from './routes/opml.ts'
import { pageAssetRoutes } from './routes/page-assets.ts'
import { pageRoutes } from './routes/pages.tsx'
import { readOnly } from './routes/read-only.ts'
import { limited } from './routes/too-many.ts'

/** Every address of the Worker, with what stands behind it. */
export function app(connected: Connected) {
  const { entries, sources, newsroom, copies, siteUrl, now } = connected
  const cacheControl = config.CACHE_CONTROL.fresh
  const limits = { usualEntries: config.ENTRIES_PER_FEED, maxEntries: config.MAX_ENTRIES_PER_FEED }
  const embed = { newsroom, siteUrl, cacheControl, limits: config.EMBED_LIMITS }
  const kept = {
    entries,
    newsroom,
    copies,
    searches: connected.limits.search,
    keeping: config.KEEPING_POLICY,
    siteUrl,
    cacheControl: config.CACHE_CONTROL,
    log: connected.log,
    now,
  }

  return (
    new Hono({ strict: false })
      // Before its guard, for anybody may read how to ask.
      .route('/api', referenceRoutes({ newsroom, siteUrl, cacheControl }))
      .use(
        '/api/*',
        countedRefusals({ ...connected, secondsBetweenWrites: config.SECONDS_BETWEEN_COUNTS }),
      )
      .use('/api/*', operatorOnly(connected.adminToken, connected.limits))
      .route('/api', operatorApi(connected))
      .route('/admin', desk(connected))
      .route('/topics', feedRoutes({ ...kept, limits }))
      // After the topics, whose kept answers know all that is to be told.
      .use(readOnly({ now }))
      .route('/embed', embedRoutes({ ...kept, limits: config.EMBED_LIMITS }))
      .route('/', assetRoutes({ cacheControl }))
      .route('/embed', embedBuilderRoutes(embed))
      .use('/oembed', limited(connected.limits.oembed))
      .route('/oembed', oembedRoutes(embed))
      .route('/openapi.json', openApiRoutes({ cacheControl }))
      .route('/', opmlRoutes({ newsroom, sources, siteUrl, cacheControl }))
      .route('/metrics', metricsRoutes({ ...connected, maxIll: config.METRICS_SOURCES }))
      .route(
        '/health.json',
        healthRoutes({
          ...connected,
          underWay: connected.keeping.underWay,
          lateSeconds: config.WATCH_POLICY.gapSeconds,
          maxListed: config.HEALTH_SOURCES,
        }),
      )
      .route(
        '/',
        pageRoutes({
          entries,
          revisions: connected.revisions,
          sources,
          newsroom,
          copies,
          keeping: config.KEEPING_POLICY,
          sourcesPerPage: config.SOURCES_PER_PAGE,
          outage: connected.outage,
          siteUrl,
          cacheControl: config.CACHE_CONTROL,
          log: connected.log,
          now,
        }),
      )
      .route('/', pageAssetRoutes())
      .notFound(notFound({ newsroom, siteUrl, cacheControl: config.CACHE_CONTROL.absent }))
      .onError((error, c) => {
        connected.log(
          failureLine('request failed', error, { method: c.req.method, path: c.req.path }),
        )
        const what = 'Something broke here; it has been written down. Please try again.'
        return refusal(c, 500, 'Something broke', what)
      })
  )
}
