import { once } from 'node:events'
import { globSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, it } from 'vitest'
import { childrenOf, freePort, launch, start, waitFor, type Started } from '../support/started.ts'

const SMALL = join(import.meta.dirname, '../fixtures/newsroom')
/** Written in several batches, so that there is a middle to be killed in. */
const ENTRIES = 400
/** Long ones, so that the middle is wide. */
const TEXT = 'The quick brown ship carries its number over the lazy sea. '.repeat(80)

const cleaning: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleaning.splice(0).toReversed()) await clean()
})

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'despatch-killed-'))
  cleaning.push(() => rm(path, { recursive: true, force: true }))
  return path
}

/** A newsroom's folder with some hundred own entries. */
async function manyEntries() {
  const dir = await folder()
  await cp(SMALL, dir, { recursive: true })
  await Promise.all(
    Array.from({ length: ENTRIES }, (_, i) =>
      writeFile(
        join(dir, `entries/ship-${i}.md`),
        `---\ntitle: Ship number ${i}\npublished: 2026-01-01\nurl: https://ships.example/${i}\n---\n${TEXT}\n`,
      ),
    ),
  )
  return dir
}

/** As a machine that loses its power ends them: the command, and the runtime it has begun. */
async function killAll(pid: number | undefined) {
  for (const each of [pid, ...(await childrenOf(pid))])
    if (each !== undefined) process.kill(each, 'SIGKILL')
}

/** How many rows the database that was left behind has. */
function written(stateDir: string, table: string): number {
  const file = globSync('**/*.sqlite', { cwd: stateDir }).find((name) =>
    name.includes('D1DatabaseObject'),
  )
  const db = new DatabaseSync(join(stateDir, file ?? ''))
  try {
    return Number(db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'])
  } finally {
    db.close()
  }
}

/** Every own entry that is shown, with how often it was written. */
async function shown(newsroom: Pick<Started, 'operate'>) {
  const entries: { key: string; revision: number }[] = []
  let before: string | null = ''
  while (before !== null) {
    const cursor = before === '' ? '' : `&before=${before}`
    const response = await newsroom.operate('GET', `/api/entries?own=true&limit=100${cursor}`)
    const page = (await response.json()) as { entries: typeof entries; next: string | null }
    entries.push(...page.entries.map(({ key, revision }) => ({ key, revision })))
    before = page.next
  }
  return entries
}

it('killed while it applies a big newsroom: the next start has each entry, once', async () => {
  const stateDir = await folder()
  const dataDir = await manyEntries()
  const port = await freePort()
  const killed = launch({
    PORT: String(port),
    STATE_DIR: stateDir,
    DATA_DIR: dataDir,
    POLLING: 'off',
  })
  let isEmpty = false
  /** Once it has begun to apply, it answers nobody for a while. */
  const isApplying = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/topics/all.json`, {
      signal: AbortSignal.timeout(400),
    }).catch(() => undefined)
    isEmpty ||= answer?.status === 404
    return isEmpty && answer === undefined
  }
  await waitFor(isApplying, 90)
  const ended = once(killed.child, 'exit')
  await killAll(killed.child.pid)
  await ended
  expect(killed.output()).not.toContain('Despatch ready')
  // All of the definitions or none; what they say was under way.
  expect([0, ENTRIES + 1]).toContain(written(stateDir, 'own_entries'))
  expect(written(stateDir, 'entries')).toBeLessThan(ENTRIES + 1)

  const next = await start({ STATE_DIR: stateDir, DATA_DIR: dataDir })
  cleaning.push(next.cleanUp)

  const entries = await shown(next)
  expect(new Set(entries.map(({ key }) => key)).size).toBe(ENTRIES + 1)
  expect(entries.filter(({ revision }) => revision !== 1)).toEqual([])
})
