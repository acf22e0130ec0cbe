import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONFIG } from './config.ts'
import { must } from './failures.ts'
import type { Wrangler, WranglerHow } from './wrangler.ts'

/** What a version is tagged with: the same code with the same settings is not uploaded again. */
export const digestOf = (code: Uint8Array, config: string) =>
  createHash('sha256').update(code).update(config).digest('hex').slice(0, 16)

/** The first of a deployment's targets at which somebody can open the newsroom. */
function addressAmong(targets: readonly string[]): string | undefined {
  const host = targets
    .map((target) => /(?:https:\/\/)?([\w.-]+\.workers\.dev)/.exec(target)?.[1])
    .find((found) => found !== undefined)
  return host === undefined ? undefined : `https://${host}`
}

async function withSecretsFile<T>(
  secrets: Record<string, string>,
  use: (args: readonly string[]) => Promise<T>,
): Promise<T> {
  if (Object.keys(secrets).length === 0) return use([])
  const folder = await mkdtemp(join(tmpdir(), 'despatch-secrets-'))
  try {
    const file = join(folder, 'secrets.json')
    await writeFile(file, JSON.stringify(secrets), { mode: 0o600 })
    return await use(['--secrets-file', file])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Uploads the Worker and, in the same version, the secrets it lacks: there is no moment at which it
 * runs without them. Returns its address on workers.dev.
 */
export const upload = (
  wrangler: Wrangler,
  tag: string,
  secrets: Record<string, string>,
  how: WranglerHow,
): Promise<string | undefined> =>
  withSecretsFile(secrets, async (secretsFile) => {
    const args = ['deploy', '--config', CONFIG, '--tag', tag, ...secretsFile]
    return addressAmong((await must(wrangler, args, how)).targets)
  })

/**
 * Sets domain, schedule and queue of a Worker that is there already, for an upload may have been
 * killed before it came to them. Returns its address on workers.dev.
 */
export async function setTriggers(wrangler: Wrangler, how: WranglerHow) {
  const { stdout } = await must(wrangler, ['triggers', 'deploy', '--config', CONFIG], how)
  return addressAmong(stdout.split('\n'))
}
