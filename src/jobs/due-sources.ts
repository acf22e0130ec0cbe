import type { SourceStore } from '../domain/store.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { Job } from './job.ts'

export interface DueDeps {
  sources: Pick<SourceStore, 'claimDue'>
  send: (jobs: readonly Job[]) => Promise<void>
  sourcesPerRun: number
  queuedSeconds: number
  now: () => Date
}

/** Sends one message for each source that is due, so that a slow one holds up nobody. */
export async function queueDueSources(deps: DueDeps): Promise<number> {
  const now = deps.now()
  const queuedUntil = new Date(now.getTime() + deps.queuedSeconds * 1000)
  const slugs = await deps.sources.claimDue(
    wholeSeconds(now),
    wholeSeconds(queuedUntil),
    deps.sourcesPerRun,
  )
  await deps.send(slugs.map((slug) => ({ kind: 'poll', slug })))
  return slugs.length
}
