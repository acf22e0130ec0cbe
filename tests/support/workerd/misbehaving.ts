import { type Item, rss } from './newsroom.ts'

type Answer = (request: Request) => Response | Promise<Response>

/** A source that does something wrong, and what its health is to say about it. */
export interface Misbehaving {
  name: string
  answer: Answer
  /** What is wrong, in words; undefined where what came could be read all the same. */
  wrong?: string | RegExp
  /** Why it is asked next when it is. */
  because?: string | RegExp
  /** Other addresses that it leads to. */
  leadsTo?: Record<string, Answer>
}

const boat: Item = { title: 'A boat arrives' }
const BOATS = rss([boat, { title: 'Another boat' }])
const bytes = (text: string) => new TextEncoder().encode(text)
const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(code === 204 || code === 304 ? null : 'no', { status: code, headers })
const to = (location: string, code = 302) => status(code, { location })
const answers =
  (body: BodyInit, headers: Record<string, string> = {}) =>
  () =>
    new Response(body, { headers: { 'content-type': 'application/rss+xml', ...headers } })

/** Sends this, and then goes on as told. */
const stream = (first: string, then: (controller: ReadableStreamDefaultController) => unknown) => {
  return () => {
    let begun = false
    return new Response(
      new ReadableStream({
        async pull(controller) {
          if (begun) await then(controller)
          else controller.enqueue(bytes(first))
          begun = true
        },
      }),
    )
  }
}
const never = () => new Promise(() => {})
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
const half = BOATS.slice(0, BOATS.lastIndexOf('<item>'))

const silent: Answer = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })

const gzipped = (text: () => Iterable<string>) => async () => {
  const chunks = text()
  const plain = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(bytes(chunk))
      controller.close()
    },
  })
  const packed = await new Response(plain.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
  return new Response(packed, { headers: { 'content-type': 'application/gzip' } })
}

function* bomb() {
  yield '<rss version="2.0"><channel><title>Bomb</title><description>'
  for (let i = 0; i < 25; i++) yield ' '.repeat(1_000_000)
}

/** Says one thing and then another. */
const inTurn = (...turns: Answer[]): Answer => {
  let turn = 0
  return (request) => (turns[turn++ % turns.length] ?? status(500))(request)
}

const HOUR = 3600

