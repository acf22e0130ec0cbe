import { check } from './checks.ts'

/** `npm run check`: types, lint, format, dead code. */
process.exitCode = (await check()) ? 0 : 1
