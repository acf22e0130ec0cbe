import type { AlarmStore, Alert } from '../domain/alert.ts'
import type { Log } from '../domain/log.ts'
import { alertLine, outgoing } from '../watch/alert-message.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface AlarmBellDeps {
  alarms: AlarmStore
  /** Whether there is a webhook to be told. The log is told in any case. */
  hasWebhook: boolean
  newsroomUrl: string
  newId: () => string
  log: Log
  now: () => Date
}

/** Raises and clears alarms; whoever did so first tells of it. */
export function alarmBell({ alarms, hasWebhook, newsroomUrl, newId, log, now }: AlarmBellDeps) {
  const onItsWay = (alert: Alert, at: string) =>
    hasWebhook ? outgoing(alert, { id: newId(), at, newsroom: newsroomUrl }) : undefined
  return {
    isRaised: (name: string) => alarms.isRaised(name),
    async raise(name: string, alert: Alert): Promise<void> {
      const at = wholeSeconds(now())
      if (await alarms.raise(name, at, onItsWay(alert, at))) log(alertLine(alert))
    },
    async clear(name: string, alert: Alert): Promise<void> {
      if (await alarms.clear(name, onItsWay(alert, wholeSeconds(now())))) log(alertLine(alert))
    },
  }
}

export type AlarmBell = ReturnType<typeof alarmBell>
