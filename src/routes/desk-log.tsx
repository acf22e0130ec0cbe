import { Hono } from 'hono'
import { LogPage, type ToldDeed } from '../desk/log.tsx'
import { told } from './desk-api.ts'
import { type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk, seeOther } from './desk-respond.tsx'

/** What operators did, the newest first. */
export const deskLogRoutes = () =>
  new Hono<DeskEnv>().get('/', async (c) => {
    const before = c.req.query('before')
    // A link that somebody has shortened leads to the beginning.
    if (before !== undefined && !/^[1-9]\d{0,14}$/.test(before)) return seeOther(c, '/admin/log')
    const query = before === undefined ? '' : `?before=${before}`
    const { audit, next } = await told(
      c.var.api<{ audit: ToldDeed[]; next: string | null }>('GET', `/api/audit${query}`),
    )
    const page = { frame: frameOf(c), deeds: audit, next, isFirst: before === undefined }
    return respondWithDesk(c, <LogPage {...page} />)
  })
