import { consoleLog, type LogStyle } from './adapters/console-log.ts'
import { d1PollHistory } from './adapters/d1-poll-history.ts'
import { d1Audit, d1Counters } from './adapters/d1-audit.ts'
import type { Env } from './connect.ts'
import { noRefusals } from './routes/counted-refusals.ts'

const styleOf = (text = ''): LogStyle => (text === 'json' || text === 'quiet' ? text : 'objects')

/** Of all requests of an isolate. */
const refused = noRefusals()

/** What lets an operator see what the newsroom does, and what was done to it. */
export function connectSeeing(env: Env) {
  return {
    log: consoleLog(styleOf(env.LOG)),
    pollHistory: d1PollHistory(env.DB),
    audit: d1Audit(env.DB),
    counters: d1Counters(env.DB),
    refused,
  }
}
