import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { RefusalPage } from '../pages/refusal.tsx'
import { negotiate } from '../web/accept.ts'
import { problem } from './problem.ts'
import { respondWithPage } from './respond-with-page.ts'

/** Whether who asks would read a page: a browser, or anyone who asked for one by its name. */
export const isForPeople = ({ req }: Context): boolean =>
  req.path.endsWith('.html') ||
  (!/\.[a-z]+$/.test(req.path) && negotiate(req.header('accept') ?? null) === 'html')

/** Why there is no document: a page for people, problem details for programs. */
export async function refusal(
  c: Context,
  status: ContentfulStatusCode,
  title: string,
  what: string,
): Promise<Response> {
  return isForPeople(c)
    ? respondWithPage(c, <RefusalPage title={title} what={what} />, status)
    : problem(c, status, what)
}