/** All of them, each at the beginning of its tricks. */
export const misbehaving = (): readonly Misbehaving[] => [
  { name: 'silent', answer: silent, wrong: 'no answer within 20 seconds' },
  {
    name: 'dripping',
    answer: stream('<rss', async (controller) => {
      await pause(20)
      controller.enqueue(bytes(' '))
    }),
    wrong: 'its body had not ended after 20 seconds; what came of it was read',
  },
  {
    name: 'stalling',
    answer: stream(half, never),
    wrong: 'its body had not ended after 20 seconds; what came of it was read',
    because: /^its newest entry/,
  },
  {
    name: 'breaking-off',
    answer: stream(half, (controller) => controller.error(new Error('reset'))),
    wrong: 'its body broke off; what came of it was read',
    because: /^its newest entry/,
  },
  {
    name: 'too-short',
    answer: answers(half, { 'content-length': '100000' }),
    wrong: /its body ended early, after \d+ of the 100000 bytes announced/,
    because: /^its newest entry/,
  },
  {
    name: 'endless',
    answer: stream('<rss>', (controller) => controller.enqueue(new Uint8Array(1_000_000))),
    wrong: 'its body is larger than 10 MB',
  },
  {
    name: 'huge',
    answer: answers('<rss/>', { 'content-length': '50000000' }),
    wrong: 'its body is larger than 10 MB',
  },
  {
    name: 'gzip-bomb',
    answer: gzipped(bomb),
    wrong: /the document is longer than/,
    because: 'the publisher gives no hint: every 1 hour',
  },
  { name: 'circle', answer: to('https://circle.example/feed'), wrong: 'it redirects in a circle' },
  {
    name: 'two-in-a-circle',
    answer: to('https://two-in-a-circle.example/b', 301),
    leadsTo: {
      'https://two-in-a-circle.example/b': to('https://two-in-a-circle.example/feed', 301),
    },
    wrong: 'it redirects in a circle',
  },
  {
    name: 'far-away',
    answer: to('/1'),
    leadsTo: Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((i) => [`https://far-away.example/${i}`, to(`/${i + 1}`)]),
    ),
    wrong: 'it redirects more than 5 times',
  },
  {
    name: 'into-the-network',
    answer: to('http://[64:ff9b::a9fe:a9fe]/latest/meta-data', 301),
    wrong: /^not asked: \[64:ff9b::a9fe:a9fe\] is a private address/,
  },
  {
    name: 'to-another-port',
    answer: to('https://to-another-port.example:6379/'),
    wrong: 'not asked: port 6379 is not 80 or 443',
  },
  {
    name: 'to-a-file',
    answer: to('file:///etc/passwd'),
    wrong: 'not asked: only http and https can be fetched, not file',
  },
  {
    name: 'to-nonsense',
    answer: to('http://['),
    wrong: 'it redirects to something that is no URL',
  },
  { name: 'to-nowhere', answer: status(302), wrong: /^it redirects without saying where to/ },
  {
    name: 'refusing',
    answer: () => {
      throw new TypeError('connection refused')
    },
    wrong: 'the connection failed: connection refused',
  },
  { name: 'missing', answer: status(404), wrong: 'there is nothing at this address (404)' },
  {
    name: 'gone',
    answer: status(410),
    wrong: 'the server says this feed is gone (410)',
    because: /which is not believed at once: tried again after 1 hour$/,
  },
  {
    name: 'limited',
    answer: status(429, { 'retry-after': String(50 * HOUR) }),
    wrong: 'the server says we ask too often (429)',
    because: 'the server asked us to wait 2 days (Retry-After)',
  },
  {
    name: 'under-repair',
    answer: () =>
      status(503, { 'retry-after': new Date(Date.now() + 5 * HOUR * 1000).toUTCString() })(),
    wrong: 'the server is not available for now (503)',
    because: 'the server asked us to wait 5 hours (Retry-After)',
  },
  { name: 'broken', answer: status(500), wrong: 'the server failed (500)' },
  { name: 'closed', answer: status(401), wrong: 'the server asks for a login (401)' },
  {
    name: 'guarded',
    answer: status(403, { 'cf-mitigated': 'challenge' }),
    wrong: 'the server asks for a browser check (403), which no feed reader can pass',
  },
  { name: 'mute', answer: status(204), wrong: /this is not a feed but an empty document/ },
  { name: 'unchanging', answer: status(304), wrong: /although it was not asked that$/ },
  { name: 'empty', answer: answers(''), wrong: /this is not a feed but an empty document/ },
  {
    name: 'a-page',
    answer: answers('<!doctype html><title>Boats</title><p>Hello', { 'content-type': 'text/html' }),
    wrong: /this is not a feed but an? HTML page/,
  },
  {
    name: 'garbage',
    answer: answers(new Uint8Array(5000).map((_, i) => (i * 7919) % 256)),
    wrong: /this is not a feed but /,
  },
  { name: 'other-json', answer: answers('{"boats":[1,2]}'), wrong: /this is not a feed but / },
  {
    name: 'wrong-type',
    answer: answers(BOATS, { 'content-type': 'image/png' }),
    because: /^its newest entry/,
  },
  {
    name: 'wrong-charset',
    answer: answers(BOATS, { 'content-type': 'text/xml; charset=utf-16' }),
    wrong: 'HTTP says utf-16, but the document is written in single bytes',
    because: /^its newest entry/,
  },
  {
    name: 'flapping',
    answer: inTurn(status(500), answers(BOATS)),
    wrong: 'the server failed (500)',
  },
  {
    name: 'moving',
    answer: to('https://moving.example/new', 301),
    leadsTo: { 'https://moving.example/new': answers(BOATS) },
    wrong: /it redirects for good to a new address/,
    because: /^its newest entry/,
  },
]
