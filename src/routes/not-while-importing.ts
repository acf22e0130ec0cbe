import type { MiddlewareHandler } from 'hono'
import { problem } from './problem.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A newsroom of which a part is here is changed by nothing but the rest of it. */
export const notWhileImporting =
  (isImporting: () => Promise<boolean>): MiddlewareHandler =>
  async (c, next) => {
    if (READS.has(c.req.method) || c.req.path.endsWith('/import') || !(await isImporting()))
      return next()
    const what =
      'An import has begun here and has not ended: run it again, and it goes on where it was.'
    return problem(c, 409, what)
  }
