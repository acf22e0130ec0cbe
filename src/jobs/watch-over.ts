import type { AlarmStore } from '../domain/alert.ts'
import type { VitalsStore } from '../domain/vitals.ts'
import { isStuck, type StuckPolicy } from '../watch/stuck.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { AlarmBell } from './alarm-bell.ts'

export interface WatchPolicy extends StuckPolicy {
  /** Sources that are told of in one run. */
  endingsAtOnce: number
  /** What a plan's database may hold, and how full it may be before that is told. */
  databases: readonly { name: string; maxBytes: number; whose: string }[]
  fullShare: number
}

export interface WatchDeps {
  bell: AlarmBell
  alarms: Pick<AlarmStore, 'endings'>
  vitals: Pick<VitalsStore, 'vitals'>
  isPolling: boolean
  policy: WatchPolicy
  now: () => Date
}

/** Polls are due and none is made. */
export const QUEUE_ALARM = 'queue'
const endedAlarm = (slug: string) => `ended:${slug}`

/**
 * Looks for what an operator wants to be told of. All of it is seen in what is stored, so it does
 * not matter when or by whom it was written, nor whether the last look was cut off.
 */
export async function watchOver(deps: WatchDeps): Promise<void> {
  await watchEndings(deps)
  const vitals = await deps.vitals.vitals(wholeSeconds(deps.now()))
  await watchDatabase(vitals.databaseBytes, deps)
  if (deps.isPolling) await watchQueue(vitals, deps)
}

async function watchEndings({ alarms, bell, policy }: WatchDeps): Promise<void> {
  const { ended, returned } = await alarms.endings(policy.endingsAtOnce)
  for (const source of ended)
    await bell.raise(endedAlarm(source), {
      type: 'source.ended',
      message: `the source "${source}" has ended: its server said again and again that it is gone (410)`,
      source,
    })
  for (const source of returned)
    await bell.clear(endedAlarm(source), {
      type: 'source.returned',
      message: `the source "${source}" is no longer at its end`,
      source,
    })
}

async function watchQueue(
  vitals: Parameters<typeof isStuck>[0],
  { bell, policy, now }: WatchDeps,
): Promise<void> {
  const { due, oldestDueAt } = vitals.polls
  if (isStuck(vitals, now(), policy))
    await bell.raise(QUEUE_ALARM, {
      type: 'queue.stuck',
      message: `polls are due and none is made: ${due} wait, the oldest since ${oldestDueAt}`,
    })
  else if (await bell.isRaised(QUEUE_ALARM))
    await bell.clear(QUEUE_ALARM, { type: 'queue.moving', message: 'polls are made again' })
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

async function watchDatabase(bytes: number, { bell, policy }: WatchDeps): Promise<void> {
  for (const { name, maxBytes, whose } of policy.databases) {
    const message = `the database has ${megabytes(bytes)} of the ${megabytes(maxBytes)} that ${whose} may have`
    if (bytes >= maxBytes * policy.fullShare)
      await bell.raise(name, { type: 'database.filling', message })
    else if (await bell.isRaised(name)) await bell.clear(name, { type: 'database.roomy', message })
  }
}
