import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { Refusal, ROOT } from '../settings.ts'
import { must } from './failures.ts'
import { jsonTold } from './json-told.ts'
import type { Wrangler } from './wrangler.ts'

const Names = v.array(v.object({ results: v.array(v.object({ name: v.string() })) }))

/** The table in which wrangler keeps what is applied. */
const LEDGER = 'd1_migrations'

/** The migrations of this checkout, in their order. */
export async function ownMigrations(): Promise<string[]> {
  const names = await readdir(join(ROOT, 'data/migrations'))
  return names.filter((name) => name.endsWith('.sql')).sort()
}

/** The names that a query finds in the account's database. */
async function namesIn(
  wrangler: Wrangler,
  database: string,
  config: string,
  query: string,
): Promise<string[]> {
  const where = ['--remote', '--config', config]
  const command = ['d1', 'execute', database, ...where, '--json', '--command', query]
  const { stdout } = await must(wrangler, command)
  return jsonTold(Names, stdout, 'd1 execute').flatMap(({ results }) =>
    results.map(({ name }) => name),
  )
}

/** Tables of somebody's own: neither SQLite's, nor Cloudflare's, nor those in which a search is indexed. */
const isOwn = (name: string) => !/^(?:sqlite_|_cf_|d1_)/.test(name)

/** What the account's database holds: whether it is somebody else's, and what is applied to it. */
async function stateOf(wrangler: Wrangler, database: string, config: string) {
  const names = await namesIn(wrangler, database, config, 'SELECT name FROM sqlite_master')
  const applied = names.includes(LEDGER)
    ? await namesIn(wrangler, database, config, `SELECT name FROM ${LEDGER} ORDER BY id`)
    : []
  return { tables: names.filter(isOwn), applied }
}

/** Applies what is not applied yet; returns the names of what it applied. */
export async function migrateRemote(
  wrangler: Wrangler,
  database: string,
  config: string,
): Promise<string[]> {
  const own = await ownMigrations()
  const { tables, applied } = await stateOf(wrangler, database, config)
  if (tables.length > 0 && applied[0] !== own[0])
    throw new Refusal(
      `The database "${database}" holds something else than a newsroom (${tables.slice(0, 3).join(', ')} …), and was left alone. Choose another name: NAME=… npm run deploy`,
    )
  const newer = applied.filter((name) => !own.includes(name))
  if (newer.length > 0)
    throw new Refusal(
      `The database is newer than this checkout: it has ${newer.join(', ')}. Update the checkout; or, to go back to an older Worker, see docs/deploy.md, "Rolling back".`,
    )
  const pending = own.filter((name) => !applied.includes(name))
  if (pending.length > 0)
    await must(wrangler, ['d1', 'migrations', 'apply', database, '--remote', '--config', config])
  return pending
}
