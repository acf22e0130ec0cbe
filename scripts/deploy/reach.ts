import * as v from 'valibot'
import { Refusal } from '../settings.ts'

/** The part of `/health.json` that is told after a deployment. */
const Health = v.object({
  status: v.string(),
  because: v.optional(v.nullable(v.string())),
  /** How many sources are in each state. */
  states: v.optional(v.nullable(v.record(v.string(), v.number()))),
})

/** How the newsroom is, in words. */
export function healthInWords(body: unknown): string {
  const told = v.safeParse(Health, body)
  if (!told.success) return 'it answers, and says nothing of its health'
  const { status, because, states } = told.output
  const each = Object.entries(states ?? {}).filter(([, some]) => some > 0)
  const sources = each.map(([state, some]) => `${some} ${state}`).join(', ')
  return [
    because ? `${status} (${because})` : status,
    ...(sources === '' ? [] : [`sources: ${sources}`]),
  ].join('; ')
}

export interface Patience {
  send: typeof fetch
  pause: (seconds: number) => Promise<void>
  /** A new address takes a while until DNS and certificates know it. */
  seconds: number
}

const SECONDS_BETWEEN = 5

async function askedHealth(address: string, send: typeof fetch): Promise<unknown> {
  try {
    const response = await send(new URL('/health.json', address))
    // 503 is the newsroom's own answer when its database is away; another status is not ours.
    return response.ok || response.status === 503 ? await response.json() : undefined
  } catch {
    return undefined
  }
}

/** Waits until the newsroom answers at its address; returns what it says of its health. */
export async function reached(
  address: string,
  { send, pause, seconds }: Patience,
): Promise<unknown> {
  for (let waited = 0; ; waited += SECONDS_BETWEEN) {
    const body = await askedHealth(address, send)
    if (body !== undefined) return body
    if (waited >= seconds)
      throw new Refusal(
        `${address} does not answer yet. A new address or domain can take some minutes; run npm run deploy again then: all that is done stays done.`,
      )
    await pause(SECONDS_BETWEEN)
  }
}
