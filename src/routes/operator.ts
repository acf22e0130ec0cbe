import type { MiddlewareHandler } from 'hono'
import { isSameSecret } from '../web/secret.ts'
import { problem } from './problem.ts'

/** Lets only the operator through: RFC 6750 §2.1. Without a token in the environment, nobody. */
export function operatorOnly(adminToken: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    const [, given] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (adminToken && given !== undefined && isSameSecret(given, adminToken)) return next()
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
