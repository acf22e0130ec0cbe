import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { join } from 'node:path'
import { ROOT } from '../settings.ts'
import { deployConfig } from './config.ts'
import type { DeployDeps } from './deploy.ts'
import { freshAccount, freshNewsroom } from './fresh-account.ts'
import type { Progress } from './steps.ts'
import type { Wanted } from './wanted.ts'

/**
 * The same deployment with nobody at the other end: `data/` is read, the Worker built and its
 * configuration made in earnest; each command and request is told instead of sent.
 */
export function dryRunDeps({ name }: Wanted, deps: DeployDeps, progress: Progress): DeployDeps {
  let token: string | undefined
  const wrangler = freshAccount(name, progress.note)
  return {
    ...deps,
    progress,
    wranglerOf: () => wrangler,
    writeConfig: async (own) => {
      const { rawConfig } = readRawConfig({ config: join(ROOT, 'wrangler.toml') })
      return JSON.stringify(deployConfig(rawConfig, own))
    },
    knownToken: async () => (await deps.knownToken()) ?? token,
    makeToken: async () => (token = 'TO-BE-MADE'),
    newsroomAt: (address) => freshNewsroom(address, progress.note),
    async reached(address) {
      progress.note(`GET ${address}/health.json`)
      return { status: 'would be told here' }
    },
    apply: { isDryRun: true, isYes: true },
  }
}
