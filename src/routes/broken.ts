import type { ErrorHandler } from 'hono'
import { failureLine, type Log } from '../domain/log.ts'
import { problem } from './problem.ts'

/** Something of ours broke while a program was answered. */
export function broken(log: Log): ErrorHandler {
  return (error, c) => {
    log(failureLine('request failed', error, { method: c.req.method, path: c.req.path }))
    return problem(c, 500, 'Something broke here; it has been written down. Please try again.')
  }
}
