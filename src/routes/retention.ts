import { Hono } from 'hono'
import type { RetentionPreview } from '../domain/retention-store.ts'

/** What would be removed by the rules as they are, and what was. */
export const retentionRoutes = ({ preview }: { preview: () => Promise<RetentionPreview> }) =>
  new Hono().get('/', async (c) => c.json(await preview()))
