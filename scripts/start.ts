import { setInterval } from 'node:timers'
import { buildWorker } from './build-worker.ts'
import { startLocalNewsroom } from './local-newsroom.ts'
import { newsroomFrom, putNewsroom } from './put-newsroom.ts'
import { command } from './refusals.ts'
import { settings } from './settings.ts'

const MINUTE = 60_000

/** `npm start`: the newsroom on this machine, with its cron every minute until Ctrl-C. */
await command(async () => {
  const chosen = settings(process.env)
  const newsroom = await newsroomFrom(chosen.dataDir)
  const local = await startLocalNewsroom(await buildWorker(), chosen)

  const stop = async () => {
    await local.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Miniflare has hooks of its own, which would end us before the database is closed.
    process.removeAllListeners(signal)
    process.once(signal, () => void stop())
  }

  if (await local.isImporting())
    console.log(
      'An import has begun here and has not ended: run it again. Until then data/ is not applied.',
    )
  else await putNewsroom(newsroom, `http://127.0.0.1:${chosen.port}`, chosen.adminToken)
  if (chosen.isTokenNew)
    console.log(`ADMIN_TOKEN=${chosen.adminToken} (made now, kept in .dev.vars)`)
  console.log(`Despatch ready on http://localhost:${chosen.port}`)

  // POLLING=off stops the polls; own entries are still due, and what was begun goes on.
  const everyMinute = () =>
    void local.runCron().catch((error: unknown) => console.error('cron failed', error))
  everyMinute()
  setInterval(everyMinute, MINUTE)
})
