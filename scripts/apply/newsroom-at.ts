import * as v from 'valibot'
import type { Newsroom } from '../../src/domain/newsroom.ts'
import { Refusal } from '../settings.ts'
import { Difference } from './difference.ts'

/** RFC 9457, as far as it is told here. */
const Problem = v.object({
  title: v.optional(v.string()),
  detail: v.optional(v.string()),
  faults: v.optional(v.array(v.object({ where: v.string(), what: v.string() })), []),
})

/** A running newsroom, as its operator speaks with it. */
export interface NewsroomAt {
  /** Older ones would take the question for the order. */
  knowsDryRun: () => Promise<boolean>
  difference: (newsroom: Newsroom) => Promise<Difference>
  apply: (newsroom: Newsroom) => Promise<void>
}

async function refusalBy(response: Response, to: string): Promise<Refusal> {
  const text = await response.text()
  if (response.status === 401)
    return new Refusal(
      `${to} knows another token than this one: set ADMIN_TOKEN to the one it was given. Nothing was applied.`,
    )
  let said = text
  try {
    const { title, detail, faults } = v.parse(Problem, JSON.parse(text))
    const lines = faults.map(({ where, what }) => `  ${where}: ${what}`)
    said = [detail ?? title ?? text, ...lines].join('\n')
  } catch {
    // Not our own words, perhaps a proxy's: then they are shown as they came.
  }
  return new Refusal(`${to} answered ${response.status}: ${said.trim()}\nNothing was applied.`)
}

/** @param send what asks over the network. */
export function newsroomAt(to: string, token: string, send: typeof fetch = fetch): NewsroomAt {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const asked = async (path: string, init: RequestInit) => {
    try {
      return await send(new URL(path, to), init)
    } catch (error) {
      const { cause, message } = error as Error // oxlint-disable-line typescript/no-unsafe-type-assertion -- fetch throws errors
      const why = cause instanceof Error ? cause.message : message
      throw new Refusal(`${to} cannot be reached (${why}). Nothing was applied.`)
    }
  }
  const put = async (path: string, newsroom: Newsroom) => {
    const response = await asked(path, {
      method: 'PUT',
      headers,
      body: JSON.stringify(newsroom),
    })
    if (!response.ok) throw await refusalBy(response, to)
    return response
  }
  return {
    async knowsDryRun() {
      // Neither true nor false: who knows the question says so, and nobody takes it for an order.
      const response = await asked('/api/newsroom?dry-run=known', { method: 'PUT', headers })
      if (response.status === 401) throw await refusalBy(response, to)
      return (await response.text()).includes('dry-run')
    },
    async difference(newsroom) {
      const response = await put('/api/newsroom?dry-run=true', newsroom)
      return v.parse(Difference, await response.json())
    },
    async apply(newsroom) {
      await (await put('/api/newsroom', newsroom)).arrayBuffer()
    },
  }
}
