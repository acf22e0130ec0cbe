import type { Handler } from 'hono'
import { routePath } from 'hono/route'
import { problem } from './problem.ts'

interface Route {
  method: string
  path: string
}

/** `/sources/:slug` is a path of two parts, of which the second may be anything. */
function isAt(template: string, path: string): boolean {
  const parts = (text: string) => text.replace(/\/$/, '').split('/')
  const [wanted, given] = [parts(template), parts(path)]
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => (part.startsWith(':') ? given[i] !== '' : part === given[i]))
  )
}

/** RFC 9110 §9.3.2: HEAD is answered wherever GET is; §9.3.7: OPTIONS everywhere. */
function allowedAt(path: string, routes: readonly Route[]): string[] {
  const methods = routes
    .filter(({ method, path: template }) => method !== 'ALL' && isAt(template, path))
    .map(({ method }) => method)
  return methods.length === 0
    ? []
    : [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])]
}

/**
 * What is asked when no route has answered: an address of ours by another method (405, or 204 to
 * OPTIONS, with `Allow`), or one that is not ours (404).
 */
export function noSuchCall(routes: readonly Route[]): Handler {
  return (c) => {
    const { method, path } = c.req
    const mountedAt = routePath(c).replace(/\/\*$/, '')
    const allowed = allowedAt(path.slice(mountedAt.length), routes)
    if (allowed.length === 0)
      return problem(c, 404, `There is no ${path} in this API: /openapi.json describes it.`)
    const allow = allowed.join(', ')
    c.header('allow', allow)
    if (method === 'OPTIONS') return c.body(null, 204)
    return problem(c, 405, `${path} takes ${allow}, and no ${method}.`)
  }
}
