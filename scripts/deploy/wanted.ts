import { join } from 'node:path'
import { originOf, pollingOf, Refusal, ROOT } from '../settings.ts'

/** Variables of the Worker that a deployment sets where its environment names them. */
const VARS = [
  'SITE_URL',
  'PRIVATE_HOSTS',
  'DNS_RESOLVER',
  'POLLING',
  'LOG',
  'METRICS',
  'ALERT_WEBHOOK',
]

/** What the operator asks for: what the environment does not name stays as the account has it. */
export interface Wanted {
  /** Of the Worker, its database and, with `-jobs`, its queue. */
  name: string
  queue: string
  dataDir: string
  accountId: string | undefined
  /** By name; an empty value takes the variable away. */
  vars: Record<string, string>
  adminToken: string | undefined
  alertSecret: string | undefined
}

/** Names of Workers become host names; `-jobs` must fit into a queue's 63 characters as well. */
function nameOf(text: string): string {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,52}[a-z0-9])?$/.test(text))
    throw new Refusal(
      `NAME must be made of a to z, 0 to 9 and hyphens within, at most 54 of them, not "${text}".`,
    )
  return text
}

const CHECKED: Record<string, (text: string) => string> = { SITE_URL: originOf, POLLING: pollingOf }

export function wanted(env: NodeJS.ProcessEnv): Wanted {
  const name = nameOf(env['NAME'] || 'despatch')
  return {
    name,
    queue: `${name}-jobs`,
    dataDir: env['DATA_DIR'] || join(ROOT, 'data'),
    accountId: env['CLOUDFLARE_ACCOUNT_ID'] || undefined,
    vars: Object.fromEntries(
      VARS.flatMap((variable) => {
        const given = env[variable]
        if (given === undefined) return []
        return [[variable, given === '' ? '' : (CHECKED[variable]?.(given) ?? given)]]
      }),
    ),
    adminToken: env['ADMIN_TOKEN'] || undefined,
    alertSecret: env['ALERT_SECRET'] || undefined,
  }
}

/** The variables the Worker is to run with: what it has, and over it what is asked for now. */
export const mergedVars = (deployed: Record<string, string>, asked: Record<string, string>) =>
  Object.fromEntries(Object.entries({ ...deployed, ...asked }).filter(([, value]) => value !== ''))

/** The host that Cloudflare is to serve the newsroom at, unless it is one of its own or a laptop's. */
export function domainOf(siteUrl: string | undefined): string | undefined {
  if (siteUrl === undefined) return undefined
  const { protocol, hostname, port } = new URL(siteUrl)
  return protocol === 'https:' && port === '' && !hostname.endsWith('.workers.dev')
    ? hostname
    : undefined
}
