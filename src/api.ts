import { Hono } from 'hono'
import * as config from './config.ts'
import type { Connected } from './connect.ts'
import type { Door } from './domain/audit.ts'
import { alertRoutes } from './routes/alerts.ts'
import { auditRoutes } from './routes/audit.ts'
import { audited } from './routes/audited.ts'
import { broken } from './routes/broken.ts'
import { discoverRoutes } from './routes/discover.ts'
import { entryRoutes } from './routes/entries.ts'
import { explainRoutes } from './routes/explain.ts'
import { exportRoutes } from './routes/export.ts'
import { importRoutes } from './routes/import.ts'
import { newsroomRoutes } from './routes/newsroom.ts'
import { notWhileImporting } from './routes/not-while-importing.ts'
import { noSuchCall } from './routes/no-such-call.ts'
import { opmlImportRoutes } from './routes/opml-import.ts'
import { pollHistoryRoutes } from './routes/poll-history.ts'
import { previewRoutes } from './routes/preview.ts'
import { retentionRoutes } from './routes/retention.ts'
import { sourceRoutes } from './routes/sources.ts'
import { topicRoutes } from './routes/topics.ts'
import { wellFormed } from './routes/well-formed.ts'

/**
 * What its operator asks of the newsroom. Whoever calls this has made sure of who asks.
 *
 * @param who through which door; the log of what was done names it.
 */
export function operatorApi(connected: Connected, who: Door = 'token') {
  const { sources, topics, refiling, classifier, privateHosts, ownOrigin, now } = connected
  const maxBytes = config.MAX_REQUEST_BYTES

  const api = new Hono({ strict: false })
    .onError(broken(connected.log))
    .use(wellFormed())
    .use(async (_, next) => next().finally(connected.forgetVersions))
    .use(notWhileImporting(connected.keeping.isImporting))
    .use(audited(who, connected))
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
    .route('/sources', pollHistoryRoutes(connected.pollHistory))
    .route('/discover', discoverRoutes({ discover: connected.discover, privateHosts, maxBytes }))
    .route(
      '/preview',
      previewRoutes({
        classifier,
        fetchOnce: connected.fetchOnce,
        privateHosts,
        ownOrigin,
        maxBytes,
      }),
    )
    .route('/opml', opmlImportRoutes({ importOutlines: connected.importOutlines, maxBytes }))
    .route('/entries', entryRoutes({ ...connected.entryDesk, maxBytes }))
    .route('/explain', explainRoutes({ entries: refiling, classifier, maxBytes }))
    .route(
      '/topics',
      topicRoutes({
        topics,
        refiling,
        startRefiling: connected.startRefiling,
        dryRun: connected.dryRun,
        maxBytes,
        now,
      }),
    )
    .route('/newsroom', newsroomRoutes({ ...connected.applying, topics, maxBytes }))
    .route('/retention', retentionRoutes({ preview: connected.keeping.retentionPreview }))
    .route('/export', exportRoutes({ part: connected.keeping.exportPart, now }))
    .route(
      '/import',
      importRoutes({
        ...connected.keeping.importing(who),
        state: connected.keeping.importState,
        abandonImport: connected.keeping.abandonImport,
        maxBytes,
      }),
    )
    .route('/alerts', alertRoutes(connected))
    .route('/audit', auditRoutes(connected))

  // Last, for it answers whatever no route has.
  return api.all('*', noSuchCall(api.routes))
}
