import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../../src/index.ts'
import type { Job, Message } from '../../../src/jobs/job.ts'

/** A queue that only remembers. */
export function remembered() {
  const sent: Job[] = []
  const messages: Message[] = []
  const remember = (message: Message) => {
    sent.push(message.body)
    messages.push(message)
  }
  const QUEUE = {
    send: async (body: Job) => remember({ body }),
    sendBatch: async (batch: Iterable<Message>) => Array.from(batch).forEach(remember),
  }
  return { sent, messages, env: { ...env, QUEUE: QUEUE as unknown as typeof env.QUEUE } }
}

/** Hands these messages to the Worker in one batch. */
export async function deliver(jobs: unknown[], to: typeof env = env) {
  const batch = createMessageBatch<Job>(
    'despatch-jobs',
    jobs.map((body, i) => ({
      id: String(i),
      timestamp: new Date(),
      attempts: 1,
      body: body as Job,
    })),
  )
  const context = createExecutionContext()
  await worker.queue(batch, to)
  return getQueueResult(batch, context)
}

export const cron = (to: typeof env = env) => worker.scheduled(createScheduledController(), to)
