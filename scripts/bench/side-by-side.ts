import {
  convertV4MiniflareOptions,
  Log,
  LogLevel,
  Miniflare,
  type V4WorkerOptions,
} from 'miniflare'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'
import { buildWorker } from '../build-worker.ts'
import { migrate } from '../migrate.ts'
import { ROOT } from '../settings.ts'
import { storeEntries } from './stored-entries.ts'

const FIRST_PORT = Number(process.env['PORT'] ?? 8800)
export const TOKEN = 'bench'

const topic = (slug: string) => ({
  slug,
  title: slug.toUpperCase(),
  description: slug,
  groups: { words: { terms: [`only-${slug}`], weight: 3 } },
})
const NEWSROOM = {
  newsroom: { title: 'Bench', description: 'd', contact: 'desk@example.org', language: 'en' },
  topics: ['a', 'b', 'c'].map(topic),
  sources: [],
  entries: [],
}

/** What the bare route says: a body, and the header fields of a 200 and of a 304. */
interface BareAnswers {
  body: string
  whole: Record<string, string>
  unchanged: Record<string, string>
}

/** Newsrooms of several sizes and a bare route, all in one workerd, each on a port of its own. */
export interface SideBySide {
  ports: Map<number, number>
  barePort: number
  /** What the bare route answers with from now on. */
  setBare: (answers: BareAnswers) => Promise<void>
  stop: () => Promise<void>
}

/** Straight into workerd: neither wrangler's development proxy nor Miniflare's stands in between. */
const socket = (port: number) => [{ host: '127.0.0.1', port }]

/** @param sourcesOf how many sources the newsroom of a size has; a few, where it does not matter. */
export async function startSideBySide(
  sizes: readonly number[],
  sourcesOf: (size: number) => number | undefined = () => undefined,
): Promise<SideBySide> {
  const [script, bare] = [await buildWorker(), await buildWorker('scripts/bench/bare-route.ts')]
  const state = mkdtempSync(join(tmpdir(), 'despatch-bench-'))
  const { modulesRules: _, ...ours } = workerOptionsOf(join(ROOT, 'wrangler.toml')).workerOptions
  const barePort = FIRST_PORT
  const ports = new Map(sizes.map((size, i) => [size, FIRST_PORT + 1 + i]))
  const options = ({ body, whole, unchanged }: BareAnswers) => {
    const newsrooms = [...ports].map(([size, port]): V4WorkerOptions => ({
      ...ours,
      name: `despatch-${size}`,
      modules: true,
      scriptPath: script,
      bindings: { SITE_URL: `http://127.0.0.1:${port}`, ADMIN_TOKEN: TOKEN, POLLING: 'off' },
      d1Databases: { DB: `entries-${size}` },
      queueConsumers: {},
      unsafeDirectSockets: socket(port),
    }))
    const route: V4WorkerOptions = {
      ...ours,
      name: 'bare',
      modules: true,
      scriptPath: bare,
      d1Databases: {},
      queueProducers: {},
      queueConsumers: {},
      bindings: { BODY: body, WHOLE: whole, UNCHANGED: unchanged },
      unsafeDirectSockets: socket(barePort),
    }
    return convertV4MiniflareOptions({
      host: '127.0.0.1',
      cf: false,
      log: new Log(LogLevel.ERROR),
      resourcePersistencePath: state,
      workers: [...newsrooms, route],
    })
  }
  const miniflare = new Miniflare(options({ body: '', whole: {}, unchanged: {} }))
  await miniflare.ready
  for (const [size, port] of ports) {
    const db = await miniflare.getD1Database('DB', `despatch-${size}`)
    await migrate(db)
    await fetch(`http://127.0.0.1:${port}/api/newsroom`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify(NEWSROOM),
    })
    await storeEntries(db, size, sourcesOf(size))
  }
  return {
    ports,
    barePort,
    setBare: (answers) => miniflare.setOptions(options(answers)),
    async stop() {
      await miniflare.dispose()
      rmSync(state, { recursive: true })
    },
  }
}
