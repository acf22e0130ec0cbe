import { Hono } from 'hono'
import { operatorApi } from './api.ts'
import * as config from './config.ts'
import type { Connected } from './connect.ts'
import {
  asking,
  deskHeaders,
  type DeskEnv,
  fromHereOnly,
  newsroomTitle,
  signedInOnly,
  tokenNeeded,
} from './routes/desk-guard.tsx'
import { deskNotFound } from './routes/desk-not-found.tsx'
import { overviewRoutes } from './routes/desk-overview.tsx'
import { addSourceRoutes } from './routes/desk-add-source.tsx'
import { entryChangeRoutes } from './routes/desk-entry-changes.tsx'
import { entryListRoutes } from './routes/desk-entry-list.tsx'
import { entryPageRoutes } from './routes/desk-entry-page.tsx'
import { joinEntryRoutes } from './routes/desk-join-entry.tsx'
import { deskKeepingRoutes } from './routes/desk-keeping.tsx'
import { deskLogRoutes } from './routes/desk-log.tsx'
import { deskOpmlRoutes } from './routes/desk-opml.tsx'
import { deskSessions } from './routes/desk-session.ts'
import { signInRoutes } from './routes/desk-sign-in.tsx'
import { sourceChangeRoutes } from './routes/desk-source-changes.tsx'
import { sourceListRoutes } from './routes/desk-source-list.tsx'
import { sourcePageRoutes } from './routes/desk-source-page.tsx'
import { signOutRoutes } from './routes/desk-sign-out.ts'
import { topicEditorRoutes } from './routes/desk-topic-editor.tsx'
import { topicListRoutes } from './routes/desk-topic-list.tsx'
import { topicPageRoutes } from './routes/desk-topic-page.tsx'
import { whyRoutes } from './routes/desk-why.tsx'
import { correctEntryRoutes, writeEntryRoutes } from './routes/desk-write-entry.tsx'

/** The operator's desk: pages behind a sign-in, which ask the same API as everybody else. */
export function desk(connected: Connected) {
  const { newsroom, siteUrl, now, desk: kept } = connected
  const adminToken = connected.adminToken ?? ''
  const sessions = deskSessions({
    sessions: kept.sessions,
    adminToken,
    siteUrl,
    sessionSeconds: config.SESSION_SECONDS,
    now,
  })
  const signIn = {
    sessions,
    guesses: kept.guesses,
    policy: config.GUESSING_POLICY,
    adminToken,
    now,
  }
  const overview = {
    ...connected,
    kept: kept.entries,
    lateSeconds: config.WATCH_POLICY.gapSeconds,
  }
  const api = new Hono().route('/api', operatorApi(connected, 'desk'))

  return (
    new Hono<DeskEnv>()
      .use(deskHeaders)
      .use(newsroomTitle(async () => (await newsroom.current())?.newsroom.title ?? 'A newsroom'))
      .use(tokenNeeded(connected.adminToken))
      .use(fromHereOnly(siteUrl))
      .route('/', signInRoutes(signIn))
      .use(signedInOnly(sessions, config.MAX_FORM_BYTES))
      .use(asking(api))
      .route('/', signOutRoutes(sessions))
      .route('/', overviewRoutes(overview))
      .route('/sources', sourceListRoutes())
      .route('/sources', sourcePageRoutes({ ...connected, kept: kept.entries }))
      .route('/sources', sourceChangeRoutes({ kept: kept.entries }))
      .route('/add-source', addSourceRoutes())
      .route('/opml', deskOpmlRoutes())
      .route('/topics', topicListRoutes())
      .route('/topics', topicPageRoutes({ ...connected, kept: kept.entries }))
      .route('/', topicEditorRoutes())
      .route('/entries', entryListRoutes())
      .route('/entries', entryPageRoutes(connected))
      .route('/entries', entryChangeRoutes())
      .route('/entries', correctEntryRoutes(connected))
      .route('/entries', joinEntryRoutes(connected))
      // Not among the entries: one of them may be called "new".
      .route('/write-entry', writeEntryRoutes(connected))
      .route('/why', whyRoutes())
      .route('/log', deskLogRoutes())
      .route(
        '/keeping',
        deskKeepingRoutes({
          rules: connected.keeping.retentionRules,
          noWebhook: connected.noWebhook,
          maxBytes: config.MAX_REQUEST_BYTES,
        }),
      )
      .all('*', deskNotFound)
  )
}
