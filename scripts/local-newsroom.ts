import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'
import { migrate } from './migrate.ts'
import { Refusal, ROOT, type Settings } from './settings.ts'
import { terminalLine } from './terminal-log.ts'

/** On this machine alone: the world is served by a deployment, not by a laptop. */
const HOST = '127.0.0.1'

/** As `wrangler.toml` names it. */
const QUEUE = 'despatch-jobs'

/** A newsroom that runs in workerd on this machine. */
export interface LocalNewsroom {
  /** Does what the cron trigger does at the edge. */
  runCron: () => Promise<void>
  /** Whether a part of another newsroom is here, and the rest of it is to come. */
  isImporting: () => Promise<boolean>
  stop: () => Promise<void>
}

/** Whether somebody listens there already. */
async function refuseTakenPort(port: number): Promise<void> {
  const server = createServer()
  const taken = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(true))
    server.listen(port, HOST, () => resolve(false))
  })
  if (taken)
    throw new Refusal(
      `Port ${port} is taken: stop what listens there, or choose another with PORT=… npm start`,
    )
  await new Promise((resolve) => {
    server.close(resolve)
  })
}

/**
 * Starts the built Worker with the bindings of `wrangler.toml`, without the development proxy, and
 * its database migrated.
 */
export async function startLocalNewsroom(
  script: string,
  settings: Settings,
): Promise<LocalNewsroom> {
  const { port, stateDir, log } = settings
  await refuseTakenPort(port)
  // It would tell of `.dev.vars`, whose only secret is handed over below.
  process.env['WRANGLER_LOG'] ??= 'error'
  // The rules say how to bundle; what runs here is one file already.
  const { modulesRules: _, ...workerOptions } = workerOptionsOf(
    join(ROOT, 'wrangler.toml'),
  ).workerOptions
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      ...workerOptions,
      name: 'despatch',
      modules: true,
      scriptPath: script,
      bindings: {
        SITE_URL: settings.siteUrl,
        ADMIN_TOKEN: settings.adminToken,
        PRIVATE_HOSTS: settings.privateHosts,
        DNS_RESOLVER: settings.dnsResolver,
        POLLING: settings.polling,
        METRICS: settings.metrics,
        ALERT_WEBHOOK: settings.alertWebhook,
        ALERT_SECRET: settings.alertSecret,
        // As text, since the runtime would print objects as it likes; the terminal reads it below.
        LOG: log === 'quiet' ? 'quiet' : 'json',
      },
      // One batch is worked on at a time here, and no platform limits what it may hold.
      queueConsumers: {
        [QUEUE]: { maxBatchSize: 100, maxBatchTimeout: 0, maxRetries: 3, retryDelay: 60 },
      },
      host: HOST,
      port,
      resourcePersistencePath: stateDir,
      cf: false,
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs({ timestamp, level, message }) {
        const line = terminalLine({ timestamp, message }, log === 'json' ? 'json' : 'lines')
        if (line !== undefined) console[level === 'error' ? 'error' : 'log'](line)
      },
    }),
  })
  await miniflare.ready
  const db = await miniflare.getD1Database('DB')
  await migrate(db)
  // Messages die with the process that held them; nobody else polls from this database.
  await db.prepare('UPDATE sources SET queued_until = NULL').run()
  // That no cron came while nothing ran is nobody's fault.
  await db.prepare('DELETE FROM cycle').run()
  const worker = await miniflare.getWorker()
  return {
    async runCron() {
      const { outcome } = await worker.scheduled({ cron: '* * * * *' })
      if (outcome !== 'ok') throw new Error(`the cron handler ended with "${outcome}"`)
    },
    isImporting: async () =>
      (await db.prepare('SELECT 1 FROM imports WHERE finished_at IS NULL').first()) !== null,
    stop: () => miniflare.dispose(),
  }
}
