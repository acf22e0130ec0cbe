import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloudflare, refused, type Cloudflare } from '../support/cloudflare.ts'
import { operated, type Operated } from '../support/operated.ts'

/**
 * `npm run deploy` with the wrangler that is installed, against Cloudflare's API as far as wrangler
 * asks it: what is told here of wrangler's messages and codes is what it says.
 */

/** Two deployments are some thirty processes of wrangler's, each a second on a machine that is free. */
const TIMEOUT = { timeout: 300_000 }

const ROOT = join(import.meta.dirname, '../..')
const NO_LOGIN = { CLOUDFLARE_API_TOKEN: '', CLOUDFLARE_API_KEY: '', HOME: '/nowhere' }

let account: Cloudflare
let newsroom: Operated
let name: string
const kept = () => join(ROOT, `.deploy.${name}.vars`)

beforeEach(async () => {
  name = `desk-${randomUUID().slice(0, 8)}`
  account = await cloudflare()
  newsroom = await operated()
})
afterEach(async () => {
  await Promise.all([account.close(), newsroom.close(), rm(kept(), { force: true })])
})

function launch(env: Record<string, string> = {}, ...args: string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/deploy.ts'), ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      CLOUDFLARE_API_BASE_URL: account.url,
      CLOUDFLARE_API_TOKEN: 'a-token-of-the-tests',
      ADMIN_TOKEN: '',
      NAME: name,
      SITE_URL: newsroom.url,
      DATA_DIR: join(ROOT, 'tests/fixtures/newsroom'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const listen = (chunk: Buffer) => {
    printed += chunk.toString()
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return { child, output: () => printed }
}

async function deployed(env: Record<string, string> = {}, ...args: string[]) {
  const { child, output } = launch(env, ...args)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: output() }
}

describe('npm run deploy, on an account that has nothing', TIMEOUT, () => {
  it('makes all of it, tells each step, and the next run finds everything there', async () => {
    const first = await deployed({ PRIVATE_HOSTS: 'intranet.example' })

    expect(first).toMatchObject({ code: 0 })
    expect(first.output).toContain(`[5/10] Database "${name}" … created`)
    expect(first.output).toContain(`[6/10] Queue "${name}-jobs" … created`)
    expect(first.output).toContain('[10/10] Asking how it is … ok; sources: 1 well')
    const token = /ADMIN_TOKEN=(\S+)/.exec(first.output)?.[1] ?? ''
    expect(account.account.secrets.get(`${name} ADMIN_TOKEN`)).toBe(token)
    expect(newsroom.tokens).toEqual(new Set([token]))
    expect(await readFile(kept(), 'utf8')).toBe(`ADMIN_TOKEN=${token}\n`)
    expect(account.account.queues.get(`${name}-jobs`)).toEqual({ consumer: name })
    expect(account.account.crons.get(name)).toEqual(['* * * * *'])
    const tables = account.account.databases.get(name)?.prepare('SELECT name FROM sqlite_master')
    expect(tables?.all().map((row) => row['name'])).toContain('entries')

    account.written.length = 0
    const second = await deployed()

    expect(second).toMatchObject({ code: 0 })
    expect(second.output).not.toContain('ADMIN_TOKEN')
    for (const step of ['Database', 'Queue', 'Migrating', 'Uploading'])
      expect(second.output).toMatch(new RegExp(`\\] ${step}.* … already there`))
    expect(
      account.written.filter((each) => /d1|POST \/queues$|PUT .*scripts\/[^/]+$/.test(each)),
    ).toEqual([])
    const vars = account.account.workers.get(name)?.bindings ?? []
    expect(vars.find((each) => each.name === 'PRIVATE_HOSTS')?.text).toBe('intranet.example')
  })
})

describe('killed while the Worker is uploaded', TIMEOUT, () => {
  it('after Cloudflare has it and before it has a schedule: the next run goes on, with the same token', async () => {
    const running: { child?: ChildProcess } = {}
    account.instead = ({ path }) => {
      if (!path.endsWith('/schedules')) return undefined
      running.child?.kill('SIGKILL')
      return refused(500, 0, 'nobody is there to hear it')
    }
    const { child, output } = launch()
    running.child = child
    await once(child, 'close')
    const [, token] = /ADMIN_TOKEN=(\S+)/.exec(output()) ?? []
    account.instead = () => undefined

    const again = await deployed()

    expect(again).toMatchObject({ code: 0 })
    expect(again.output).not.toContain('ADMIN_TOKEN=')
    expect(account.account.secrets.get(`${name} ADMIN_TOKEN`)).toBe(token)
    expect(account.account.crons.get(name)).toEqual(['* * * * *'])
    expect(newsroom.tokens).toEqual(new Set([token]))
  })
})

describe('what is wrong is told with what to do next', () => {
  it('nobody is logged in', async () => {
    const { code, output } = await deployed(NO_LOGIN)
    expect(code).toBe(1)
    expect(output).toContain('Not logged in to Cloudflare. Run "npx wrangler login"')
  })

  it('Cloudflare cannot be reached', async () => {
    const { code, output } = await deployed({ CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:9' })
    expect(code).toBe(1)
    expect(output).toContain('Cloudflare cannot be reached from here.')
  })

  it('the plan has no other cron trigger; nothing is applied to a newsroom that would never poll', async () => {
    account.instead = ({ path }) =>
      path.endsWith('/schedules')
        ? refused(400, 10_072, 'workers.api.error.too_many_crons')
        : undefined
    const { code, output } = await deployed()
    expect(code).toBe(1)
    expect(output).toContain('The account has as many cron triggers as its plan allows')
    expect(newsroom.asked).toEqual([])
  })
})

describe('npm run deploy -- --dry-run', () => {
  it('shows every command without a network or a login, and what the Worker weighs', async () => {
    const { code, output } = await deployed(
      {
        ...NO_LOGIN,
        CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:9',
        SITE_URL: 'https://news.example',
      },
      '--dry-run',
    )

    expect({ code, output }).toMatchObject({ code: 0 })
    for (const command of [
      `d1 create ${name}`,
      `queues create ${name}-jobs`,
      'd1 migrations apply',
    ])
      expect(output).toContain(`wrangler ${command}`)
    expect(output).toMatch(/Building the Worker … [\d,]+ kB, [\d,]+ kB compressed, of 67,109 kB/)
    expect(output).toContain('PUT https://news.example/api/newsroom')
    expect(existsSync(kept())).toBe(false)
  })
})
