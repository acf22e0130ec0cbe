import { consoleLog, type LogStyle } from './adapters/console-log.ts'
import { d1Alarms, d1AlertOutbox } from './adapters/d1-alarms.ts'
import { d1Audit, d1Counters } from './adapters/d1-audit.ts'
import { d1PollHistory } from './adapters/d1-poll-history.ts'
import { d1Tally } from './adapters/d1-tally.ts'
import { d1Vitals } from './adapters/d1-vitals.ts'
import { webhook, type Webhook, type WebhookDeps } from './adapters/webhook.ts'
import { ALERT_POLICY, COUNTING_POLICY, OUTAGE_POLICY, WATCH_POLICY } from './config.ts'
import type { Env } from './connect.ts'
import type { SourceStore } from './domain/store.ts'
import { alarmBell } from './jobs/alarm-bell.ts'
import { deliverAlert, queueAlerts, sendTest } from './jobs/deliver-alert.ts'
import type { Message } from './jobs/job.ts'
import { currentOutage, endOutage, isOutageFor } from './jobs/outage-alarm.ts'
import { QUEUE_ALARM, watchOver } from './jobs/watch-over.ts'
import { noRefusals } from './routes/counted-refusals.ts'
import { signingKey } from './web/standard-webhooks.ts'
import { wholeSeconds } from './web/moment.ts'

const styleOf = (text = ''): LogStyle => (text === 'json' || text === 'quiet' ? text : 'objects')

/** Where lines go: wanted before all else. */
export const connectLog = ({ LOG }: Pick<Env, 'LOG'>) => consoleLog(styleOf(LOG))

/** Where alerts go, or why they go nowhere. */
function webhookOf({ ALERT_WEBHOOK, ALERT_SECRET }: Env): Webhook | string {
  if (!ALERT_WEBHOOK) return 'There is no webhook: set ALERT_WEBHOOK and ALERT_SECRET.'
  if (!/^https?:$/.test(URL.parse(ALERT_WEBHOOK)?.protocol ?? ''))
    return 'ALERT_WEBHOOK is no http or https URL.'
  const key = signingKey(ALERT_SECRET ?? '')
  return key
    ? { url: ALERT_WEBHOOK, key }
    : 'ALERT_SECRET is not "whsec_" and 24 to 64 bytes in base64.'
}

const metricsFor = (text = ''): 'token' | 'open' | 'off' =>
  text === 'open' || text === 'off' ? text : 'token'

/** Of all requests of an isolate. */
const refused = noRefusals()

interface Around extends Omit<WebhookDeps, 'timeoutSeconds'> {
  siteUrl: string
  isPolling: boolean
  sources: SourceStore
  send: (messages: readonly Message[]) => Promise<void>
}

/** What lets an operator see what the newsroom does, and what was done to it. */
export function connectSeeing(env: Env, around: Around) {
  const { siteUrl, isPolling, sources, send, now } = around
  const log = connectLog(env)
  const alarms = d1Alarms(env.DB)
  const outbox = d1AlertOutbox(env.DB)
  const vitals = d1Vitals(env.DB)
  const hook = webhookOf(env)
  const hasWebhook = typeof hook === 'object'
  const newId = () => `msg_${crypto.randomUUID()}`
  const bell = alarmBell({ alarms, hasWebhook, newsroomUrl: siteUrl, newId, log, now })
  const outage = { sources, bell, outagePolicy: OUTAGE_POLICY, now }
  const { timeoutSeconds, claimedSeconds, atOnce } = ALERT_POLICY
  const delivery = {
    outbox,
    send: hasWebhook ? webhook(hook, { ...around, timeoutSeconds }) : undefined,
    log,
    now,
  }
  return {
    pollHistory: d1PollHistory(env.DB),
    audit: d1Audit(env.DB),
    counters: d1Counters(env.DB),
    refused,
    vitals,
    tally: d1Tally(env.DB),
    metrics: metricsFor(env.METRICS),
    version: env.VERSION?.id || 'local',
    isOutageFor: (slug: string) => isOutageFor(slug, outage),
    endOutage: () => endOutage(outage),
    outage: () => currentOutage(outage),
    isStuck: () => bell.isRaised(QUEUE_ALARM),
    deliverAlert: (id: string) => deliverAlert(id, delivery),
    testAlert: hasWebhook
      ? () => sendTest({ ...delivery, claimedSeconds, newId, newsroomUrl: siteUrl })
      : undefined,
    noWebhook: hasWebhook ? '' : hook,
    /** What is to be told is found, and what was not delivered is tried again. */
    async watch() {
      await watchOver({ bell, alarms, vitals, isPolling, policy: WATCH_POLICY, now })
      if (hasWebhook) await queueAlerts({ outbox, send, claimedSeconds, atOnce, now })
    },
    recordCycle: (began: Date) =>
      vitals.record(
        { beganAt: wholeSeconds(began), milliseconds: now().getTime() - began.getTime() },
        WATCH_POLICY.gapSeconds,
        COUNTING_POLICY,
      ),
  }
}
