import { Hono } from 'hono'
import type { AuditPage } from '../contract/seeing.ts'
import type { AuditStore } from '../domain/audit.ts'
import { AuditListing } from '../domain/listing.ts'
import { queryOf } from './query.ts'

export interface AuditRoutesDeps {
  audit: Pick<AuditStore, 'latest'>
}

/** What the operators did, the newest first. */
export function auditRoutes({ audit }: AuditRoutesDeps) {
  return new Hono().get('/', async (c) => {
    const query = queryOf(c, AuditListing)
    if (!query.ok) return query.response
    const { limit, before } = query.value
    const deeds = await audit.latest(limit + 1, before)
    const page = deeds.slice(0, limit)
    const last = page.at(-1)
    const next = deeds.length > limit && last ? String(last.id) : null
    return c.json({ audit: page, next } satisfies AuditPage)
  })
}
