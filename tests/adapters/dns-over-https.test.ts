import { describe, expect, it } from 'vitest'
import { dnsOverHttps, emptyMemory } from '../../src/adapters/dns-over-https.ts'
import type { Fetch } from '../../src/adapters/outbound.ts'

const policy = {
  timeoutSeconds: 0.05,
  minTtlSeconds: 60,
  failuresBeforeRest: 2,
  restSeconds: 300,
  maxNames: 2,
}

/** A resolver that knows these names, and how often it was asked. */
function resolver(names: Record<string, { A?: string[]; AAAA?: string[]; status?: number }>) {
  const clock = { now: new Date('2026-11-22T12:00:00Z') }
  const asked: string[] = []
  const fetch: Fetch = async (url) => {
    const { searchParams } = new URL(url)
    const name = searchParams.get('name') ?? ''
    const type = searchParams.get('type') === 'A' ? 'A' : 'AAAA'
    asked.push(`${name} ${type}`)
    const known = names[name] ?? { status: 3 }
    const records = (known[type] ?? []).map((data) => ({
      type: type === 'A' ? 1 : 28,
      TTL: 120,
      data,
    }))
    return Response.json({ Status: known.status ?? 0, Answer: records })
  }
  const resolve = dnsOverHttps(
    fetch,
    'https://dns.example/q',
    emptyMemory(),
    policy,
    () => clock.now,
  )
  const pass = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000)
  }
  return { resolve, asked, pass }
}

describe('a name', () => {
  const { resolve } = resolver({
    'public.example': { A: ['8.8.8.8'], AAAA: ['2606:4700::1111'] },
    'inside.example': { A: ['10.0.0.7'] },
    'both.example': { A: ['8.8.8.8', '127.0.0.1'] },
    'six.example': { AAAA: ['fd00::1'] },
    'mapped.example': { AAAA: ['::ffff:169.254.169.254'] },
    'nat64.example': { AAAA: ['64:ff9b::808:808'] },
    'odd.example': { A: ['not an address'] },
    'empty.example': {},
    'broken.example': { status: 2 },
  })
  it.each([
    ['public.example', 'public'],
    ['public.example.', 'public'],
    ['inside.example', 'private'],
    ['both.example', 'private'],
    ['six.example', 'private'],
    ['mapped.example', 'private'],
    ['nat64.example', 'public'],
    ['odd.example', 'private'],
    ['empty.example', 'public'],
    ['nowhere.example', 'no such name'],
    ['broken.example', 'could not check'],
    ['8.8.8.8', 'public'],
  ])('%s: %s', async (name, resolution) => {
    expect(await resolve(name)).toBe(resolution)
  })
})

it('is looked up once for as long as the answer holds', async () => {
  const { resolve, asked, pass } = resolver({ 'a.example': { A: ['8.8.8.8'] } })
  await resolve('a.example')
  pass(119)
  await resolve('a.example')
  expect(asked).toHaveLength(2)
  pass(1)
  await resolve('a.example')
  expect(asked).toHaveLength(4)
})

describe('a resolver that does not answer', () => {
  function down(fetch: Fetch) {
    const asked = { count: 0 }
    const clock = { now: 0 }
    const counting: Fetch = (url, init) => {
      asked.count += 1
      return fetch(url, init)
    }
    const now = () => new Date(clock.now)
    const resolve = dnsOverHttps(counting, 'https://dns.example/', emptyMemory(), policy, now)
    return { resolve, asked, clock }
  }

  it.each<[string, Fetch]>([
    ['refuses', () => Promise.reject(new TypeError('refused'))],
    ['fails', async () => new Response('', { status: 500 })],
    ['gives no JSON', async () => new Response('<p>Log in to this hotel')],
    [
      'is silent',
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error))
        }),
    ],
  ])('because it %s lets the request pass', async (_, fetch) => {
    expect(await down(fetch).resolve('a.example')).toBe('could not check')
  })

  it('is left alone after a while, and asked again later', async () => {
    const { resolve, asked, clock } = down(() => Promise.reject(new TypeError('refused')))
    await resolve('a.example')
    await resolve('b.example')
    await resolve('c.example')
    expect(asked.count).toBe(4)
    clock.now = 300_000
    await resolve('c.example')
    expect(asked.count).toBe(6)
  })
})
