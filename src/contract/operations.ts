import { ENTRY_OPERATIONS } from './entries.ts'
import { KEEPING_OPERATIONS } from './keeping.ts'
import { NEWSROOM_OPERATIONS } from './newsroom.ts'
import { READING_OPERATIONS } from './reading.ts'
import { SEEING_OPERATIONS } from './seeing.ts'
import { SOURCE_OPERATIONS } from './sources.ts'
import { TOPIC_OPERATIONS } from './topics.ts'
import { TRYING_OPERATIONS } from './trying.ts'

/**
 * Every operation, described once: from here come `/openapi.json`, the reference for people, the
 * types of the client, and what the tests hold every answer to.
 *
 * To add one: describe it in the file of its subject (or a new one, named here), under its method
 * and its path template as the route has it. `body`, `query` and answers are valibot schemas: those
 * a route parses with stand in `domain/`, those of answers here, and the route's `shown` function
 * has their type. `answers` are what comes of it when all is well; `problems` only those that not
 * every operation has (see `problem.ts`). `example` becomes the curl of the reference. Then
 * `npm run schemas` writes `openapi.json` anew; tests hold that every mounted route is described.
 *
 * Nothing of this is in the Worker: routes take its types, and serve what was written.
 */
export const OPERATIONS = {
  ...SOURCE_OPERATIONS,
  ...TOPIC_OPERATIONS,
  ...ENTRY_OPERATIONS,
  ...TRYING_OPERATIONS,
  ...NEWSROOM_OPERATIONS,
  ...KEEPING_OPERATIONS,
  ...SEEING_OPERATIONS,
  ...READING_OPERATIONS,
}
