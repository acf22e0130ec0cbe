import type { ToldEntry } from '../desk/entry.tsx'
import { entryPath } from '../desk/entry.tsx'
import { type Answer, problemInWords } from './desk-api.ts'
import type { DeskContext } from './desk-guard.tsx'
import { deskNotFound } from './desk-not-found.tsx'
import { seeOther } from './desk-respond.tsx'

export const entryApi = (key: string): string => `/api/entries/${encodeURIComponent(key)}`

/** Asks for the entry that the address names, and answers with a page about it. */
export const aboutEntry =
  (respond: (c: DeskContext, entry: ToldEntry) => Response | Promise<Response>) =>
  async (c: DeskContext) => {
    const entry = await c.var.api<ToldEntry>('GET', entryApi(c.req.param('key') ?? ''))
    return entry.ok ? respond(c, entry.body) : deskNotFound(c)
  }

/** Tells on an entry's page what came of an action. */
export function told(c: DeskContext, key: string, answer: Answer<unknown>, what: string) {
  return seeOther(
    c,
    entryPath(key),
    answer.ok ? { kind: 'done', what } : { kind: 'failed', what: problemInWords(answer.problem) },
  )
}
