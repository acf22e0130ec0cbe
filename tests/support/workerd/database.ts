import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../../src/index.ts'
import { SITE } from './newsroom.ts'

/** The newsroom's database, which counts what it is asked, and can be made to fail. */
export function watchedDatabase() {
  const watched = {
    queries: 0,
    isDown: false,
  }
  const DB = new Proxy(env.DB, {
    get(target, name) {
      if (watched.isDown) throw new Error('D1_ERROR: the database does not answer')
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        if (name === 'prepare') watched.queries++
        return Reflect.apply(value, target, given) as unknown
      }
    },
  })
  const watchedEnv = { ...env, DB }
  return {
    watched,
    /** A request that is over when all it began is done. */
    async get(path: string, headers: Record<string, string> = {}, method = 'GET') {
      const context = createExecutionContext()
      const request = new Request(`${SITE}${path}`, { method, headers, redirect: 'manual' })
      const response = await worker.fetch(
        request as Parameters<typeof worker.fetch>[0],
        watchedEnv,
        context,
      )
      await waitOnExecutionContext(context)
      return response
    },
  }
}
