import type { Log } from '../domain/log.ts'
import type { Source } from '../domain/source.ts'
import type { HostStore, SourceStore } from '../domain/store.ts'
import { putOffLine } from '../poll/log-line.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface PollDueDeps {
  sources: Pick<SourceStore, 'bySlug' | 'postpone'>
  hosts: HostStore
  poll: (source: Source) => Promise<unknown>
  log: Log
  now: () => Date
}

/**
 * Does what a message asks, if that is still to be done: the source may have been removed since,
 * or polled by its operator, or the message may have been delivered twice; and another feed of its
 * host may have been told to wait, which holds for this one too.
 */
export async function pollDue(slug: string, deps: PollDueDeps): Promise<void> {
  const now = wholeSeconds(deps.now())
  const source = await deps.sources.bySlug(slug)
  if (!source || source.nextPollAt > now) return
  const wait = await deps.hosts.waiting(URL.parse(source.url)?.host ?? '', now)
  if (!wait) {
    await deps.poll(source)
    return
  }
  await deps.sources.postpone(slug, wait.notBefore, wait.because)
  deps.log(putOffLine(slug, wait.notBefore, wait.because))
}
