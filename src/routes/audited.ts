import type { Context, MiddlewareHandler } from 'hono'
import type { AuditStore, Door } from '../domain/audit.ts'
import { failureLine, type Log } from '../domain/log.ts'
import { answered, asked } from '../watch/audit-detail.ts'
import { deedInWords, isDeed } from '../watch/audit-words.ts'
import { wholeSeconds } from '../web/moment.ts'
import { bodyWithin } from './body.ts'

export interface AuditedDeps {
  audit: Pick<AuditStore, 'begin' | 'end'>
  log: Log
  now: () => Date
}

/** What is larger is told by what came of it. */
const MAX_TOLD_BYTES = 64_000

const MAX_PATH = 300

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Read from a copy, for the route has to read it too. */
async function askedOf({ req }: Context): Promise<Record<string, unknown>> {
  if (req.raw.body === null) return {}
  const body = await bodyWithin(req.raw.clone(), MAX_TOLD_BYTES)
  return asked(body && json(new TextDecoder().decode(body)))
}

async function answeredBy({ res }: Context): Promise<Record<string, unknown>> {
  const isJson = /\bjson\b/.test(res.headers.get('content-type') ?? '')
  return isJson ? answered(json(await res.clone().text())) : {}
}

/** In-process requests of the desk know the API without its prefix. */
const pathOf = ({ req }: Context) =>
  `/api${req.path.replace(/^\/api(?=\/|$)/, '')}`.slice(0, MAX_PATH)

/**
 * Writes down who changes what, before it is changed and again when it is: what a crash cut off
 * stands there without a status. An action that cannot be written down is not begun; one that is
 * done has been answered, whether or not its end can be written.
 *
 * @param who the door it stands behind; what applies `data/` came from the files.
 */
export function audited(who: Door, { audit, log, now }: AuditedDeps): MiddlewareHandler {
  return async (c, next) => {
    const { method } = c.req
    const path = pathOf(c)
    if (!isDeed(method, path, new URL(c.req.url).searchParams)) return next()
    const detail = { asked: await askedOf(c) }
    const id = await audit.begin({
      at: wholeSeconds(now()),
      who: who === 'token' && path === '/api/newsroom' ? 'files' : who,
      address: c.req.header('cf-connecting-ip') ?? null,
      method,
      path,
      what: deedInWords(method, path, detail.asked),
      detail,
    })
    await next()
    try {
      await audit.end(id, c.res.status, { ...detail, answered: await answeredBy(c) })
    } catch (error) {
      log(failureLine('the end of a deed was not written down', error, { method, path, deed: id }))
    }
  }
}
