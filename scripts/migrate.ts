import type { D1Database } from '@cloudflare/workers-types'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unstable_splitSqlQuery as splitStatements } from 'wrangler'
import { ROOT } from './settings.ts'

const MIGRATIONS = join(ROOT, 'data/migrations')

/** The table in which wrangler keeps what is applied, so that both may be used on one database. */
const LEDGER = `
  CREATE TABLE IF NOT EXISTS d1_migrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
  )`

/** Applies what is not applied yet, each migration whole or not at all. */
export async function migrate(db: D1Database): Promise<void> {
  await db.prepare(LEDGER).run()
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const applied = new Set(results.map(({ name }) => name))
  const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort()
  for (const name of names) {
    if (applied.has(name)) continue
    const sql = await readFile(join(MIGRATIONS, name), 'utf8')
    await db.batch([
      ...splitStatements(sql).map((statement) => db.prepare(statement)),
      db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ])
  }
}
