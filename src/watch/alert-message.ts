import type { Alert, OutgoingAlert } from '../domain/alert.ts'
import type { LogLine } from '../domain/log.ts'

/** Of which of several newsrooms it is told, and when. */
export function outgoing(
  { type, message, source }: Alert,
  { id, at, newsroom }: { id: string; at: string; newsroom: string },
): OutgoingAlert {
  // As Standard Webhooks recommends: type, timestamp, data.
  return {
    id,
    at,
    payload: JSON.stringify({ type, timestamp: at, data: { message, source, newsroom } }),
  }
}

/** What is over is no bad news. */
const GOOD = new Set<Alert['type']>([
  'source.returned',
  'outage.over',
  'queue.moving',
  'database.roomy',
  'alert.test',
])

/** The same for whoever reads the log. */
export function alertLine({ type, message, source }: Alert): LogLine {
  return {
    message,
    kind: 'alert',
    level: GOOD.has(type) ? 'info' : 'error',
    type,
    ...(source !== undefined && { source }),
  }
}
