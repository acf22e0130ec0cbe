import { Hono } from 'hono'
import * as v from 'valibot'
import * as config from './config.ts'
import { connect, type Connected, type Env } from './connect.ts'
import { queueDueSources } from './jobs/due-sources.ts'
import { Job } from './jobs/job.ts'
import { assetRoutes } from './routes/assets.ts'
import { discoverRoutes } from './routes/discover.ts'
import { embedBuilderRoutes } from './routes/embed-builder.tsx'
import { embedRoutes } from './routes/embeds.ts'
import { entryRoutes } from './routes/entries.ts'
import { explainRoutes } from './routes/explain.ts'
import { feedRoutes } from './routes/feeds.tsx'
import { refusal } from './routes/for-people.tsx'
import { healthRoutes } from './routes/health.ts'
import { newsroomRoutes } from './routes/newsroom.ts'
import { notFound } from './routes/not-found.tsx'
import { oembedRoutes } from './routes/oembed.ts'
import { operatorOnly } from './routes/operator.ts'
import { opmlImportRoutes } from './routes/opml-import.ts'
import { opmlRoutes } from './routes/opml.ts'
import { pageAssetRoutes } from './routes/page-assets.ts'
import { pageRoutes } from './routes/pages.tsx'
import { previewRoutes } from './routes/preview.ts'
import { problem } from './routes/problem.ts'
import { readOnly } from './routes/read-only.ts'
import { sourceRoutes } from './routes/sources.ts'
import { topicRoutes } from './routes/topics.ts'
import { wholeSeconds } from './web/moment.ts'

/** Every address of the Worker, with what stands behind it. */
function app(connected: Connected) {
  const { entries, sources, topics, refiling, newsroom, copies, siteUrl, classifier, now } =
    connected
  const { privateHosts, ownOrigin } = connected
  const cacheControl = config.CACHE_CONTROL.fresh
  const maxBytes = config.MAX_REQUEST_BYTES
  const limits = { usualEntries: config.ENTRIES_PER_FEED, maxEntries: config.MAX_ENTRIES_PER_FEED }
  const embed = { newsroom, siteUrl, cacheControl, limits: config.EMBED_LIMITS }
  const kept = {
    entries,
    newsroom,
    copies,
    keeping: config.KEEPING_POLICY,
    siteUrl,
    cacheControl: config.CACHE_CONTROL,
    now,
  }

  const api = new Hono()
    .use(operatorOnly(connected.adminToken))
    .use(async (_, next) => next().finally(connected.forgetVersions))
    .route(
      '/sources',
      sourceRoutes({
        sources,
        pollNow: connected.poll,
        privateHosts,
        ownOrigin,
        maxBytes,
        now,
      }),
    )
    .route('/discover', discoverRoutes({ discover: connected.discover, privateHosts, maxBytes }))
    .route('/preview', previewRoutes({ classifier, maxBytes }))
    .route('/opml', opmlImportRoutes({ importOutlines: connected.importOutlines, maxBytes }))
    .route('/entries', entryRoutes({ ...connected.stories, maxBytes }))
    .route('/explain', explainRoutes({ entries: refiling, classifier, maxBytes }))
    .route(
      '/topics',
      topicRoutes({
        topics,
        refiling,
        startRefiling: connected.startRefiling,
        dryRun: connected.dryRun,
        maxEntries: config.DRY_RUN_ENTRIES,
        maxBytes,
        now,
      }),
    )
    .route('/newsroom', newsroomRoutes({ apply: connected.apply, topics, maxBytes }))
    .notFound((c) => problem(c, 404, `There is no ${c.req.path} in this API.`))

  return (
    new Hono({ strict: false })
      .route('/api', api)
      .route('/topics', feedRoutes({ ...kept, limits }))
      // After the topics, whose kept answers know all that is to be told.
      .use(readOnly({ now }))
      .route('/embed', embedRoutes({ ...kept, limits: config.EMBED_LIMITS }))
      .route('/', assetRoutes({ cacheControl }))
      .route('/embed', embedBuilderRoutes(embed))
      .route('/oembed', oembedRoutes(embed))
      .route('/', opmlRoutes({ newsroom, sources, siteUrl, cacheControl }))
      .route(
        '/health.json',
        healthRoutes({ sources, refiling, outagePolicy: config.OUTAGE_POLICY, now }),
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
          outagePolicy: config.OUTAGE_POLICY,
          siteUrl,
          cacheControl: config.CACHE_CONTROL,
          now,
        }),
      )
      .route('/', pageAssetRoutes())
      .notFound(notFound({ newsroom, siteUrl, cacheControl: config.CACHE_CONTROL.absent }))
      .onError((error, c) => {
        console.error('request failed', { method: c.req.method, path: c.req.path, error })
        const what = 'Something broke here; it has been written down. Please try again.'
        return refusal(c, 500, 'Something broke', what)
      })
  )
}

