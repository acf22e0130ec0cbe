import { randomInt } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PollReport } from '../../src/domain/source.ts'

const ROOT = join(import.meta.dirname, '../..')
export const TOKEN = 'token-of-the-tests'
/** A newsroom that asks nobody outside. */
const DATA_DIR = join(ROOT, 'tests/fixtures/newsroom')

/**
 * A port nobody listens on, and below those that systems hand out for connections: one of these may
 * be taken in the next moment.
 */
export async function freePort(): Promise<number> {
  const port = 20_000 + randomInt(10_000)
  const server = createServer()
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
  return isFree ? port : freePort()
}

/** `npm start`, as a process of its own. */
export interface Started {
  url: string
  stateDir: string
  /** All it printed so far. */
  output: () => string
  get: (path: string, headers?: Record<string, string>) => Promise<Response>
  operate: (method: string, path: string, body?: unknown) => Promise<Response>
  addSource: (url: string, more?: object) => Promise<string>
  poll: (slug: string) => Promise<PollReport>
  /** Ends it as Ctrl-C or as a crash would; resolves with its exit code. */
  stop: (signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** Ends it and forgets its database. */
  cleanUp: () => Promise<void>
}

/**
 * Runs the command until its ready line, or fails with what it printed instead.
 *
 * @param root the checkout it is run in.
 */
export async function start(env: Record<string, string> = {}, root = ROOT): Promise<Started> {
  const port = Number(env['PORT'] ?? (await freePort()))
  const stateDir = env['STATE_DIR'] ?? (await mkdtemp(join(tmpdir(), 'despatch-')))
  const process_ = launch({ PORT: String(port), STATE_DIR: stateDir, POLLING: 'off', ...env }, root)
  const { child, output } = process_
  const url = `http://127.0.0.1:${port}`
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  await waitFor(() => output().includes('Despatch ready on') || isOver(), 90)
  if (isOver()) throw new Error(`npm start ended: ${output()}`)

  const operate = (method: string, path: string, body?: unknown) =>
    fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const stop: Started['stop'] = async (signal = 'SIGINT') => {
    if (!isOver()) {
      const workers = signal === 'SIGKILL' ? await childrenOf(child.pid) : []
      child.kill(signal)
      for (const worker of workers) process.kill(worker, signal)
      await once(child, 'exit')
    }
    return child.exitCode
  }
  return {
    url,
    stateDir,
    output,
    operate,
    stop,
    get: (path, headers = {}) => fetch(url + path, { headers, redirect: 'manual' }),
    async addSource(source, more = {}) {
      const response = await operate('POST', '/api/sources', { url: source, ...more })
      const answer = (await response.json()) as { slug: string }
      if (response.status !== 201) throw new Error(JSON.stringify(answer))
      return answer.slug
    },
    async poll(slug) {
      return (await (await operate('POST', `/api/sources/${slug}/poll`)).json()) as PollReport
    },
    async cleanUp() {
      // A process that is killed leaves its workerd behind.
      await stop()
      await rm(stateDir, { recursive: true, force: true })
    },
  }
}

/** A process that is killed leaves its workerd behind, which would go on with the work; told where /proc tells. */
export async function childrenOf(pid: number | undefined): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return list.split(' ').filter(Boolean).map(Number)
}

/** The command and what it prints, whether or not it gets ready. */
export function launch(
  env: Record<string, string>,
  root = ROOT,
): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(root, 'scripts/start.ts')], {
    cwd: root,
    env: { ...process.env, ADMIN_TOKEN: TOKEN, DATA_DIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const listen = (chunk: Buffer) => {
    printed += chunk.toString()
  }
  child.stdout?.on('data', listen)
  child.stderr?.on('data', listen)
  return { child, output: () => printed }
}

/** Looks again and again until something holds; fails when it does not in time. */
export async function waitFor(
  holds: () => boolean | Promise<boolean>,
  seconds: number,
): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`still not so after ${seconds} s`)
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
}
