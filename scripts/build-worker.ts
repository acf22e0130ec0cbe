import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Refusal, ROOT } from './settings.ts'

/** The Worker as it would be deployed, in one file; returns its path. */
export async function buildWorker(): Promise<string> {
  const outdir = join(ROOT, 'dist')
  try {
    await promisify(execFile)('wrangler', ['deploy', '--dry-run', '--outdir', outdir], {
      cwd: ROOT,
      env: { ...process.env, WRANGLER_LOG_PATH: join(ROOT, '.wrangler/logs'), NO_COLOR: '1' },
    })
  } catch (error) {
    const output =
      error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Refusal(`The Worker could not be built:\n${output.trim()}`)
  }
  return join(outdir, 'index.js')
}
