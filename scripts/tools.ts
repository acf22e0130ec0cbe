import { spawn } from 'node:child_process'
import { ROOT } from './settings.ts'

/** Runs a tool of the project's with our terminal; returns its exit code. */
export function run(tool: string, ...args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { cwd: ROOT, stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
