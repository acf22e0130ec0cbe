import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start, type Started } from '../support/started.ts'

const ROOT = join(import.meta.dirname, '../..')
const TOKEN = 'token-of-the-tests'

/** `npm run apply` with a newsroom that runs, as the operator of both does it. */
let newsroom: Started
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'despatch-data-'))
  await cp(join(ROOT, 'data'), dataDir, { recursive: true })
  // A newsroom that asks nobody outside.
  await writeFile(join(dataDir, 'sources.json'), '{ "sources": [] }')
  newsroom = await start({ DATA_DIR: dataDir })
})
afterAll(async () => {
  await newsroom.cleanUp()
  await rm(dataDir, { recursive: true })
})

function apply(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/apply.ts'), '--to', newsroom.url, ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, ADMIN_TOKEN: TOKEN, DATA_DIR: dataDir },
    },
  )
  return { status, said: `${stdout}${stderr}` }
}

describe('npm run apply', () => {
  it('has nothing to do for the newsroom that was just started with it', () => {
    expect(apply('--dry-run')).toEqual({ status: 0, said: `${newsroom.url}: nothing to change.\n` })
  })

  it('tells with --dry-run what differs, and exits with 2', async () => {
    const file = join(dataDir, 'newsroom.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"Despatch"', '"The Desk"'))
    expect(apply('--dry-run')).toEqual({
      status: 2,
      said: `  newsroom.json  changed: title\n${newsroom.url}: 1 changed; nothing was applied.\n`,
    })
  })

  it('applies it, and then there is nothing to do', async () => {
    expect(apply()).toMatchObject({ status: 0 })
    expect(apply('--dry-run')).toMatchObject({ status: 0 })
    expect(await (await newsroom.get('/')).text()).toContain('The Desk')
  })

  it('removes only what was asked for', async () => {
    await rm(join(dataDir, 'entries/uk-japan-reciprocal-access-talks.md'))
    const refused = apply()
    expect(refused.status).toBe(1)
    expect(refused.said).toContain('entries/uk-japan-reciprocal-access-talks.md  gone')
    expect(refused.said).toContain('say --yes if that is meant')
    expect(await (await newsroom.get('/topics/defence.atom')).text()).toContain('UK and Japan')

    expect(apply('--yes')).toMatchObject({ status: 0 })
    expect(await (await newsroom.get('/topics/defence.atom')).text()).not.toContain('UK and Japan')
  })

  it('says what is wrong with how it was called', () => {
    expect(apply('--yess')).toMatchObject({ status: 1 })
    expect(apply('--yess').said).toMatch(/^Unknown option '--yess'/)
  })
})
