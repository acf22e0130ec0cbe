import { describe, expect, it } from 'vitest'
import { outbound, type Fetch } from '../../src/adapters/outbound.ts'

const URL = 'https://rail.example/feed'
const limits = { totalSeconds: 0.05, maxBytes: 1000, maxRedirects: 3 }

const ask = (fetch: Fetch, url = URL, privateHosts: string[] = []) =>
  outbound(fetch, limits, privateHosts)(url, () => ({}))

/** Never answers, but hears when it is given up. */
const silent: Fetch = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error))
  })

/** Answers at once and then sends a byte now and then, without end. */
const dripping: Fetch = async (_, { signal }) =>
  new Response(
    new ReadableStream({
      async pull(controller) {
        if (signal?.aborted) return controller.error(signal.reason)
        await new Promise((resolve) => {
          setTimeout(resolve, 10)
        })
        controller.enqueue(new Uint8Array(1))
      },
    }),
  )

describe('what the network does is an answer, never an exception', () => {
  it.each([
    { what: 'silence', fetch: silent, reason: 'no answer within 0.05 seconds' },
    { what: 'a body that drips', fetch: dripping, reason: 'no answer within 0.05 seconds' },
    {
      what: 'a refused connection',
      fetch: () => Promise.reject(new TypeError('refused')),
      reason: 'the connection failed: refused',
    },
    {
      what: 'a large body',
      fetch: async () => new Response(new Uint8Array(1001)),
      reason: 'its body is larger than 0 MB',
    },
    {
      what: 'one redirect too many',
      fetch: async (url: string) =>
        new Response(null, { status: 302, headers: { location: `${url}/x` } }),
      reason: 'it redirects more than 3 times',
    },
    {
      what: 'a redirect to nonsense',
      fetch: async () => new Response(null, { status: 302, headers: { location: 'http://[' } }),
      reason: 'it redirects to something that is no URL',
    },
  ])('$what: $reason', async ({ fetch, reason }) => {
    expect(await ask(fetch)).toMatchObject({ kind: 'no-response', reason })
  })

  it('a body of just the limit is read whole', async () => {
    const answer = await ask(async () => new Response(new Uint8Array(1000)))
    expect(answer).toMatchObject({ kind: 'response', status: 200 })
    expect(answer.kind === 'response' && answer.body.length).toBe(1000)
  })
})

it('a private address is not even asked', async () => {
  const never: Fetch = () => Promise.reject(new Error('was asked'))
  expect(await ask(never, 'http://10.0.0.1/')).toMatchObject({
    reason: expect.stringContaining('not asked: 10.0.0.1 is a private address'),
  })
  const answers: Fetch = async () => new Response('')
  expect(await ask(answers, 'http://10.0.0.1:8080/', ['10.0.0.1:8080'])).toMatchObject({
    kind: 'response',
  })
})
