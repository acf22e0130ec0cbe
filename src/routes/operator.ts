import type { MiddlewareHandler } from 'hono'
import type { Limits } from '../domain/limiter.ts'
import { isSameSecret } from '../web/secret.ts'
import { problem } from './problem.ts'
import { limitedAddress, tooMany } from './too-many.ts'

/**
 * Lets only the operator through: RFC 6750 §2.1. Without a token in the environment, nobody. An
 * address that has guessed too often is not told for a while whether it is right.
 */
export function operatorOnly(
  adminToken: string | undefined,
  { api, guesses }: Pick<Limits, 'api' | 'guesses'>,
): MiddlewareHandler {
  return async (c, next) => {
    const from = limitedAddress(c)
    if (from !== undefined && guesses.isBlocked(from)) return tooMany(c)
    const [, given] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (adminToken && given !== undefined && isSameSecret(given, adminToken))
      return from === undefined || (await api('operator')) ? next() : tooMany(c)
    if (from !== undefined && (await guesses.failed(from))) return tooMany(c)
    c.header('www-authenticate', given === undefined ? 'Bearer' : 'Bearer error="invalid_token"')
    return problem(
      c,
      401,
      given === undefined
        ? 'This is for the operator: send "Authorization: Bearer" with the ADMIN_TOKEN.'
        : 'The token is not the ADMIN_TOKEN of this newsroom.',
    )
  }
}
