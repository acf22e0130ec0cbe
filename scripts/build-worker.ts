import { execFile } from 'node:child_process'
import { join, parse } from 'node:path'
import { promisify } from 'node:util'
import { Refusal, ROOT } from './settings.ts'

/**
 * A Worker as it would be deployed, in one file; returns its path.
 *
 * @param entry where it begins; ours, when absent.
 */
export async function buildWorker(entry?: string): Promise<string> {
  const { name } = parse(entry ?? 'index.ts')
  const outdir = join(ROOT, 'dist', ...(entry === undefined ? [] : [name]))
  try {
    await promisify(execFile)(
      'wrangler',
      ['deploy', ...(entry === undefined ? [] : [entry]), '--dry-run', '--outdir', outdir],
      {
        cwd: ROOT,
        env: { ...process.env, WRANGLER_LOG_PATH: join(ROOT, '.wrangler/logs'), NO_COLOR: '1' },
      },
    )
  } catch (error) {
    const output =
      error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Refusal(`The Worker could not be built:\n${output.trim()}`)
  }
  return join(outdir, `${name}.js`)
}
