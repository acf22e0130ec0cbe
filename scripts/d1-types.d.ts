import type * as workers from '@cloudflare/workers-types'

/** The Worker's adapters know these from their runtime; a script that runs them is told here. */
declare global {
  type D1Database = workers.D1Database
  type D1PreparedStatement = workers.D1PreparedStatement
  type D1Result = workers.D1Result
}
