import { Hono } from 'hono'
import type { DeskEnv } from './desk-guard.tsx'
import { seeOther } from './desk-respond.tsx'
import type { DeskSessions } from './desk-session.ts'

/** Ends the session itself, not only the cookie: who copied it has nothing. */
export const signOutRoutes = (sessions: DeskSessions) =>
  new Hono<DeskEnv>().post('/sign-out', async (c) => {
    await sessions.end(c, c.var.session)
    return seeOther(c, '/admin/sign-in')
  })
