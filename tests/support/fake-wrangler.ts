import type { Wrangler, WranglerRun } from '../../scripts/deploy/wrangler.ts'

/** What an account holds, as wrangler tells of it. */
export interface FakeAccount {
  databases: Map<string, { applied: string[]; tables: string[] }>
  queues: Set<string>
  workers: Map<
    string,
    {
      tag: string | undefined
      vars: Record<string, string>
      secrets: Record<string, string>
      isOther?: boolean
    }
  >
  /** Workers whose schedule is set. */
  scheduled: Set<string>
}

export const emptyAccount = (): FakeAccount => ({
  databases: new Map(),
  queues: new Set(),
  workers: new Map(),
  scheduled: new Set(),
})

/** The process was killed here. */
export class Killed extends Error {}

export interface Fate {
  /** The command at which the process is killed, counted from 1. */
  at: number
  /** Whether the account had already done it. */
  isDone: boolean
}

interface Told {
  secrets: Record<string, string>
  vars: Record<string, string>
  migrations: string[]
}

const done = (stdout: unknown = '', targets: string[] = []): WranglerRun => ({
  kind: 'done',
  stdout: typeof stdout === 'string' ? stdout : JSON.stringify(stdout),
  targets,
})

const after = (args: readonly string[], flag: string) => args[args.indexOf(flag) + 1] ?? ''

function version(worker: ReturnType<FakeAccount['workers']['get']>) {
  const own = worker?.isOther
    ? []
    : [
        { type: 'd1', name: 'DB' },
        { type: 'queue', name: 'QUEUE' },
      ]
  const vars = Object.entries(worker?.vars ?? {}).map(([name, text]) => ({
    type: 'plain_text',
    name,
    text,
  }))
  const secrets = Object.keys(worker?.secrets ?? {}).map((name) => ({ type: 'secret_text', name }))
  return {
    annotations: { 'workers/tag': worker?.tag },
    resources: { bindings: [...own, ...vars, ...secrets] },
  }
}

/** What the account makes of a command. */
function answer(account: FakeAccount, name: string, args: readonly string[], told: Told) {
  const [first = '', second = '', third = ''] = args
  const worker = account.workers.get(name)
  switch (`${first} ${second}`) {
    case 'whoami --json':
      return done({ loggedIn: true, accounts: [{ id: 'one', name: 'The Newsdesk' }] })
    case 'deployments status':
      return worker
        ? done({ versions: [{ version_id: 'v' }] })
        : ({ kind: 'failed', args, code: 10_007, said: 'This Worker does not exist' } as const)
    case 'versions view':
      return done(version(worker))
    case 'd1 list':
      return done(
        [...account.databases.keys()].map((each) => ({ name: each, uuid: `id-of-${each}` })),
      )
    case 'd1 create':
      account.databases.set(third, { applied: [], tables: [] })
      return done()
    case 'd1 execute': {
      const { applied = [], tables = [] } = account.databases.get(third) ?? {}
      const names = args.at(-1)?.includes('sqlite_master')
        ? [...tables, ...(applied.length > 0 ? ['d1_migrations', 'entries'] : [])]
        : applied
      return done([{ results: names.map((each) => ({ name: each })) }])
    }
    case 'd1 migrations':
      account.databases.set(args[3] ?? '', { applied: [...told.migrations], tables: [] })
      return done()
    case 'queues info':
      return account.queues.has(third)
        ? done()
        : ({ kind: 'failed', args, said: `Queue "${third}" does not exist.` } as const)
    case 'queues create':
      account.queues.add(third)
      return done()
    case 'deploy --config': {
      const secrets = { ...worker?.secrets, ...told.secrets }
      account.workers.set(name, { tag: after(args, '--tag'), vars: told.vars, secrets })
      account.scheduled.add(name)
      return done('', [`${name}.newsdesk.workers.dev`, 'schedule: * * * * *'])
    }
    case 'triggers deploy':
      account.scheduled.add(name)
      return done(`Deployed\n  https://${name}.newsdesk.workers.dev\n`)
    default:
      throw new Error(`nobody expected wrangler ${args.join(' ')}`)
  }
}

/**
 * Wrangler and the account behind it; what the account holds outlives the process that asks.
 *
 * @param fate where the process is killed.
 * @param told what commands read from files.
 */
export function fakeWrangler(
  account: FakeAccount,
  name: string,
  told: (args: readonly string[]) => Promise<Told>,
  fate?: Fate,
): Wrangler & { commands: string[] } {
  const commands: string[] = []
  const wrangler: Wrangler = async (args) => {
    commands.push(args.join(' '))
    const isFatal = fate?.at === commands.length
    if (isFatal && !fate.isDone) throw new Killed()
    const run = answer(account, name, args, await told(args))
    if (isFatal) throw new Killed()
    return run
  }
  return Object.assign(wrangler, { commands })
}
