import { exports } from 'cloudflare:workers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { OPERATIONS } from '../../src/contract/operations.ts'
import { arbitraryRequest, type DrawnRequest } from '../support/workerd/arbitrary-request.ts'
import { undescribed } from '../support/workerd/described.ts'
import { rss, SITE } from '../support/workerd/newsroom.ts'
import { exampleNewsroom } from '../support/workerd/operations.ts'
import { reset } from '../support/workerd/reset.ts'

const REQUESTS = 5000

/** Some come at once, as they do. */
const AT_ONCE = 8

/** What requests name, so that many of them are about what is there. */
const POOL = {
  slug: ['defence', 'rail', 'air', 'example-org-feed', 'a-example-feed', 'welcome', 'x'],
  key: ['welcome', 'first-train', 'x'],
  expression: ['defence', 'rail', 'all', 'defence+rail', 'defence,!rail', 'x', 'defence+', '!'],
  source: ['example-org-feed', 'x'],
  topic: ['defence', 'defence+rail', 'x', ','],
  url: [
    'https://example.org/feed',
    'https://a.example/feed',
    'https://b.example/',
    'http://private.test/feed',
    'http://127.0.0.1/feed',
    'https://example.org:8443/feed',
    `${SITE}/topics/defence`,
    `${SITE}/topics/all`,
  ],
  part: ['start', 'x'],
  duplicateOf: ['welcome', 'x'],
  lang: ['en', 'ja,en', 'x-'],
  since: ['2026-11-01', '2026-11-01T10:00:00Z', 'soon'],
  before: ['MjAyNi0xMS0wMVQwMDowMDowMFogd2VsY29tZQ', '7', 'x'],
  q: ['frigate', '"a train" -ship', '"'],
  limit: ['1', '50', '200'],
}

/** Everything outside, which answers as it likes, and every time in another way. */
function arbitraryWorld() {
  let asked = 0
  const feed = (i: number) =>
    rss([{ title: `Train ${i % 40}` }, { title: 'A frigate', id: `urn:x:${i % 9}` }])
  const answers: ((i: number) => Response)[] = [
    (i) => new Response(feed(i), { headers: { 'content-type': 'application/rss+xml' } }),
    (i) =>
      new Response(feed(i), { headers: { etag: `"${i % 3}"`, 'cache-control': 'max-age=60' } }),
    () => new Response('<!doctype html><link rel=alternate type=application/rss+xml href=/feed>'),
    () => new Response(null, { status: 304 }),
    () => new Response('no', { status: 404 }),
    () => new Response('no', { status: 410 }),
    () => new Response('no', { status: 429, headers: { 'retry-after': '1e9' } }),
    () => new Response('no', { status: 503 }),
    () => new Response(null, { status: 301, headers: { location: 'https://moved.example/feed' } }),
    () => new Response(null, { status: 302, headers: { location: 'http://[' } }),
    () => new Response(Uint8Array.from({ length: 500 }, (_, i) => (i * 7919) % 256)),
    () => {
      throw new TypeError('connection refused')
    },
  ]
  vi.stubGlobal('fetch', async () => {
    asked += 1
    const answer = answers[(asked * 7) % answers.length]
    if (!answer) throw new Error('nobody answers')
    return answer(asked)
  })
}

beforeAll(async () => {
  await reset()
  await exampleNewsroom()
  arbitraryWorld()
})
afterAll(() => vi.unstubAllGlobals())

const send = ({ method, path, headers, body }: DrawnRequest) =>
  exports.default.fetch(`${SITE}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== undefined && { body }),
  })

describe('any request that the description allows, or nearly does', () => {
  it(
    `of ${REQUESTS}, each is answered as described, and none with 500`,
    { timeout: 300_000 },
    async () => {
      const statuses = new Map<string, Set<number>>()
      let sent = 0
      const some = fc.array(arbitraryRequest(POOL), { minLength: AT_ONCE, maxLength: AT_ONCE })
      await fc.assert(
        fc.asyncProperty(some, async (requests) => {
          const told = requests.map(async (request) => {
            const response = await send(request)
            const { status } = response
            sent += 1
            statuses.set(request.call, (statuses.get(request.call) ?? new Set()).add(status))
            return status === 500 ? `${request.call}: 500` : undescribed(request.call, response)
          })
          const wrong = (await Promise.all(told)).filter((what) => what !== undefined)
          expect(wrong).toEqual([])
        }),
        { numRuns: Math.ceil(REQUESTS / AT_ONCE), endOnFailure: true },
      )
      expect(sent).toBeGreaterThanOrEqual(REQUESTS)
      expect([...statuses.keys()].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
        Object.keys(OPERATIONS).toSorted((a, b) => (a < b ? -1 : 1)),
      )
      // A run in which nothing succeeds would prove little.
      const succeeded = [...statuses].filter(([, all]) => [...all].some((status) => status < 300))
      expect(succeeded.length).toBeGreaterThan(statuses.size * 0.8)
    },
  )
})
