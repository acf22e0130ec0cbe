import { run } from './tools.ts'

/** `npm run test:corpus`: the extra tests over other people's documents, where they are at hand. */
process.exitCode = await run(
  'vitest',
  'run',
  '--config',
  'vitest.corpus.config.ts',
  ...process.argv.slice(2),
)
