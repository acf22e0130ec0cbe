import { describe, expect, it } from 'vitest'
import type { Resolution } from '../../src/adapters/dns-over-https.ts'
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
    {
      what: 'a refused connection',
      fetch: () => Promise.reject(new TypeError('refused')),
      reason: 'the connection failed: refused',
    },
    {
      what: 'a name that the platform cannot resolve',
      fetch: () => Promise.reject(new Error('internal error; reference = abc')),
      reason: 'the connection failed: the server or its name could not be found',
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

  it('a body announced as too large is not even read', async () => {
    const reads = { count: 0 }
    const stream = () =>
      new ReadableStream({ pull: () => void (reads.count += 1) }, { highWaterMark: 0 })
    const answer = await ask(
      async () => new Response(stream(), { headers: { 'content-length': '1001' } }),
    )
    expect(answer).toMatchObject({ kind: 'no-response', reason: 'its body is larger than 0 MB' })
    expect(reads.count).toBe(0)
  })

  it('a body of just the limit is read whole', async () => {
    const answer = await ask(async () => new Response(new Uint8Array(1000)))
    expect(answer).toMatchObject({ kind: 'response', status: 200 })
    expect(answer.kind === 'response' && answer.body.length).toBe(1000)
  })
})

describe('a body that is not whole is given as far as it came, with what became of the rest', () => {
  const breaking: Fetch = async () => {
    let pulls = 0
    return new Response(
      new ReadableStream({
        pull(controller) {
          if (pulls++ === 0) controller.enqueue(new Uint8Array(7))
          else controller.error(new Error('reset'))
        },
      }),
    )
  }
  const short: Fetch = async () =>
    new Response(new Uint8Array(7), { headers: { 'content-length': '100' } })
  /** Never says more, and does not hear that it is given up. */
  const stalled: Fetch = async () =>
    new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(7)) }))

  it.each([
    { what: 'that breaks off', fetch: breaking, cut: /^its body broke off/ },
    { what: 'shorter than announced', fetch: short, cut: /ended early, after 7 of the 100 bytes/ },
    { what: 'that drips', fetch: dripping, cut: /had not ended after 0.05 seconds/ },
    { what: 'that stalls', fetch: stalled, cut: /had not ended after 0.05 seconds/ },
  ])('$what', async ({ fetch, cut }) => {
    const answer = await ask(fetch)
    expect(answer).toMatchObject({ kind: 'response', status: 200, cut: expect.stringMatching(cut) })
    expect(answer.kind === 'response' && answer.body.length).toBeGreaterThan(0)
  })
})

describe('nobody was reached', () => {
  const refused = () => Promise.reject(new TypeError('refused'))
  it.each<{ what: string; fetch: Fetch; isUnreachable: boolean }>([
    { what: 'when the first connection fails', fetch: refused, isUnreachable: true },
    { what: 'when no answer comes', fetch: silent, isUnreachable: true },
    {
      what: 'but not when somebody redirected us there',
      fetch: async (url) =>
        url === URL ? new Response(null, { status: 302, headers: { location: '/b' } }) : refused(),
      isUnreachable: false,
    },
    {
      what: 'but not when the body is too large',
      fetch: async () => new Response(new Uint8Array(1001)),
      isUnreachable: false,
    },
  ])('$what: $isUnreachable', async ({ fetch, isUnreachable }) => {
    expect(await ask(fetch)).toMatchObject({ kind: 'no-response', isUnreachable })
  })
})

describe('redirects', () => {
  const to = (location: string, status = 302) =>
    new Response(null, { status, headers: { location } })
  const chain =
    (answers: Record<string, Response>, asked: Headers[] = []): Fetch =>
    async (url, init) => {
      asked.push(new Headers(init.headers))
      return answers[url] ?? new Response(`at ${url}`)
    }

  it('are told one by one, with their statuses', async () => {
    const answer = await ask(
      chain({ [URL]: to('/new#part', 301), 'https://rail.example/new': to('//b.example/') }),
    )
    expect(answer).toMatchObject({
      url: 'https://b.example/',
      hops: [
        { status: 301, from: URL, to: 'https://rail.example/new' },
        { status: 302, from: 'https://rail.example/new', to: 'https://b.example/' },
      ],
    })
  })

  it('are each judged before they are followed', async () => {
    const answer = await ask(chain({ [URL]: to('http://[::ffff:10.0.0.1]/') }))
    expect(answer).toMatchObject({
      kind: 'no-response',
      status: 302,
      reason: expect.stringContaining('is a private address'),
    })
  })

  it('leave user and password behind, for good', async () => {
    const asked: Headers[] = []
    const away = 'https://b.example/'
    const back = 'https://rail.example/trap'
    const answer = await ask(
      chain({ [URL]: to('/same'), 'https://rail.example/same': to(away), [away]: to(back) }, asked),
      'https://ann:secret@rail.example/feed',
    )
    const basic = `Basic ${btoa('ann:secret')}`
    expect(asked.map((headers) => headers.get('authorization'))).toEqual([basic, basic, null, null])
    expect(JSON.stringify(answer)).not.toContain('secret')
  })

  it('cannot bring credentials of their own', async () => {
    const asked: Headers[] = []
    await ask(chain({ [URL]: to('https://x:y@b.example/') }, asked))
    expect(asked.map((headers) => headers.get('authorization'))).toEqual([null, null])
  })
})

it('an error that names the address does not give its secrets away', async () => {
  const answer = await ask(async (url) => Promise.reject(new Error(`cannot load ${url}`)))
  expect(answer).toMatchObject({ reason: 'the connection failed: cannot load (URL)' })
})

describe('what a name resolves to', () => {
  const answers: Fetch = async () => new Response('')
  const named = (found: Resolution, privateHosts: string[] = []) =>
    outbound(answers, limits, privateHosts, async () => found)(URL, () => ({}))

  it.each([
    { found: 'public', answer: { kind: 'response' } },
    { found: 'could not check', answer: { kind: 'response' } },
    {
      found: 'private',
      answer: { reason: expect.stringContaining('not asked: rail.example is a private address') },
    },
    {
      found: 'no such name',
      answer: { reason: 'there is no host of the name rail.example (DNS)', isUnreachable: true },
    },
  ] as const)('$found: $answer', async ({ found, answer }) => {
    expect(await named(found)).toMatchObject(answer)
  })

  it('does not matter where PRIVATE_HOSTS names it', async () => {
    expect(await named('private', ['rail.example'])).toMatchObject({ kind: 'response' })
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
