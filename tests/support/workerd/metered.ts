import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../../src/index.ts'
import type { Job } from '../../../src/jobs/job.ts'
import { operatorHeaders, SITE } from './newsroom.ts'

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
  async function answered(path: string, init: RequestInit = {}): Promise<Response> {
    const context = createExecutionContext()
    const request = new Request(`${SITE}${path}`, init) as Parameters<typeof worker.fetch>[0]
    const response = await worker.fetch(request, meteredEnv, context)
    await waitOnExecutionContext(context)
    await response.text()
    return response
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
    get: (path: string) => costOf(async () => answered(path)),
    /** As the operator. */
    post: (path: string, body: object) =>
      costOf(async () => {
        const init = { method: 'POST', headers: operatorHeaders, body: JSON.stringify(body) }
        const { status } = await answered(path, init)
        if (status >= 300) throw new Error(`${path}: ${status}`)
      }),
  }
}
