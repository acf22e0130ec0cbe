import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApplyHow } from '../../scripts/apply/apply-data.ts'
import type { Own } from '../../scripts/deploy/config.ts'
import { deploy, type DeployDeps, STEPS } from '../../scripts/deploy/deploy.ts'
import { ownMigrations } from '../../scripts/deploy/migrations.ts'
import { progress } from '../../scripts/deploy/steps.ts'
import { keptIn, knownToken, makeToken } from '../../scripts/deploy/token.ts'
import { wanted } from '../../scripts/deploy/wanted.ts'
import type { Newsroom } from '../../src/domain/newsroom.ts'
import {
  emptyAccount,
  type FakeAccount,
  fakeWrangler,
  type Fate,
  Killed,
} from '../support/fake-wrangler.ts'
import { NO_DIFFERENCE } from '../support/operated.ts'

const NEWSROOM: Newsroom = {
  newsroom: { title: 'N', description: 'D', contact: 'desk@example.org', language: 'en' },
  topics: [],
  sources: [],
  entries: [],
}

let folder: string
let account: FakeAccount
/** Tokens that were used to apply data/, one for each time. */
let applied: string[]
let migrations: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'despatch-deploy-'))
  account = emptyAccount()
  applied = []
  migrations = await ownMigrations()
})
afterEach(() => rm(folder, { recursive: true }))

interface Run {
  env?: Record<string, string>
  code?: string
  fate?: Fate
  apply?: Partial<ApplyHow>
}

/** Deploys as a process would that may be killed; returns what it printed and ran. */
async function run({ env = {}, code = 'code', fate, apply = {} }: Run = {}) {
  const asked = wanted({ DATA_DIR: 'data', ...env })
  let config: Own | undefined
  let output = ''
  const wrangler = fakeWrangler(
    account,
    asked.name,
    async (args) => {
      const file = args[args.indexOf('--secrets-file') + 1] ?? ''
      const secrets = args.includes('--secrets-file') ? await readFile(file, 'utf8') : '{}'
      return {
        secrets: JSON.parse(secrets) as Record<string, string>,
        vars: config?.vars ?? {},
        migrations,
      }
    },
    fate,
  )
  const deps: DeployDeps = {
    wranglerOf: () => wrangler,
    readData: async () => NEWSROOM,
    bundle: async () => ({ code: new TextEncoder().encode(code), size: '4 kB' }),
    async writeConfig(own) {
      config = own
      return JSON.stringify(own)
    },
    configFile: 'wrangler.deploy.json',
    knownToken: () => knownToken(asked.adminToken, asked.name, folder),
    makeToken: () => makeToken(asked.name, folder),
    newsroomAt: (_, token) => ({
      knowsDryRun: async () => true,
      difference: async () => NO_DIFFERENCE,
      async apply() {
        applied.push(token)
      },
    }),
    reached: async () => ({ status: 'ok' }),
    progress: progress(STEPS, (text) => {
      output += text
    }),
    apply: { isDryRun: false, isYes: false, ...apply },
  }
  try {
    const { address } = await deploy(asked, deps)
    return { address, output, commands: wrangler.commands, config, killed: false, refusal: '' }
  } catch (error) {
    const isKilled = error instanceof Killed
    const refusal = isKilled ? '' : String(error)
    return { address: '', output, commands: wrangler.commands, config, killed: isKilled, refusal }
  }
}

/** The same account, however it came to it; a token is made by chance. */
const holding = () => ({
  databases: [...account.databases],
  queues: [...account.queues],
  workers: [...account.workers].map(([name, worker]) => [
    name,
    { ...worker, secrets: Object.keys(worker.secrets) },
  ]),
  scheduled: [...account.scheduled],
})

describe('killed at any command, before or after the account did it', () => {
  it('the next deployment ends as one that was never killed, with one token that the operator has', async () => {
    const whole = await run()
    const expected = holding()
    expect(whole.refusal).toBe('')

    for (const isDone of [false, true])
      for (const at of whole.commands.keys()) {
        account = emptyAccount()
        await rm(join(folder, keptIn('despatch')), { force: true })
        applied = []
        const cut = await run({ fate: { at: at + 1, isDone } })
        expect(cut.killed).toBe(true)

        const next = await run()

        const cutAt = `${whole.commands[at]}, ${isDone ? 'done' : 'not done'}`
        const [token = ''] = [...account.workers.values()].map(
          ({ secrets }) => secrets['ADMIN_TOKEN'] ?? '',
        )
        const shown = `${cut.output}${next.output}`.split(`ADMIN_TOKEN=${token}`).length - 1
        // The token was shown in one of the two runs, and in one only.
        expect({ cutAt, refusal: next.refusal, holds: holding(), applied, shown }).toEqual({
          cutAt,
          refusal: '',
          holds: expected,
          applied: [token],
          shown: 1,
        })
      }
  })
})

