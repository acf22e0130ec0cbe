import type { LogLine } from '../domain/log.ts'

/** One job of the queue as a line: "reclean: done in 120 ms". */
export function jobLine(job: string, milliseconds: number): LogLine {
  return {
    message: `${job}: done in ${milliseconds} ms`,
    kind: 'job',
    level: 'info',
    job,
    milliseconds,
  }
}
