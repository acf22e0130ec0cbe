import * as v from 'valibot'
import { app } from './app.ts'
import { connect, type Env } from './connect.ts'
import { failureLine } from './domain/log.ts'
import { Job } from './jobs/job.ts'
import { jobLine } from './watch/job-line.ts'
import { everyMinute, work } from './work.ts'

/**
 * What was built for the last request, for to build it costs more than most answers do.
 *
 * An isolate has one `env`; its origin matters only where SITE_URL is not set.
 */
let built: { env: Env; origin: string; app: ReturnType<typeof app> } | undefined

function appFor(env: Env, origin: string): ReturnType<typeof app> {
  if (built?.env !== env || built.origin !== origin)
    built = { env, origin, app: app(connect(env, origin)) }
  return built.app
}

export default {
  fetch(request, env, context) {
    return appFor(env, env.SITE_URL || new URL(request.url).origin).fetch(request, env, context)
  },

  async scheduled(_event, env) {
    await everyMinute(connect(env))
  },

  /** All messages of a batch at once: one slow source must not hold up the others. */
  async queue(batch, env) {
    const connected = connect(env)
    await Promise.all(
      batch.messages.map(async (message) => {
        try {
          const began = connected.now()
          const job = v.parse(Job, message.body)
          await work(job, connected)
          message.ack()
          // A poll tells of itself, whoever asked for it.
          if (job.kind !== 'poll')
            connected.log(jobLine(job.kind, connected.now().getTime() - began.getTime()))
        } catch (error) {
          const { id, attempts } = message
          connected.log(failureLine('queue message failed', error, { id, attempts }))
          message.retry()
        } finally {
          connected.forgetVersions()
        }
      }),
    )
  },
} satisfies ExportedHandler<Env>
