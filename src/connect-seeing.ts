import { d1Audit, d1Counters } from './adapters/d1-audit.ts'
import type { Env } from './connect.ts'
import { noRefusals } from './routes/counted-refusals.ts'

/** Of all requests of an isolate. */
const refused = noRefusals()

/** What lets an operator see what the newsroom does, and what was done to it. */
export function connectSeeing(env: Env) {
  return { audit: d1Audit(env.DB), counters: d1Counters(env.DB), refused }
}
