import { applyD1Migrations, reset as deleteAll } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

/** A newsroom that has just been deployed: migrated and empty. */
export async function reset(): Promise<void> {
  await deleteAll()
  await applyD1Migrations(env.DB, env.MIGRATIONS)
}
