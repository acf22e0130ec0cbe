import { Hono } from 'hono'

interface Bindings {
  BODY: string
  WHOLE: Record<string, string>
  UNCHANGED: Record<string, string>
}

/** What the runtime and the router cost by themselves: the same bytes and header fields, from nowhere. */
export default new Hono<{ Bindings: Bindings }>()
  .get('/whole', (c) => c.body(c.env.BODY, 200, c.env.WHOLE))
  .get('/unchanged', (c) => c.body(null, 304, c.env.UNCHANGED))
