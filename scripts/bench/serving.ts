import { gzipSync } from 'node:zlib'
import { answersPerSecond, type Asked } from './load.ts'
import { startSideBySide, type SideBySide } from './side-by-side.ts'
import { table } from './table.ts'
import { workerdCpuSeconds } from './workerd-cpu.ts'

const SIZES = [1000, 100_000, 1_000_000] as const
const FEED = '/topics/a.atom'

/** Many short turns: whatever else the machine does meets both alike. */
const TURNS = 15
const SECONDS_PER_TURN = 0.5
const READS = 15

/** Topics, combinations and parameters; how often what they ask for is met is in `stored-entries`. */
const KINDS = [
  ['a topic', 'a'],
  ['a+b', 'a+b'],
  ['a,b', 'a,b'],
  ['!a', '!a'],
  ['a+c: both common, together rare', 'a+c'],
  ['source=', 'all', 'source=s1'],
  ['source= of few entries', 'all', 'source=s10'],
  ['lang=', 'all', 'lang=ja'],
  ['lang= of few entries', 'all', 'lang=mt'],
  ['q= in every entry', 'all', 'q=usual'],
  ['q= in every second', 'all', 'q=odd'],
  ['q= in few', 'all', 'q=seldom'],
  ['q= in few, within a topic', 'a', 'q=seldom'],
] as const

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** Requests a second, and what each costs workerd's process. */
async function turn(asked: Asked): Promise<{ perSecond: number; cpu: number }> {
  const before = workerdCpuSeconds()
  const perSecond = await answersPerSecond(asked, SECONDS_PER_TURN)
  const cpu = (workerdCpuSeconds() - before) / (perSecond * SECONDS_PER_TURN)
  return { perSecond, cpu: cpu * 1e6 }
}

async function against(what: string, ours: Asked, bare: Asked) {
  await turn(ours)
  await turn(bare)
  const turns = []
  for (let i = 0; i < TURNS; i++) turns.push({ ours: await turn(ours), bare: await turn(bare) })
  return [
    what,
    median(turns.map((one) => one.ours.perSecond)).toFixed(0),
    median(turns.map((one) => one.bare.perSecond)).toFixed(0),
    median(turns.map((one) => one.ours.perSecond / one.bare.perSecond)).toFixed(2),
    median(turns.map((one) => one.ours.cpu)).toFixed(0),
    median(turns.map((one) => one.bare.cpu)).toFixed(0),
  ]
}

/** What a reader gets from the cache, beside a bare route that returns the same bytes. */
async function benchCached({ ports, barePort, setBare }: SideBySide): Promise<void> {
  const port = ports.get(SIZES[0]) ?? 0
  const read = async (headers: Record<string, string>) => {
    const response = await fetch(`http://127.0.0.1:${port}${FEED}`, { headers })
    // The runtime counts the length of a body by itself.
    const told = [...response.headers].filter(([name]) => name !== 'content-length')
    return { body: await response.text(), headers: Object.fromEntries(told) }
  }
  const { body, headers: whole } = await read({})
  const condition = { 'if-none-match': whole['etag'] ?? '' }
  const { headers: unchanged } = await read(condition)
  await setBare({ body, whole, unchanged })
  const rows = [
    await against('200', { port, path: FEED }, { port: barePort, path: '/whole' }),
    await against(
      '304',
      { port, path: FEED, headers: condition },
      { port: barePort, path: '/unchanged', headers: condition },
    ),
  ]
  console.log('\nA cached feed of 50 entries beside a bare Hono route with the same bytes\n')
  console.log(table(['answer', 'a second', 'bare', 'ratio', 'CPU µs each', 'bare CPU µs'], rows))
  console.log('\nWhat a poll costs a regular reader, in bytes of body and header fields\n')
  const bytesOf = (headers: Record<string, string>) =>
    Object.entries(headers).reduce((sum, [name, value]) => sum + `${name}: ${value}\r\n`.length, 0)
  const bytes = [
    ['200', Buffer.byteLength(body) + bytesOf(whole)],
    ['200, gzip', gzipSync(body).length + bytesOf(whole)],
    ['304', bytesOf(unchanged)],
  ]
  console.log(table(['answer', 'bytes'], bytes))
}

let asked = 0

/** One feed that nobody has asked for before: from the oldest moment on, and each time another. */
async function readUncached(port: number, topics: string, parameters = ''): Promise<number> {
  const since = new Date(Date.UTC(1980, 0, 1) + ++asked * 1000).toISOString().slice(0, 19)
  const query = [...parameters.split('&').filter(Boolean), `since=${since}Z`].toSorted().join('&')
  const start = performance.now()
  const response = await fetch(`http://127.0.0.1:${port}/topics/${topics}.atom?${query}`)
  await response.text()
  const milliseconds = performance.now() - start
  if (response.status !== 200 || response.headers.get('cache-status') !== 'Despatch; fwd=uri-miss')
    throw new Error(`${response.url} was not made anew: ${response.status}`)
  return milliseconds
}

/** What a feed costs that must be selected and written, by how many entries are stored. */
async function benchUncached({ ports }: SideBySide): Promise<void> {
  const rows = []
  for (const [what, topics, parameters] of KINDS) {
    const times = new Map<number, number[]>(SIZES.map((size) => [size, []]))
    for (let i = 0; i < READS; i++)
      for (const [size, port] of ports)
        times.get(size)?.push(await readUncached(port, topics, parameters))
    const medians = SIZES.map((size) => median(times.get(size) ?? []))
    const [first = 0] = medians
    rows.push([
      what,
      ...medians.map((ms) => ms.toFixed(1)),
      ((medians.at(-1) ?? 0) / first).toFixed(2),
    ])
  }
  console.log('\nAn uncached feed of at most 50 entries, in ms, by how many are stored\n')
  console.log(table(['asked for', ...SIZES.map(String), 'last / first'], rows))
}

/** Reading what we serve, in workerd without a development proxy. */
export async function benchServing(): Promise<void> {
  const newsrooms = await startSideBySide(SIZES)
  await benchUncached(newsrooms)
  await benchCached(newsrooms)
  await newsrooms.stop()
}
