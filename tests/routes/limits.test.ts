import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import worker from '../../src/index.ts'
import { applyNewsroom, SITE } from '../support/workerd/newsroom.ts'
import { reset } from '../support/workerd/reset.ts'

beforeEach(async () => {
  await reset()
  await applyNewsroom()
})
afterEach(() => vi.useRealTimers())

/** Addresses of the world, none of them twice: the platform counts for a minute, and tests are faster. */
let addresses = 0
const someone = () => `192.0.2.${(addresses += 1)}`

async function ask(path: string, from: string | undefined, headers: Record<string, string> = {}) {
  const context = createExecutionContext()
  const request = new Request(`${SITE}${path}`, {
    headers: { ...headers, ...(from !== undefined && { 'cf-connecting-ip': from }) },
    redirect: 'manual',
  })
  const response = await worker.fetch(request as Parameters<typeof worker.fetch>[0], env, context)
  await waitOnExecutionContext(context)
  return response
}

/** How many are answered before one is refused: a minute may end in between, and they count anew. */
async function answeredBefore429(limit: number, request: () => Promise<Response>): Promise<number> {
  for (let answered = 0; answered <= 2 * limit; answered++)
    if ((await request()).status === 429) return answered
  throw new Error(`more than ${2 * limit} were answered`)
}

const WRONG = { authorization: 'Bearer wrong' }
const RIGHT = { authorization: 'Bearer the-token' }

describe('whoever asks too often', () => {
  it('is told so in problem details, and when to come again', async () => {
    const from = someone()
    await answeredBefore429(20, () => ask('/api/sources', from, WRONG))
    const response = await ask('/api/sources', from, WRONG)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('60')
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await response.json()).toMatchObject({ status: 429, title: 'Too Many Requests' })
  })

  it('by guessing is not told whether the right token is right, and others are not held up', async () => {
    const from = someone()
    const guess = () => ask('/api/sources', from, WRONG)
    expect(await answeredBefore429(20, guess)).toBeGreaterThanOrEqual(20)
    expect((await guess()).status).toBe(429)
    expect((await ask('/api/sources', from, RIGHT)).status).toBe(429)
    expect((await ask('/api/sources', someone(), RIGHT)).status).toBe(200)
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] })
    expect((await ask('/api/sources', from, RIGHT)).status).toBe(200)
  })

  it('by searching gets what is kept all the same, and any feed', async () => {
    const from = someone()
    const kept = '/topics/rail.atom?q=kept'
    expect((await ask(kept, from)).status).toBe(200)
    let word = 0
    const search = () => ask(`/topics/rail.atom?q=w${(word += 1)}`, from)
    expect(await answeredBefore429(60, search)).toBeGreaterThanOrEqual(59)
    expect((await ask(kept, from)).status).toBe(200)
    expect((await ask('/topics/rail.atom', from)).status).toBe(200)
    // What was kept is older than the newsroom now, and better than a refusal.
    await applyNewsroom({ topics: [] })
    await applyNewsroom()
    await answeredBefore429(60, search)
    const old = await ask(kept, from)
    expect(old.status).toBe(200)
    expect(old.headers.get('cache-status')).toContain('too many requests')
  })

  it('for embeds by oEmbed is refused', async () => {
    const from = someone()
    const path = `/oembed?url=${encodeURIComponent(`${SITE}/topics/rail`)}`
    const answered = await answeredBefore429(120, () => ask(path, from))
    expect(answered).toBeGreaterThanOrEqual(120)
  })

  it.each([undefined, '127.0.0.1', '::1', '::ffff:127.0.0.1'])(
    'from this machine, told as %s, is not counted',
    async (from) => {
      const guess = () => ask('/api/sources', from, WRONG)
      await expect(answeredBefore429(30, guess)).rejects.toThrow('were answered')
      expect((await ask('/api/sources', from, RIGHT)).status).toBe(200)
    },
  )
})
