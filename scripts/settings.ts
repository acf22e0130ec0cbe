import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { signingKey } from '../src/web/standard-webhooks.ts'

export const ROOT = join(import.meta.dirname, '..')
const DEV_VARS = join(ROOT, '.dev.vars')

/** What `npm start` was told by its environment, with its defaults in place. */
export interface Settings {
  port: number
  stateDir: string
  dataDir: string
  siteUrl: string
  adminToken: string
  /** Set when the token was made just now, and must be shown. */
  isTokenNew: boolean
  privateHosts: string
  /** Empty: the Worker's own choice. */
  dnsResolver: string
  polling: 'on' | 'off'
  /** What the terminal shows: lines for a person, JSON for a machine, or only what is not as it should be. */
  log: 'lines' | 'json' | 'quiet'
  metrics: 'token' | 'open' | 'off'
  /** Empty: alerts are in the log alone. */
  alertWebhook: string
  alertSecret: string
}

/** Something the person at the keyboard can put right; told in one line, without a stack. */
export class Refusal extends Error {}

/** The token of the newsroom on this machine, when it was started before. */
export const keptLocalToken = () =>
  existsSync(DEV_VARS) ? parseEnv(readFileSync(DEV_VARS, 'utf8'))['ADMIN_TOKEN'] : undefined

/** The token kept from the last start, or a new one that is kept for the next. */
function localToken(): { adminToken: string; isTokenNew: boolean } {
  const kept = keptLocalToken()
  if (kept) return { adminToken: kept, isTokenNew: false }
  const adminToken = randomBytes(24).toString('base64url')
  appendFileSync(DEV_VARS, `ADMIN_TOKEN=${adminToken}\n`, { mode: 0o600 })
  return { adminToken, isTokenNew: true }
}

export function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Refusal(`PORT must be a number from 1 to 65535, not "${text}".`)
  return port
}

export function originOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Refusal(`SITE_URL must be an http or https URL, not "${text}".`)
  return text.replace(/\/+$/, '')
}

/** One of a few words; the first of them where none is given. */
function oneOf<const Words extends readonly [string, ...string[]]>(
  name: string,
  text: string | undefined,
  words: Words,
): Words[number] {
  const chosen = text || words[0]
  if (words.includes(chosen)) return chosen
  const all = words.map((word) => `"${word}"`).join(' or ')
  throw new Refusal(`${name} must be ${all}, not "${chosen}".`)
}

export const pollingOf = (text: string) => oneOf('POLLING', text, ['on', 'off'])

/** An alert that nobody can tell from a stranger's is refused at once, and not when it is needed. */
function webhookOf(url: string, secret: string): Pick<Settings, 'alertWebhook' | 'alertSecret'> {
  if (url !== '' && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new Refusal(`ALERT_WEBHOOK must be an http or https URL, not "${url}".`)
  if (url !== '' && !signingKey(secret))
    throw new Refusal(
      'ALERT_WEBHOOK needs ALERT_SECRET: "whsec_" and 24 to 64 bytes in base64, such as "whsec_$(openssl rand -base64 32)".',
    )
  return { alertWebhook: url, alertSecret: secret }
}

export function settings(env: NodeJS.ProcessEnv): Settings {
  const port = portOf(env['PORT'] || '8787')
  const given = env['ADMIN_TOKEN']
  return {
    port,
    stateDir: env['STATE_DIR'] || join(ROOT, '.wrangler/state'),
    dataDir: env['DATA_DIR'] || join(ROOT, 'data'),
    siteUrl: originOf(env['SITE_URL'] || `http://localhost:${port}`),
    privateHosts: env['PRIVATE_HOSTS'] || '',
    dnsResolver: env['DNS_RESOLVER'] || '',
    polling: pollingOf(env['POLLING'] || 'on'),
    log: oneOf('LOG', env['LOG'], ['lines', 'json', 'quiet']),
    metrics: oneOf('METRICS', env['METRICS'], ['token', 'open', 'off']),
    ...webhookOf(env['ALERT_WEBHOOK'] || '', env['ALERT_SECRET'] || ''),
    ...(given ? { adminToken: given, isTokenNew: false } : localToken()),
  }
}
