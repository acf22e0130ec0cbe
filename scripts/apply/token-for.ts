import { knownToken } from '../deploy/token.ts'
import { keptLocalToken, Refusal } from '../settings.ts'

const isThisMachine = ({ hostname }: URL) =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'

/** The token that the environment gives, or the one kept for the newsroom that is meant. */
export async function tokenFor(to: URL, env: NodeJS.ProcessEnv): Promise<string> {
  const given = env['ADMIN_TOKEN'] || undefined
  const token = isThisMachine(to)
    ? (given ?? keptLocalToken())
    : await knownToken(given, env['NAME'] || 'despatch')
  if (token === undefined)
    throw new Refusal(`Set ADMIN_TOKEN to the token of ${to.origin}, the newsroom to change.`)
  return token
}
