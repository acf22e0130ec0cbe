import type { Alert, AlertOutbox, OutgoingAlert } from '../domain/alert.ts'
import type { Log } from '../domain/log.ts'
import { outgoing } from '../watch/alert-message.ts'
import { secondsToRetry } from '../watch/retry.ts'
import { wholeSeconds } from '../web/moment.ts'

interface Delivery {
  delivered: boolean
  status: number | null
  because: string
}

export interface DeliverDeps {
  outbox: AlertOutbox
  /** Absent: there is no webhook any more. */
  send: ((alert: OutgoingAlert) => Promise<Delivery>) | undefined
  log: Log
  now: () => Date
}

/**
 * Tries to deliver an alert. It stays until it has arrived or a day has passed, so that whatever is
 * cut off is tried again; its reader knows by the id what it has had already.
 */
export async function deliverAlert(id: string, deps: DeliverDeps): Promise<Delivery | undefined> {
  const { outbox, send, log, now } = deps
  const alert = await outbox.byId(id)
  if (!alert || !send) return undefined
  const delivery = await send(alert)
  if (delivery.delivered) {
    await outbox.close(id, 'delivered')
    return delivery
  }
  const attempts = alert.attempts + 1
  const wait = secondsToRetry(attempts, (now().getTime() - Date.parse(alert.at)) / 1000)
  const told = { kind: 'alert', id, attempts, status: delivery.status } as const
  if (wait === undefined) {
    await outbox.close(id, 'given up')
    const message = `an alert is given up after ${attempts} attempts: ${delivery.because}`
    log({ ...told, message, level: 'error' })
  } else {
    await outbox.postpone(id, wholeSeconds(new Date(now().getTime() + wait * 1000)))
    const message = `an alert did not arrive: ${delivery.because}`
    log({ ...told, message, level: 'warn' })
  }
  return delivery
}

export interface SendAlertsDeps {
  outbox: Pick<AlertOutbox, 'claim'>
  send: (messages: readonly { body: { kind: 'alert'; id: string } }[]) => Promise<void>
  /** So long nobody else is given what is on its way. */
  claimedSeconds: number
  atOnce: number
  now: () => Date
}

/** Queues the alerts whose time has come. */
export async function queueAlerts(deps: SendAlertsDeps): Promise<void> {
  const now = deps.now()
  const until = wholeSeconds(new Date(now.getTime() + deps.claimedSeconds * 1000))
  const ids = await deps.outbox.claim(wholeSeconds(now), until, deps.atOnce)
  await deps.send(ids.map((id) => ({ body: { kind: 'alert', id } })))
}

export interface TestDeps extends DeliverDeps {
  claimedSeconds: number
  newId: () => string
  newsroomUrl: string
}

/** Sends an alert that means nothing. Should it not arrive it is tried again as any other. */
export async function sendTest(deps: TestDeps): Promise<{ id: string } & Partial<Delivery>> {
  const { outbox, claimedSeconds, newId, newsroomUrl, now } = deps
  const at = now()
  const alert: Alert = { type: 'alert.test', message: 'this is a test: alerts arrive' }
  const message = outgoing(alert, { id: newId(), at: wholeSeconds(at), newsroom: newsroomUrl })
  await outbox.add(message, wholeSeconds(new Date(at.getTime() + claimedSeconds * 1000)))
  return { id: message.id, ...(await deliverAlert(message.id, deps)) }
}
