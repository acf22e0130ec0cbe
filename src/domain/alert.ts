/** What an operator wants to be woken for, and the end of it. */
type AlertType =
  | 'source.ended'
  | 'source.returned'
  | 'outage.began'
  | 'outage.over'
  | 'queue.stuck'
  | 'queue.moving'
  | 'database.filling'
  | 'database.roomy'
  | 'alert.test'

/** What is to be told, before it is a message. */
export interface Alert {
  type: AlertType
  /** In words. */
  message: string
  /** The slug of the source it is about. */
  source?: string | undefined
}

/** An alert on its way: the same id and bytes at every attempt. */
export interface OutgoingAlert {
  id: string
  /** RFC 3339. */
  at: string
  payload: string
}

/** What the operator is told once, for as long as it lasts. */
export interface AlarmStore {
  isRaised(name: string): Promise<boolean>
  /** The names of all that are raised, without those of single sources. */
  raised(): Promise<ReadonlySet<string>>
  /**
   * Whether it was not raised before.
   *
   * @param alert goes out if it was not, in one transaction: a crash loses neither or both.
   */
  raise(name: string, now: string, alert: OutgoingAlert | undefined): Promise<boolean>
  /** Whether it was raised. */
  clear(name: string, alert: OutgoingAlert | undefined): Promise<boolean>
  /** Sources that have ended and of which that was not told, and those of which it is no longer so. */
  endings(limit: number): Promise<{ ended: string[]; returned: string[] }>
}

/** Alerts on their way. */
export interface AlertOutbox {
  add(alert: OutgoingAlert, nextAttemptAt: string): Promise<void>
  /** The ids of those whose time has come; nobody else is given them until then. */
  claim(now: string, until: string, limit: number): Promise<string[]>
  byId(id: string): Promise<(OutgoingAlert & { attempts: number }) | undefined>
  postpone(id: string, nextAttemptAt: string): Promise<void>
  /** It has arrived, or nobody tries any longer. */
  close(id: string, as: 'delivered' | 'given up'): Promise<void>
}
