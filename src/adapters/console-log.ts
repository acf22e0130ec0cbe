import type { Log, LogLine } from '../domain/log.ts'

/** How lines leave the Worker; `quiet` leaves out what is as it should be. */
export type LogStyle = 'objects' | 'json' | 'quiet'

const isTold = ({ level }: LogLine, style: LogStyle) => style !== 'quiet' || level !== 'info'

/**
 * The one door for lines. As objects, whose members Workers Logs can be asked for; as JSON where
 * something else reads what the process prints:
 * https://developers.cloudflare.com/workers/observability/logs/workers-logs/#logging-structured-json-objects
 */
export function consoleLog(style: LogStyle): Log {
  return (line) => {
    if (isTold(line, style)) console[line.level](style === 'objects' ? line : JSON.stringify(line))
  }
}
