import { Hono } from 'hono'
import { respondWithText } from './respond-with-text.ts'

/** What a program asks once when it is written, and again when it is built. */
let written: string | undefined

/**
 * The description of the API, as `npm run schemas` has written it. Loaded when somebody asks, since
 * most requests do not.
 */
async function description(): Promise<string> {
  const { default: document } = await import('../contract/openapi.json', { with: { type: 'json' } })
  written ??= JSON.stringify(document)
  return written
}

export function openApiRoutes({ cacheControl }: { cacheControl: string }) {
  return new Hono().get('/', async (c) =>
    respondWithText(c, await description(), {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': cacheControl,
    }),
  )
}
