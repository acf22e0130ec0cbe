import { check } from './checks.ts'
import { run } from './tools.ts'

/** `npm test`: everything that must hold. Arguments go to vitest, which then runs alone. */
const args = process.argv.slice(2)
const isInOrder = args.length > 0 || (await check())
process.exitCode = isInOrder ? await run('vitest', 'run', ...args) : 1
