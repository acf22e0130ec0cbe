import { Hono } from 'hono'
import { SourceListPage } from '../desk/source-list.tsx'
import { STATES, type ToldSource } from '../desk/source.tsx'
import { told } from './desk-api.ts'
import { type DeskEnv, frameOf } from './desk-guard.tsx'
import { respondWithDesk } from './desk-respond.tsx'

/** What a person reads on one page. */
const SOURCES_PER_PAGE = 100

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
    const { sources, next = null } = await told(
      c.var.api<{ sources: ToldSource[]; next?: string | null }>(
        'GET',
        `/api/sources?${query.toString()}`,
      ),
    )
    return respondWithDesk(
      c,
      <SourceListPage {...{ frame: frameOf(c), sources, next, state, q }} isFirst={after === ''} />,
    )
  })
