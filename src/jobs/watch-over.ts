import type { AlarmStore } from '../domain/alert.ts'
import type { Pulse, VitalsStore } from '../domain/vitals.ts'
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
  alarms: Pick<AlarmStore, 'endings' | 'raised'>
  vitals: Pick<VitalsStore, 'pulse'>
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
  const [pulse, raised] = await Promise.all([
    deps.vitals.pulse(wholeSeconds(deps.now())),
    deps.alarms.raised(),
  ])
  await watchDatabase(pulse.databaseBytes, raised, deps)
  if (deps.isPolling) await watchQueue(pulse, raised, deps)
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
  pulse: Pulse,
  raised: ReadonlySet<string>,
  { bell, policy, now }: WatchDeps,
): Promise<void> {
  const { due, oldestDueAt } = pulse.polls
  if (isStuck(pulse, now(), policy))
    await bell.raise(QUEUE_ALARM, {
      type: 'queue.stuck',
      message: `polls are due and none is made: ${due} wait, the oldest since ${oldestDueAt}`,
    })
  else if (raised.has(QUEUE_ALARM))
    await bell.clear(QUEUE_ALARM, { type: 'queue.moving', message: 'polls are made again' })
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

async function watchDatabase(
  bytes: number,
  raised: ReadonlySet<string>,
  { bell, policy }: WatchDeps,
): Promise<void> {
  for (const { name, maxBytes, whose } of policy.databases) {
    const message = `the database has ${megabytes(bytes)} of the ${megabytes(maxBytes)} that ${whose} may have`
    if (bytes >= maxBytes * policy.fullShare)
      await bell.raise(name, { type: 'database.filling', message })
    else if (raised.has(name)) await bell.clear(name, { type: 'database.roomy', message })
  }
}
