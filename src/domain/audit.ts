/** Through which door an operator came: the API with its token, the desk, or the files of `data/`. */
export type Door = 'token' | 'desk' | 'files'

/** Something that an operator is about to do. */
interface Deed {
  /** RFC 3339. */
  at: string
  who: Door
  /** Where the request came from, as far as it is known. */
  address: string | null
  method: string
  path: string
  /** In words. */
  what: string
  /** What was asked and what came of it, without secrets. */
  detail: Record<string, unknown>
}

/** Something that an operator did. */
export interface AuditedDeed extends Deed {
  id: number
  /** Of the answer; null when it was begun and is not known to have ended. */
  status: number | null
}

export interface AuditStore {
  /** Writes down what is about to be done; returns what it is called from then on. */
  begin(deed: Deed): Promise<number>
  end(id: number, status: number, detail: Deed['detail']): Promise<void>
  /** The newest first; `before` is the id of the last one that is known already. */
  latest(limit: number, before?: number): Promise<AuditedDeed[]>
  /** Forgets what is older than that moment. */
  forget(before: string): Promise<void>
}

/** What is counted for good, by name. */
export interface CounterStore {
  add(name: string, count: number): Promise<void>
}
