import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { newsroomFrom, putNewsroom } from './put-newsroom.ts'
import { command } from './refusals.ts'
import { Refusal, ROOT } from './settings.ts'
import { run } from './tools.ts'

const DATABASE = 'despatch'
const QUEUE = 'despatch-jobs'
const NO_DATABASE_ID = '00000000-0000-0000-0000-000000000000'
/** `wrangler.toml` with the id of the account's own database, which is nobody else's business. */
const CONFIG = 'wrangler.deploy.toml'

const wrangler = async (...args: string[]) =>
  (await promisify(execFile)('wrangler', args, { cwd: ROOT })).stdout

async function wranglerOrRefuse(...args: string[]): Promise<void> {
  if ((await run('wrangler', ...args)) !== 0)
    throw new Refusal(
      `"wrangler ${args.slice(0, 3).join(' ')}" failed; see above. Nothing after it was done.`,
    )
}

async function databaseId(): Promise<string> {
  const list = async () =>
    JSON.parse(await wrangler('d1', 'list', '--json')) as { name: string; uuid: string }[] // oxlint-disable-line typescript/no-unsafe-type-assertion -- wrangler's documented output
  const find = async () => (await list()).find(({ name }) => name === DATABASE)?.uuid
  const id = await find()
  if (id !== undefined) return id
  await wranglerOrRefuse('d1', 'create', DATABASE)
  const created = await find()
  if (created === undefined)
    throw new Refusal(`The database "${DATABASE}" was created and is not listed.`)
  return created
}

async function ensureQueue(): Promise<void> {
  if (!(await wrangler('queues', 'list')).includes(QUEUE))
    await wranglerOrRefuse('queues', 'create', QUEUE)
}

/** Uploads the Worker; returns the address it answers at. */
async function upload(): Promise<string> {
  const vars = ['SITE_URL', 'PRIVATE_HOSTS', 'DNS_RESOLVER', 'POLLING'].flatMap((name) => {
    const value = process.env[name]
    return value ? ['--var', `${name}:${value}`] : []
  })
  const output = await wrangler('deploy', '--config', CONFIG, ...vars)
  console.log(output)
  const address = process.env['SITE_URL'] ?? /https:\/\/\S+\.workers\.dev/.exec(output)?.[0]
  if (address === undefined)
    throw new Refusal('Deployed. Set SITE_URL to its address and run this again to apply data/.')
  return address
}

/** The token the Worker knows, set on the first deployment. */
async function ensureToken(): Promise<string> {
  const given = process.env['ADMIN_TOKEN']
  const isSet = (await wrangler('secret', 'list', '--config', CONFIG)).includes('ADMIN_TOKEN')
  if (isSet && given) return given
  if (isSet)
    throw new Refusal(
      'Deployed. Set ADMIN_TOKEN to the newsroom’s token and run this again to apply data/.',
    )
  const token = given ?? randomBytes(24).toString('base64url')
  const file = join(ROOT, '.wrangler/secret.json')
  await writeFile(file, JSON.stringify({ ADMIN_TOKEN: token }), { mode: 0o600 })
  await wranglerOrRefuse('secret', 'bulk', file, '--config', CONFIG)
  await writeFile(file, '{}')
  if (!given) console.log(`ADMIN_TOKEN=${token} (made now; keep it, it is not shown again)`)
  return token
}

/** `npm run deploy`: migrates, deploys and applies `data/` to Cloudflare. Each step may be done again. */
await command(async () => {
  const newsroom = await newsroomFrom(process.env['DATA_DIR'] || join(ROOT, 'data'))
  if ((await run('wrangler', 'whoami')) !== 0) throw new Refusal('Log in first: npx wrangler login')
  const config = await readFile(join(ROOT, 'wrangler.toml'), 'utf8')
  await writeFile(join(ROOT, CONFIG), config.replace(NO_DATABASE_ID, await databaseId()))
  await ensureQueue()
  await wranglerOrRefuse('d1', 'migrations', 'apply', DATABASE, '--remote', '--config', CONFIG)
  const address = await upload()
  const token = await ensureToken()
  console.log(JSON.stringify(await putNewsroom(newsroom, address, token), null, 2))
})
