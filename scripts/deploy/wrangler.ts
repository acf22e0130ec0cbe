import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import * as v from 'valibot'
import { ROOT } from '../settings.ts'

/** What wrangler said when it failed. */
export interface Failure {
  args: readonly string[]
  /** Cloudflare's own number of the error, where the account was reached. */
  code?: number | undefined
  /** All it said, without colours. */
  said: string
}

export type WranglerRun =
  | {
      kind: 'done'
      /** Empty where the terminal was wrangler's. */
      stdout: string
      /** Where the Worker answers, as a deployment tells it: host names, schedules, queues. */
      targets: string[]
    }
  | ({ kind: 'failed' } & Failure)

/** The one way to the account. */
export type Wrangler = (args: readonly string[], how?: WranglerHow) => Promise<WranglerRun>

export interface WranglerHow {
  /** Wrangler may have a question, so it gets the terminal. */
  asks?: boolean
}

/**
 * A line of what wrangler writes to `WRANGLER_OUTPUT_FILE_PATH`: the only place that tells a
 * failure's code, and a deployment's addresses when the terminal is wrangler's own.
 */
const Line = v.object({
  type: v.string(),
  code: v.optional(v.unknown()),
  message: v.optional(v.string()),
  targets: v.optional(v.array(v.string())),
})
type Line = v.InferOutput<typeof Line>

async function linesOf(file: string): Promise<Line[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => v.parse(Line, JSON.parse(line)))
}

/** Failures of several requests at once have no code of their own, but tell each one's. */
const codeIn = (said: string) => /\[code: (\d+)\]/.exec(said)?.[1]

function failure(args: readonly string[], output: string, lines: readonly Line[]): Failure {
  const failed = lines.find(({ type }) => type === 'command-failed')
  const said = stripVTControlCharacters(`${failed?.message ?? ''}\n${output}`).trim()
  const code = typeof failed?.code === 'number' ? failed.code : Number(codeIn(said))
  return { args, code: Number.isNaN(code) ? undefined : code, said }
}

/** Runs wrangler; what it prints is ours to read, unless it may ask something. */
function run(
  args: readonly string[],
  asks: boolean,
  env: NodeJS.ProcessEnv,
): Promise<{ exitCode: number; stdout: string; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('wrangler', args, {
      cwd: ROOT,
      env,
      stdio: asks ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      output += chunk.toString()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, stdout, output }))
  })
}

/** @param env the environment of our own process, credentials included. */
export const installedWrangler =
  (env: NodeJS.ProcessEnv): Wrangler =>
  async (args, { asks = false } = {}) => {
    const folder = await mkdtemp(join(tmpdir(), 'despatch-deploy-'))
    const told = join(folder, 'told.ndjson')
    try {
      const { exitCode, stdout, output } = await run(args, asks, {
        ...env,
        WRANGLER_OUTPUT_FILE_PATH: told,
        WRANGLER_LOG_PATH: join(ROOT, '.wrangler/logs'),
        WRANGLER_SEND_METRICS: 'false',
      })
      const lines = await linesOf(told)
      return exitCode === 0
        ? { kind: 'done', stdout, targets: lines.flatMap(({ targets }) => targets ?? []) }
        : { kind: 'failed', ...failure(args, output, lines) }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
