import { Refusal } from './settings.ts'

/** Runs a command; what its user can put right is told without a stack, anything else with one. */
export async function command(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exitCode = 1
  }
}
