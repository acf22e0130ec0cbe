import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../../src/index.ts'
import type { Job } from '../../../src/jobs/job.ts'
import { SITE } from './newsroom.ts'

/** What D1 counts, and bills. */
export interface Cost {
  statements: number
  rowsRead: number
  rowsWritten: number
}

/** The Worker over a database that adds up what each of its statements cost. */
export function meteredWorker() {
  let cost: Cost = { statements: 0, rowsRead: 0, rowsWritten: 0 }
  const count = (result: D1Result) => {
    cost.statements += 1
    cost.rowsRead += result.meta.rows_read
    cost.rowsWritten += result.meta.rows_written
  }
  const unwrapped = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  const metered = (statement: D1PreparedStatement): D1PreparedStatement => {
    const all = async () => {
      const result = await statement.all()
      count(result)
      return result
    }
    const wrapped = {
      bind: (...values: unknown[]) => metered(statement.bind(...values)),
      all,
      run: all,
      raw: async () => (await all()).results.map((row) => Object.values(row)),
      async first(column?: string) {
        const [row] = (await all()).results
        return (column === undefined ? row : row?.[column]) ?? null
      },
    } as unknown as D1PreparedStatement
    unwrapped.set(wrapped, statement)
    return wrapped
  }
  const DB = {
    prepare: (sql: string) => metered(env.DB.prepare(sql)),
    async batch(statements: D1PreparedStatement[]) {
      const results = await env.DB.batch(
        statements.map((statement) => unwrapped.get(statement) ?? statement),
      )
      for (const result of results) count(result)
      return results
    },
  } as unknown as D1Database
  const sent: unknown[] = []
  const QUEUE = {
    async send(body: Job) {
      sent.push(body)
    },
    async sendBatch(messages: Iterable<{ body: Job }>) {
      sent.push(...messages)
    },
  } as unknown as Queue<Job>
  const meteredEnv = { ...env, DB, QUEUE } as Parameters<typeof worker.fetch>[1]

  /** What one invocation of the Worker costs. */
  async function costOf(invoke: () => unknown): Promise<Cost> {
    cost = { statements: 0, rowsRead: 0, rowsWritten: 0 }
    await invoke()
    return cost
  }
  return {
    message: (body: Job) =>
      costOf(() =>
        worker.queue(
          createMessageBatch('despatch-jobs', [
            { id: 'one', timestamp: new Date(), attempts: 1, body },
          ]),
          meteredEnv,
        ),
      ),
    cron: () => costOf(() => worker.scheduled(createScheduledController(), meteredEnv)),
    get: (path: string, headers: Record<string, string> = {}) =>
      costOf(async () => {
        const context = createExecutionContext()
        const response = await worker.fetch(
          new Request(`${SITE}${path}`, { headers }) as Parameters<typeof worker.fetch>[0],
          meteredEnv,
          context,
        )
        await waitOnExecutionContext(context)
        await response.text()
      }),
  }
}
