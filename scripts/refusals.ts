import { Refusal } from './settings.ts'

/** Of `node:util`'s `parseArgs`: an option that does not exist, or one without its value. */
const isOfArguments = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

/** Runs a command; what its user can put right is told without a stack, anything else with one. */
export async function command(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    const isTheirs = error instanceof Refusal || isOfArguments(error)
    console.error(isTheirs ? error.message : error)
    process.exitCode = 1
  }
}
