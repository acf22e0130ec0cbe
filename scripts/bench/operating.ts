import { startSideBySide, TOKEN } from './side-by-side.ts'
import { table } from './table.ts'

/** Entries in a small newsroom and in a large one, and the sources of each. */
const SMALL = 1000
const LARGE = 1_000_000
const SOURCES = new Map([
  [SMALL, 100],
  [LARGE, 10_000],
])
const READS = 25

/** What an operator looks at, of the same length in both newsrooms. */
const ADDRESSES = [
  '/health.json',
  '/metrics',
  '/api/sources?limit=50',
  '/api/sources?limit=50&state=failing',
  '/api/sources?limit=50&q=s.example',
  '/api/sources?limit=50&q=nowhere',
  '/api/sources/s3',
  '/api/sources/s3/polls',
  '/api/topics',
  '/api/entries?limit=50',
  '/api/entries?limit=50&q=seldom',
  '/api/entries?limit=50&source=s3',
  '/api/entries?limit=50&topic=a%2Bb',
  '/api/entries?limit=50&state=withdrawn',
  '/api/entries?limit=50&own=true',
  '/api/audit?limit=50',
  '/api/retention',
  '/admin',
  '/admin/sources',
  '/admin/sources/s3',
  '/admin/topics',
  '/admin/entries',
  '/admin/entries?q=seldom',
  '/admin/log',
  '/admin/keeping',
]

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** The cookie of a session, as a browser gets it. */
async function signIn(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/admin/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ token: TOKEN }),
    headers: { origin: `http://127.0.0.1:${port}` },
    redirect: 'manual',
  })
  const [cookie] = response.headers.getSetCookie()
  if (cookie === undefined) throw new Error(`nobody was signed in: ${response.status}`)
  return cookie.replace(/;.*/, '')
}

/** What the desk and the API cost an operator with few sources and entries, and with many. */
export async function benchOperating(): Promise<void> {
  const { ports, stop } = await startSideBySide([SMALL, LARGE], (size) => SOURCES.get(size))
  const cookies = new Map<number, string>()
  for (const port of ports.values()) cookies.set(port, await signIn(port))
  const read = async (port: number, address: string) => {
    const headers = { authorization: `Bearer ${TOKEN}`, cookie: cookies.get(port) ?? '' }
    const begun = performance.now()
    const response = await fetch(`http://127.0.0.1:${port}${address}`, { headers })
    await response.text()
    if (!response.ok) throw new Error(`${address} answered ${response.status}`)
    return performance.now() - begun
  }
  const rows = []
  for (const address of ADDRESSES) {
    const times = new Map<number, number[]>([...ports.keys()].map((size) => [size, []]))
    for (let i = 0; i < READS; i += 1)
      for (const [size, port] of ports) times.get(size)?.push(await read(port, address))
    const [small, large] = [SMALL, LARGE].map((size) => median(times.get(size) ?? []))
    rows.push([
      address,
      small?.toFixed(1) ?? '',
      large?.toFixed(1) ?? '',
      ((large ?? 0) / (small ?? 1)).toFixed(2),
    ])
  }
  console.log('\nWhat an operator waits for, in ms, by sources and entries\n')
  console.log(table(['address', '100 and 1,000', '10,000 and 1,000,000', 'ratio'], rows))
  await stop()
}
