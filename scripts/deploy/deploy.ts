import type { Newsroom } from '../../src/domain/newsroom.ts'
import { applyData, type ApplyHow } from '../apply/apply-data.ts'
import type { NewsroomAt } from '../apply/newsroom-at.ts'
import { Refusal } from '../settings.ts'
import { chosenAccount } from './account.ts'
import type { Bundle } from './bundle.ts'
import type { Own } from './config.ts'
import { ensureDatabase } from './database.ts'
import { deployedWorker, type DeployedWorker } from './deployed-worker.ts'
import { migrateRemote } from './migrations.ts'
import { ensureQueue } from './queue.ts'
import { healthInWords } from './reach.ts'
import type { Progress } from './steps.ts'
import { keptIn } from './token.ts'
import { digestOf, setTriggers, upload } from './upload.ts'
import { domainOf, mergedVars, type Wanted } from './wanted.ts'
import type { Wrangler } from './wrangler.ts'

export interface DeployDeps {
  /** Every command to the account, of the account that is given. */
  wranglerOf: (accountId: string | undefined) => Wrangler
  readData: (dataDir: string) => Promise<Newsroom>
  bundle: () => Promise<Bundle>
  /** Writes the configuration that commands are run with; returns its text. */
  writeConfig: (own: Own) => Promise<string>
  configFile: string
  /** The token that the environment gives, or the one that was made and kept. */
  knownToken: () => Promise<string | undefined>
  /** Makes one and keeps it. */
  makeToken: () => Promise<string>
  newsroomAt: (address: string, token: string) => NewsroomAt
  /** Waits for the newsroom; returns its `/health.json`. */
  reached: (address: string) => Promise<unknown>
  progress: Progress
  apply: Omit<ApplyHow, 'print'>
}

/** As many as `deploy` has. */
export const STEPS = 10

const dataInWords = ({ topics, sources, entries }: Newsroom) =>
  `${topics.length} topics, ${sources.length} sources, ${entries.length} own entries`

/** A token for a newsroom that has none, shown when it is made; then and later it is in its file. */
async function newToken({ name }: Wanted, { makeToken, progress }: DeployDeps): Promise<string> {
  const token = await makeToken()
  progress.note(`ADMIN_TOKEN=${token} (made now, kept in ${keptIn(name)})`)
  return token
}

/** Secrets that the Worker lacks: a token of ours when the operator gives none. */
async function missingSecrets(
  wanted: Wanted,
  worker: DeployedWorker | undefined,
  deps: DeployDeps,
): Promise<Record<string, string>> {
  const { alertSecret } = wanted
  const isSet = (name: string) => worker?.secrets.includes(name) === true
  return {
    ...(!isSet('ADMIN_TOKEN') && {
      ADMIN_TOKEN: (await deps.knownToken()) ?? (await newToken(wanted, deps)),
    }),
    ...(alertSecret !== undefined && !isSet('ALERT_SECRET') && { ALERT_SECRET: alertSecret }),
  }
}

/** A domain may be somebody's website: nobody's DNS is changed unasked. */
function refuseUnaskedDomain(
  domain: string | undefined,
  { ask, isYes }: DeployDeps['apply'],
): void {
  if (domain !== undefined && ask === undefined && !isYes)
    throw new Refusal(
      `SITE_URL makes ${domain} the newsroom's, in place of whatever its DNS points to now, and there is no terminal to ask at: say --yes if that is meant.`,
    )
}

/** Makes the account hold the newsroom as it is in this checkout. Whatever is there already is left. */
export async function deploy(wanted: Wanted, deps: DeployDeps): Promise<{ address: string }> {
  const { step, note } = deps.progress
  const { name, queue, dataDir } = wanted

  const newsroom = await step(`Reading ${dataDir}`, async () => {
    const value = await deps.readData(dataDir)
    return { value, words: dataInWords(value) }
  })
  const { code } = await step('Building the Worker', async () => {
    const value = await deps.bundle()
    return { value, words: value.size }
  })
  const account = await step('Account', async () => {
    const value = await chosenAccount(deps.wranglerOf(wanted.accountId), wanted.accountId)
    return { value, words: value.name }
  })
  const wrangler = deps.wranglerOf(account.id)
  const worker = await step(`Looking for a Worker "${name}"`, async () => {
    const value = await deployedWorker(wrangler, name)
    if (value?.isNewsroom === false)
      throw new Refusal(
        `The account has another Worker called "${name}", which is no newsroom, and was left alone. Choose another name: NAME=… npm run deploy`,
      )
    return { value, words: value ? 'already there' : 'none yet' }
  })
  const vars = mergedVars(worker?.vars ?? {}, wanted.vars)
  const siteUrl = vars['SITE_URL']
  const domain = domainOf(siteUrl)
  if (worker?.vars['SITE_URL'] !== siteUrl) refuseUnaskedDomain(domain, deps.apply)

  const databaseId = await step(`Database "${name}"`, async () => {
    const { id, isNew } = await ensureDatabase(wrangler, name)
    return { value: id, words: isNew ? 'created' : 'already there', isMade: isNew }
  })
  const config = await deps.writeConfig({ name, queue, databaseId, domain, vars })
  await step(`Queue "${queue}"`, async () => {
    const isNew = await ensureQueue(wrangler, queue)
    return { value: undefined, words: isNew ? 'created' : 'already there', isMade: isNew }
  })
  await step('Migrating the database', async () => {
    const applied = await migrateRemote(wrangler, name, deps.configFile)
    const words = applied.length === 0 ? 'already there' : `applied ${applied.join(', ')}`
    return { value: undefined, words, isMade: applied.length > 0 }
  })

  const workersDev = await step(`Uploading the Worker "${name}"`, async () => {
    const secrets = await missingSecrets(wanted, worker, deps)
    const tag = digestOf(code, config)
    const names = Object.keys(secrets)
    const isThere = worker?.tag === tag && names.length === 0
    const mayAsk = deps.apply.ask !== undefined && !deps.apply.isYes
    // A new Worker may want a subdomain to be named, a domain may be somebody's.
    const asks = mayAsk && (domain !== undefined || (worker === undefined && !isThere))
    if (asks) note('wrangler does this, and may ask:')
    const value = isThere
      ? await setTriggers(wrangler, { asks })
      : await upload(wrangler, tag, secrets, { asks })
    const and = names.length === 0 ? '' : ` with ${names.join(', ')}`
    return { value, words: isThere ? 'already there' : `uploaded${and}`, isMade: !isThere }
  })
  const address = siteUrl ?? workersDev
  if (address === undefined)
    throw new Refusal(
      'The Worker is uploaded, and Cloudflare named no address for it. Set SITE_URL to the one it answers at (dash.cloudflare.com shows it) and run npm run deploy again.',
    )
  await step(`Applying ${dataDir}`, async () => {
    const token = await deps.knownToken()
    if (token === undefined)
      throw new Refusal(
        `${address} was given its token elsewhere. Set ADMIN_TOKEN to it and run npm run deploy again, or give it a new one: npx wrangler secret put ADMIN_TOKEN --name ${name}`,
      )
    await deps.reached(address)
    const at = deps.newsroomAt(address, token)
    const { words } = await applyData(newsroom, at, { ...deps.apply, print: note })
    return { value: undefined, words }
  })
  await step('Asking how it is', async () => ({
    value: undefined,
    words: healthInWords(await deps.reached(address)),
  }))
  return { address }
}
