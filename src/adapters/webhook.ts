import type { OutgoingAlert } from '../domain/alert.ts'
import { signedHeaders } from '../web/standard-webhooks.ts'
import type { Resolve } from './dns-over-https.ts'
import type { Fetch } from './outbound.ts'
import { refusal } from './refusal.ts'

/** Where alerts go, and what they are signed with. */
export interface Webhook {
  url: string
  key: Uint8Array<ArrayBuffer>
}

/** Whether it arrived; if not, why, in words that name no address. */
export interface Delivery {
  delivered: boolean
  status: number | null
  because: string
}

export interface WebhookDeps {
  fetch: Fetch
  timeoutSeconds: number
  privateHosts: readonly string[]
  resolve: Resolve | undefined
  ownOrigin: string
  userAgent: () => Promise<string>
  now: () => Date
}

/**
 * Sends one alert once. A redirect is not followed: the address was given by the operator, and a
 * signed message is nobody else's.
 */
export function webhook({ url, key }: Webhook, deps: WebhookDeps) {
  return async (alert: OutgoingAlert): Promise<Delivery> => {
    const { fetch, privateHosts, resolve, ownOrigin, now } = deps
    const refused = await refusal(new URL(url), privateHosts, resolve, ownOrigin)
    if (refused) return { delivered: false, status: null, because: refused.reason }
    const signal = AbortSignal.timeout(deps.timeoutSeconds * 1000)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': await deps.userAgent(),
          ...(await signedHeaders(key, alert, now())),
        },
        body: alert.payload,
        redirect: 'manual',
        signal,
      })
      await response.body?.cancel()
      const { ok, status } = response
      return {
        delivered: ok,
        status,
        because: ok ? 'it was taken' : `it was answered with ${status}`,
      }
    } catch {
      const because = signal.aborted
        ? `no answer within ${deps.timeoutSeconds} seconds`
        : 'the connection failed'
      return { delivered: false, status: null, because }
    }
  }
}
