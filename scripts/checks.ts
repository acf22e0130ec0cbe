import { run } from './tools.ts'

/** What must hold before any test is run, and what says so. */
const CHECKS: readonly (readonly [what: string, tool: string, ...args: string[]])[] = [
  ['types of the Worker', 'tsc', '-p', 'tsconfig.json'],
  ['types of the tools and their tests', 'tsc', '-p', 'tsconfig.tools.json'],
  ['types of what runs in other people’s browsers', 'tsc', '-p', 'tsconfig.browser.json'],
  ['types of the tests in workerd', 'tsc', '-p', 'tsconfig.workerd.json'],
  ['lint', 'oxlint', '--quiet'],
  ['format', 'oxfmt', '--check', '.'],
  ['dead code', 'knip'],
]

/** Runs every check, so that one run tells all that is wrong; true when nothing is. */
export async function check(): Promise<boolean> {
  const failed: string[] = []
  for (const [what, tool, ...args] of CHECKS) {
    console.log(`\n— ${what}`)
    if ((await run(tool, ...args)) !== 0) failed.push(what)
  }
  console.log(failed.length === 0 ? '\nAll checks hold.' : `\nNot in order: ${failed.join(', ')}.`)
  return failed.length === 0
}
