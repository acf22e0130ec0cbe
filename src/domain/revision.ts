import type { CleanHtml } from './entry.ts'

/** What an entry said before it was revised, as far as a person reads it. */
export interface Revision {
  /** 1 is what it said when it was first seen. */
  revision: number
  /** When this was recorded here, RFC 3339. */
  changedAt: string
  title: string
  summary?: CleanHtml | undefined
  content?: CleanHtml | undefined
}

export interface RevisionStore {
  /** What an entry said before, the newest first. */
  revisions(key: string, limit: number): Promise<Revision[]>
}
