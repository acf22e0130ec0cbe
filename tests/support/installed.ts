import { spawnSync } from 'node:child_process'

/**
 * Whether a program is on this machine. Where continuous integration runs it must be, so that no
 * test is skipped there unseen.
 */
export function isInstalled(program: string): boolean {
  const found = spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
  if (!found && process.env['CI']) throw new Error(`${program} is not installed; see .ci/run`)
  return found
}
