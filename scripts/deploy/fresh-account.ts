import type { Newsroom } from '../../src/domain/newsroom.ts'
import type { NewsroomAt } from '../apply/newsroom-at.ts'
import type { Wrangler, WranglerRun } from './wrangler.ts'

const NO_ID = '00000000-0000-0000-0000-000000000000'

const done = (stdout: unknown, targets: string[] = []): WranglerRun => ({
  kind: 'done',
  stdout: JSON.stringify(stdout),
  targets,
})

/**
 * Answers as an account does that has nothing yet, and tells each command instead of running it: a
 * dry run goes the very way of a deployment, so what it shows is what would be run.
 */
export function freshAccount(name: string, tell: (line: string) => void): Wrangler {
  let hasDatabase = false
  const answer = (args: readonly string[]): WranglerRun => {
    const [first = '', second = ''] = args
    switch (`${first} ${second}`) {
      case 'whoami --json':
        return done({ accounts: [{ id: NO_ID, name: 'that of the login' }] })
      case 'deployments status':
        return { kind: 'failed', args, code: 10_007, said: '' }
      case 'd1 list':
        return done(hasDatabase ? [{ name, uuid: NO_ID }] : [])
      case 'd1 create':
        hasDatabase = true
        return done({})
      case 'd1 execute':
        return done([{ results: [] }])
      case 'queues info':
        return { kind: 'failed', args, said: 'does not exist' }
      case 'deploy --config':
        return done({}, [`${name}.YOUR-SUBDOMAIN.workers.dev`])
      default:
        return done({})
    }
  }
  return async (args) => {
    tell(`wrangler ${args.map((arg) => (/^[\w./=-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ')}`)
    return answer(args)
  }
}

const slugs = (of: readonly { slug?: string | undefined; url?: string | undefined }[] = []) =>
  of.map(({ slug, url = '' }) => slug ?? url)

/** A newsroom that has nothing yet, and takes nothing. */
export function freshNewsroom(address: string, tell: (line: string) => void): NewsroomAt {
  const isNew = (added: string[]) => ({ added, changed: [], removed: [] })
  return {
    knowsDryRun: async () => true,
    async difference({ topics, gazetteers, sources, entries }: Newsroom) {
      tell(`PUT ${address}/api/newsroom`)
      return {
        newsroom: { changed: [] },
        topics: isNew(slugs(topics)),
        gazetteers: isNew(slugs(gazetteers)),
        sources: isNew(slugs(sources)),
        entries: isNew(slugs(entries)),
      }
    },
    async apply() {
      throw new Error('a dry run applies nothing')
    },
  }
}
