import * as config from './config.ts'
import type { Connected } from './connect.ts'
import { failureLine } from './domain/log.ts'
import { queueDueSources } from './jobs/due-sources.ts'
import type { Job, Run } from './jobs/job.ts'
import { wholeSeconds } from './web/moment.ts'

/** Of work in many messages: whether there is any, and one message's worth of it, which may leave more. */
interface Steps {
  isAny: () => Promise<boolean>
  some: () => Promise<boolean>
}

const RUNS: Record<Run, (connected: Connected) => Steps> = {
  refile: ({ isAnyToRefile, refile }) => ({ isAny: isAnyToRefile, some: refile }),
  reclean: ({ isAnyStale, reclean }) => ({ isAny: isAnyStale, some: reclean }),
  place: ({ isAnyUnplaced, placeUnplaced }) => ({ isAny: isAnyUnplaced, some: placeUnplaced }),
  release: ({ ownEntries }) => ({ isAny: ownEntries.isAnyDue, some: ownEntries.releaseSome }),
  retain: ({ keeping }) => ({ isAny: keeping.isRetentionDue, some: keeping.retain }),
}

/** Does what one queue message asks for. */
export async function work(job: Job, connected: Connected): Promise<void> {
  if (job.kind === 'poll') return connected.pollDue(job.slug)
  if (job.kind === 'alert') {
    await connected.deliverAlert(job.id)
    return
  }
  const isMore = await RUNS[job.kind](connected).some()
  if (isMore && wholeSeconds(connected.now()) < job.until) await connected.send([{ body: job }])
}

/** Messages end before the cron comes again, so there is one row of them at a time and no lock. */
const start = (kind: Run) => async (connected: Connected) => {
  if (await RUNS[kind](connected).isAny()) await connected.startRun(kind)
}

async function startPolls(connected: Connected): Promise<void> {
  if (!connected.isPolling) return
  await connected.endOutage()
  await queueDueSources({
    ...connected,
    spacing: config.SPACING_POLICY,
    dueAtOnce: config.DUE_AT_ONCE,
    queuedSeconds: config.QUEUED_SECONDS,
  })
}

async function forgetOldDeeds({ audit, now }: Connected): Promise<void> {
  await audit.forget(wholeSeconds(new Date(now().getTime() - config.AUDIT_DAYS * 86_400_000)))
}

/** What is due every minute. */
const EVERY_MINUTE = [
  start('reclean'),
  start('refile'),
  start('place'),
  start('release'),
  start('retain'),
  startPolls,
  forgetOldDeeds,
  (connected: Connected) => connected.watch(),
]

/** Begins all that is due; what fails of it stops nothing else. */
async function begin(connected: Connected): Promise<void> {
  // What is half here is not to be worked on.
  if (await connected.keeping.isImporting().catch(() => false)) return
  const done = await Promise.allSettled(EVERY_MINUTE.map(async (task) => task(connected)))
  for (const task of done)
    if (task.status === 'rejected') connected.log(failureLine('cron failed', task.reason))
}

/** What the cron does, and that it came. */
export async function everyMinute(connected: Connected): Promise<void> {
  const began = connected.now()
  await begin(connected)
  await connected
    .recordCycle(began)
    .catch((error: unknown) => connected.log(failureLine('cron failed', error)))
}
