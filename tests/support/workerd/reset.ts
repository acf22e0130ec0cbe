import { applyD1Migrations, reset as deleteAll } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

/** What an answer left to be done after it, such as to keep a copy, is done by then. */
const AFTER_MILLISECONDS = 10

/** A newsroom that has just been deployed: migrated and empty. */
export async function reset(): Promise<void> {
  await scheduler.wait(AFTER_MILLISECONDS)
  await deleteAll()
  await applyD1Migrations(env.DB, env.MIGRATIONS)
}
