import * as config from './config.ts'
import type { Connected } from './connect.ts'
import { queueDueSources } from './jobs/due-sources.ts'
import { failureLine } from './domain/log.ts'
import type { Job } from './jobs/job.ts'
import { wholeSeconds } from './web/moment.ts'

/** Does what one queue message asks for. */
export async function work(job: Job, connected: Connected): Promise<void> {
  switch (job.kind) {
    case 'poll':
      return connected.pollDue(job.slug)
    case 'refile': {
      const isMore = await connected.refile()
      if (isMore && wholeSeconds(connected.now()) < job.until) await connected.send([{ body: job }])
      return
    }
    case 'reclean': {
      const isMore = await connected.reclean()
      if (isMore && wholeSeconds(connected.now()) < job.until) await connected.send([{ body: job }])
      return
    }
    case 'place': {
      const isMore = await connected.placeUnplaced()
      if (isMore && wholeSeconds(connected.now()) < job.until) await connected.send([{ body: job }])
      return
    }
    case 'release': {
      const isMore = await connected.ownEntries.releaseSome()
    case 'retain': {
      const isMore = await connected.keeping.retain()
      if (isMore && wholeSeconds(connected.now()) < job.until) await connected.send([{ body: job }])
      return
    }
    default:
      return job satisfies never
  }
}

/** Messages end before the cron comes again, so there is one row of them at a time and no lock. */
async function startRecleaning({ isAnyStale, send, now }: Connected): Promise<void> {
  if (!(await isAnyStale())) return
  const until = wholeSeconds(new Date(now().getTime() + config.RECLEAN_SECONDS * 1000))
  await send([{ body: { kind: 'reclean', until } }])
}

async function startPlacing({ isAnyUnplaced, send, now }: Connected): Promise<void> {
  if (!(await isAnyUnplaced())) return
  const until = wholeSeconds(new Date(now().getTime() + config.PLACE_SECONDS * 1000))
  await send([{ body: { kind: 'place', until } }])
}

async function startReleasing({ ownEntries, send, now }: Connected): Promise<void> {
  if (!(await ownEntries.isAnyDue())) return
  const until = wholeSeconds(new Date(now().getTime() + config.RELEASE_SECONDS * 1000))
  await send([{ body: { kind: 'release', until } }])
async function startRetention({ keeping, send, now }: Connected): Promise<void> {
  if (!(await keeping.isRetentionDue())) return
  const until = wholeSeconds(new Date(now().getTime() + config.RETENTION_SECONDS * 1000))
  await send([{ body: { kind: 'retain', until } }])
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
  startRecleaning,
  ({ startRefiling }: Connected) => startRefiling(),
  startPlacing,
  startReleasing,
  startRetention,
  startPolls,
  forgetOldDeeds,
]

/** Begins all that is due; what fails of it stops nothing else. */
export async function everyMinute(connected: Connected): Promise<void> {
  const done = await Promise.allSettled(EVERY_MINUTE.map(async (begin) => begin(connected)))
  for (const task of done)
    if (task.status === 'rejected') connected.log(failureLine('cron failed', task.reason))
}
