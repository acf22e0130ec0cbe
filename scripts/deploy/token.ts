import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ROOT } from '../settings.ts'

/** The newsroom's token on this machine: beside the checkout, as `.dev.vars` is, and as unseen by git. */
export const keptIn = (name: string) => `.deploy.${name}.vars`

async function keptToken(folder: string, name: string): Promise<string | undefined> {
  const text = await readFile(join(folder, keptIn(name)), 'utf8').catch(() => '')
  return parseEnv(text)['ADMIN_TOKEN'] || undefined
}

/**
 * The token that the environment gives, or the one that was made for this newsroom before.
 *
 * @param folder where tokens are kept; the checkout, when absent.
 */
export const knownToken = async (given: string | undefined, name: string, folder = ROOT) =>
  given ?? (await keptToken(folder, name))

/**
 * Makes a token and keeps it before anyone is told of it: whatever happens between here and its
 * being set, the next deployment finds this one and no newsroom is left with a token nobody knows.
 */
export async function makeToken(name: string, folder = ROOT): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await writeFile(join(folder, keptIn(name)), `ADMIN_TOKEN=${token}\n`, { mode: 0o600 })
  return token
}
