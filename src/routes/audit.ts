import { Hono } from 'hono'
import type { AuditStore } from '../domain/audit.ts'
import { problem } from './problem.ts'

export interface AuditRoutesDeps {
  audit: Pick<AuditStore, 'latest'>
  limits: { usual: number; max: number }
}

/** A whole number from 1 up, or undefined where it is none. */
const count = (text: string) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined)

/** What the operators did, the newest first. */
export function auditRoutes({ audit, limits }: AuditRoutesDeps) {
  return new Hono().get('/', async (c) => {
    const limit = count(c.req.query('limit') ?? String(limits.usual))
    if (limit === undefined || limit > limits.max)
      return problem(c, 400, `limit: expected a number from 1 to ${limits.max}`)
    const given = c.req.query('before')
    const before = given === undefined ? undefined : count(given)
    if (given !== undefined && before === undefined)
      return problem(c, 400, 'before: expected the "next" of an earlier answer')
    const deeds = await audit.latest(limit + 1, before)
    const page = deeds.slice(0, limit)
    const last = page.at(-1)
    return c.json({ audit: page, next: deeds.length > limit && last ? String(last.id) : null })
  })
}