describe('a newsroom that is deployed again', () => {
  it('is told to be there, step by step, and nothing is made or uploaded', async () => {
    await run()
    const { commands, output } = await run()
    expect(commands.filter((each) => /create|apply|^deploy /.test(each))).toEqual([])
    expect(output.match(/already there/g)).toHaveLength(5)
  })

  it('is uploaded when its code has changed', async () => {
    await run()
    const { output } = await run({ code: 'other code' })
    expect(output).toContain('[8/10] Uploading the Worker "despatch" … uploaded\n')
  })

  it('is migrated when there are migrations it lacks', async () => {
    const [last] = migrations.splice(-1)
    await run()
    migrations.push(last ?? '')
    const { output } = await run()
    expect(output).toContain(`[7/10] Migrating the database … applied ${last}\n`)
  })

  it('keeps its variables, takes over those named now, and loses those named empty', async () => {
    await run({ env: { SITE_URL: 'http://one.example', POLLING: 'off', PRIVATE_HOSTS: 'a.test' } })
    const { config, address } = await run({ env: { POLLING: 'on', PRIVATE_HOSTS: '' } })
    expect(config?.vars).toEqual({ SITE_URL: 'http://one.example', POLLING: 'on' })
    expect(address).toBe('http://one.example')
  })

  it('gets a secret that it lacks, and its token is left as it is', async () => {
    await run({ env: { ADMIN_TOKEN: 'first' } })
    const { output } = await run({ env: { ADMIN_TOKEN: 'second', ALERT_SECRET: 'whsec' } })
    expect(output).toContain('uploaded with ALERT_SECRET')
    expect(account.workers.get('despatch')?.secrets).toEqual({
      ADMIN_TOKEN: 'first',
      ALERT_SECRET: 'whsec',
    })
  })

  it('whose token is not on this machine is not applied to, and says how to go on', async () => {
    await run({ env: { ADMIN_TOKEN: 'elsewhere' } })
    const { refusal } = await run()
    expect(refusal).toContain('Set ADMIN_TOKEN to it and run npm run deploy again')
    expect(applied).toEqual(['elsewhere'])
  })
})

describe('what is somebody else’s is left alone', () => {
  it('a Worker of this name that is no newsroom', async () => {
    account.workers.set('despatch', { tag: undefined, vars: {}, secrets: {}, isOther: true })
    const { refusal, commands } = await run()
    expect(refusal).toContain('Choose another name: NAME=…')
    expect(commands.some((each) => /create|apply|^deploy /.test(each))).toBe(false)
  })

  it('a database of this name with other tables', async () => {
    account.databases.set('despatch', { applied: [], tables: ['customers'] })
    const { refusal, commands } = await run()
    expect(refusal).toContain('holds something else than a newsroom (customers …)')
    expect(commands.some((each) => each.includes('migrations apply'))).toBe(false)
  })

  it('a database that a newer checkout has migrated', async () => {
    account.databases.set('despatch', { applied: [...migrations, '9999_later.sql'], tables: [] })
    expect((await run()).refusal).toContain('it has 9999_later.sql')
  })

  it('a domain, where nobody can be asked whether it may be taken', async () => {
    const env = { SITE_URL: 'https://www.example.org' }
    expect((await run({ env })).refusal).toContain('say --yes if that is meant')
    expect((await run({ env, apply: { isYes: true } })).config?.domain).toBe('www.example.org')
    // It is this newsroom's from now on.
    expect((await run({ env })).refusal).toBe('')
  })
})

it('two newsrooms fit into one account', async () => {
  await run()
  const { address, refusal } = await run({ env: { NAME: 'second' } })
  expect(refusal).toBe('')
  expect(address).toBe('https://second.newsdesk.workers.dev')
  expect([...account.databases.keys()]).toEqual(['despatch', 'second'])
  expect([...account.queues]).toEqual(['despatch-jobs', 'second-jobs'])
})
