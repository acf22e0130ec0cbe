import { Hono } from 'hono'
import type { AlertTest } from '../contract/seeing.ts'
import { problem } from './problem.ts'

export interface AlertRoutesDeps {
  /** Undefined where there is no webhook. */
  testAlert: (() => Promise<AlertTest>) | undefined
  /** Why there is none. */
  noWebhook: string
}

/** Sends an alert that means nothing, and tells what came of it. */
export function alertRoutes({ testAlert, noWebhook }: AlertRoutesDeps) {
  return new Hono().post('/test', async (c) =>
    testAlert ? c.json(await testAlert()) : problem(c, 409, noWebhook),
  )
}
