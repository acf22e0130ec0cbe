import type { EntryContent } from './entry.ts'
import type { TopicMatch } from './topic.ts'

/** A stored entry as far as rules look at it, with which text of it was read. */
interface RestorableEntry {
  key: string
  source: string | null
  revision: number
  cleanings: number
  content: EntryContent
}

/** What the operator has taken out of the newsroom, whatever its source says of it. */
export interface WithdrawalStore {
  /** Withdraws an entry for as long as the operator likes; another reason takes the older one's place. */
  withdraw(key: string, because: string | null, now: string): Promise<void>
  restorable(key: string): Promise<RestorableEntry | undefined>
  /**
   * Takes the operator's word back and files the entry; false when it says something else by now.
   * It is shown unless its source has withdrawn it as well.
   */
  restore(
    entry: Pick<RestorableEntry, 'key' | 'revision' | 'cleanings'>,
    topics: readonly TopicMatch[],
    now: string,
  ): Promise<boolean>
}
