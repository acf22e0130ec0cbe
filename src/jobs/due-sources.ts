import type { SourceStore } from '../domain/store.ts'
import { spaced, type SpacingPolicy } from '../poll/spacing.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { Message } from './job.ts'

export interface DueDeps {
  sources: Pick<SourceStore, 'due' | 'claim'>
  send: (messages: readonly Message[]) => Promise<void>
  spacing: SpacingPolicy
  /** Of the sources that are due, how many are looked at to find some on other hosts. */
  dueAtOnce: number
  queuedSeconds: number
  isUnspaced: (url: string) => boolean
  now: () => Date
}

/** Sends one message for each source that is due, so that a slow one holds up nobody. */
export async function queueDueSources(deps: DueDeps): Promise<number> {
  const now = deps.now()
  const due = await deps.sources.due(wholeSeconds(now), deps.dueAtOnce)
  if (due.length === 0) return 0
  const chosen = spaced(due, deps.spacing, deps.isUnspaced)
  const queuedUntil = new Date(now.getTime() + deps.queuedSeconds * 1000)
  const claimed = await deps.sources.claim(
    chosen.map(({ slug }) => slug),
    wholeSeconds(now),
    wholeSeconds(queuedUntil),
  )
  const ours = new Set(claimed)
  const messages = chosen
    .filter(({ slug }) => ours.has(slug))
    .map(({ slug, delaySeconds }) => ({ body: { kind: 'poll' as const, slug }, delaySeconds }))
  await deps.send(messages)
  return messages.length
}
