import { withoutPaths } from '../web/redacted.ts'

/** What the newsroom says of itself: a sentence for a person, and members that a machine can query. */
export interface LogLine {
  message: string
  kind: 'poll' | 'job' | 'alert' | 'error'
  level: 'info' | 'warn' | 'error'
  [member: string]: unknown
}

export type Log = (line: LogLine) => void

/** An error's own words may name an address, and the address may hold a token. */
function errorInWords(error: unknown) {
  if (!(error instanceof Error)) return { message: withoutPaths(String(error)) }
  const { name, message, stack } = error
  return {
    name,
    message: withoutPaths(message),
    ...(stack !== undefined && { stack: withoutPaths(stack) }),
  }
}

/** Something broke that nobody expected. */
export function failureLine(
  what: string,
  error: unknown,
  more: Record<string, unknown> = {},
): LogLine {
  const told = errorInWords(error)
  return {
    message: `${what}: ${told.message}`,
    kind: 'error',
    level: 'error',
    ...more,
    error: told,
  }
}
