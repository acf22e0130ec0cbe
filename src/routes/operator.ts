import type { MiddlewareHandler } from 'hono'
import { problem } from './problem.ts'

/** Compares without telling by its time how much was right. */
async function isSame(given: string, expected: string): Promise<boolean> {
  const digests = await Promise.all(
    [given, expected].map((text) =>
      crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)),
    ),
  )
  const [a, b] = digests.map((digest) => new Uint8Array(digest))
  return (
    a !== undefined &&
    b !== undefined &&
    a.reduce((sum, byte, i) => sum | (byte ^ (b[i] ?? 0)), 0) === 0
  )
}

/** Lets only the operator through: RFC 6750 §2.1. Without a token in the environment, nobody. */
export function operatorOnly(adminToken: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    const [, given] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (adminToken && given !== undefined && (await isSame(given, adminToken))) return next()
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
