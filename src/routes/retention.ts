import { Hono } from 'hono'
import type { Retention } from '../contract/keeping.ts'

/** What would be removed by the rules as they are, and what was. */
export const retentionRoutes = ({ preview }: { preview: () => Promise<Retention> }) =>
  new Hono().get('/', async (c) => c.json(await preview()))