/**
 * What was built for the last request, for to build it costs more than most answers do.
 *
 * An isolate has one `env`; its origin matters only where SITE_URL is not set.
 */
let built: { env: Env; origin: string; app: ReturnType<typeof app> } | undefined

function appFor(env: Env, origin: string): ReturnType<typeof app> {
  if (built?.env !== env || built.origin !== origin)
    built = { env, origin, app: app(connect(env, origin)) }
  return built.app
}

async function work(job: Job, connected: Connected): Promise<void> {
  switch (job.kind) {
    case 'poll':
      return connected.pollDue(job.slug)
    case 'refile': {
      const isMore = await connected.refile()
      if (isMore && wholeSeconds(connected.now()) < job.until) await connected.send([{ body: job }])
      return
    }
    case 'reclean': {
      const isMore = await connected.reclean()
      if (isMore && wholeSeconds(connected.now()) < job.until) await connected.send([{ body: job }])
      return
    }
    case 'place': {
      const isMore = await connected.placeUnplaced()
      if (isMore && wholeSeconds(connected.now()) < job.until) await connected.send([{ body: job }])
      return
    }
    default:
      return job satisfies never
  }
}

/** Messages end before the cron comes again, so there is one row of them at a time and no lock. */
async function startRecleaning({ isAnyStale, send, now }: Connected): Promise<void> {
  if (!(await isAnyStale())) return
  const until = wholeSeconds(new Date(now().getTime() + config.RECLEAN_SECONDS * 1000))
  await send([{ body: { kind: 'reclean', until } }])
}

async function startPlacing({ isAnyUnplaced, send, now }: Connected): Promise<void> {
  if (!(await isAnyUnplaced())) return
  const until = wholeSeconds(new Date(now().getTime() + config.PLACE_SECONDS * 1000))
  await send([{ body: { kind: 'place', until } }])
}

async function startPolls(connected: Connected): Promise<void> {
  if (!connected.isPolling) return
  await connected.endOutage()
  await queueDueSources({
    ...connected,
    spacing: config.SPACING_POLICY,
    dueAtOnce: config.DUE_AT_ONCE,
    queuedSeconds: config.QUEUED_SECONDS,
  })
}

export default {
  fetch(request, env, context) {
    return appFor(env, env.SITE_URL || new URL(request.url).origin).fetch(request, env, context)
  },

  /** What is due every minute; what fails of it stops nothing else. */
  async scheduled(_event, env) {
    const connected = connect(env)
    const done = await Promise.allSettled([
      startRecleaning(connected),
      connected.startRefiling(),
      startPlacing(connected),
      startPolls(connected),
    ])
    for (const task of done)
      if (task.status === 'rejected')
        console.error('cron failed', { error: task.reason as unknown })
  },

  /** All messages of a batch at once: one slow source must not hold up the others. */
  async queue(batch, env) {
    const connected = connect(env)
    await Promise.all(
      batch.messages.map(async (message) => {
        try {
          await work(v.parse(Job, message.body), connected)
          message.ack()
        } catch (error) {
          console.error('queue message failed', {
            id: message.id,
            attempts: message.attempts,
            error,
          })
          message.retry()
        } finally {
          connected.forgetVersions()
        }
      }),
    )
  },
} satisfies ExportedHandler<Env>
