import { Hono } from 'hono'
import { FILTER_LABELS, SourceListPage } from '../desk/source-list.tsx'
import { STATES, type ToldSource } from '../desk/source.tsx'
import { formErrors } from './desk-api.ts'
import { type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'

/** What a person reads on one page. */
const SOURCES_PER_PAGE = 100

interface Listed {
  sources: ToldSource[]
  next: string | null
}

const NOTHING: Listed = { sources: [], next: null }

/** The desk's list of sources. */
export const sourceListRoutes = () =>
  new Hono<DeskEnv>().get('/', async (c) => {
    const { q = '', after = '', state: wanted = '' } = c.req.query()
    const state = STATES.find((each) => each === wanted) ?? ''
    const query = new URLSearchParams({
      limit: String(SOURCES_PER_PAGE),
      ...(state && { state }),
      ...(q && { q }),
      ...(after && { after }),
    })
    const answer = await c.var.api<Listed>('GET', `/api/sources?${query.toString()}`)
    const { sources, next } = answer.ok ? answer.body : NOTHING
    const errors = answer.ok ? [] : formErrors(answer.problem, FILTER_LABELS)
    const page = { frame: frameOf(c), sources, next, state, q, errors, isFirst: after === '' }
    return respondWithDesk(c, <SourceListPage {...page} />, answer.ok ? 200 : 422)
  })
