import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { newsroomAt } from './apply/newsroom-at.ts'
import { asker } from './ask.ts'
import { bundle } from './deploy/bundle.ts'
import { CONFIG, writeConfig } from './deploy/config.ts'
import { deploy, type DeployDeps, STEPS } from './deploy/deploy.ts'
import { dryRunDeps } from './deploy/dry-run.ts'
import { reached } from './deploy/reach.ts'
import { progress } from './deploy/steps.ts'
import { knownToken, makeToken } from './deploy/token.ts'
import { wanted, type Wanted } from './deploy/wanted.ts'
import { installedWrangler } from './deploy/wrangler.ts'
import { newsroomFrom } from './put-newsroom.ts'
import { command } from './refusals.ts'

/** How long a new address may take until DNS and certificates know it, before we say "later". */
const PATIENCE_SECONDS = 180

const write = (text: string) => void process.stdout.write(text)

/** What a deployment does things with. */
const depsOf = ({ name, adminToken }: Wanted, isYes: boolean): DeployDeps => ({
  wranglerOf: (accountId) =>
    installedWrangler({
      ...process.env,
      ...(accountId !== undefined && { CLOUDFLARE_ACCOUNT_ID: accountId }),
    }),
  readData: newsroomFrom,
  bundle,
  writeConfig,
  configFile: CONFIG,
  knownToken: () => knownToken(adminToken, name),
  makeToken: () => makeToken(name),
  newsroomAt,
  reached: (address) =>
    reached(address, {
      send: fetch,
      pause: (seconds) => pause(seconds * 1000),
      seconds: PATIENCE_SECONDS,
    }),
  progress: progress(STEPS, write),
  apply: { isDryRun: false, isYes, ask: asker() },
})

/** `npm run deploy [-- --dry-run] [--yes]`: the newsroom of this checkout on Cloudflare. */
await command(async () => {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  })
  const asked = wanted(process.env)
  const deps = depsOf(asked, values.yes)
  if (values['dry-run']) {
    console.log(
      'A dry run: no network, no login, nothing is done. An account that has nothing yet:\n',
    )
    await deploy(asked, dryRunDeps(asked, deps, progress(STEPS, write, true)))
    console.log('\nWhat is there already is left as it is. Nothing was done.')
    return
  }
  const { address } = await deploy(asked, deps)
  console.log(`\nDespatch is at ${address}, its health at ${address}/health.json`)
})
