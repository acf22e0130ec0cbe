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

const statuses = async (times: number, request: () => Promise<Response>) => {
  const all = new Map<number, number>()
  for (let time = 0; time < times; time++) {
    const { status } = await request()
    all.set(status, (all.get(status) ?? 0) + 1)
  }
  return Object.fromEntries(all)
}

const WRONG = { authorization: 'Bearer wrong' }
const RIGHT = { authorization: 'Bearer the-token' }

describe('whoever asks too often', () => {
  it('is told so in problem details, and when to come again', async () => {
    const from = someone()
    await statuses(20, () => ask('/api/sources', from, WRONG))
    const response = await ask('/api/sources', from, WRONG)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('60')
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await response.json()).toMatchObject({ status: 429, title: 'Too Many Requests' })
  })

  it('by guessing is not told whether the right token is right, and others are not held up', async () => {
    const from = someone()
    expect(await statuses(25, () => ask('/api/sources', from, WRONG))).toEqual({ 401: 20, 429: 5 })
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
    expect(await statuses(65, search)).toEqual({ 200: 59, 429: 6 })
    expect((await ask(kept, from)).status).toBe(200)
    expect((await ask('/topics/rail.atom', from)).status).toBe(200)
    // What was kept is older than the newsroom now, and better than a refusal.
    await applyNewsroom({ topics: [] })
    await applyNewsroom()
    const old = await ask(kept, from)
    expect(old.status).toBe(200)
    expect(old.headers.get('cache-status')).toContain('too many requests')
  })

  it('for embeds by oEmbed is refused', async () => {
    const from = someone()
    const path = `/oembed?url=${encodeURIComponent(`${SITE}/topics/rail`)}`
    expect(await statuses(122, () => ask(path, from))).toEqual({ 200: 120, 429: 2 })
  })

  it('from this machine is not counted', async () => {
    expect(await statuses(100, () => ask('/api/sources', undefined, WRONG))).toEqual({ 401: 100 })
    expect((await ask('/api/sources', undefined, RIGHT)).status).toBe(200)
  })
})
