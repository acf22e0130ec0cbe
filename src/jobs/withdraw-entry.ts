import { classify } from '../classify/classify.ts'
import type { Classifier } from '../classify/rules.ts'
import type { WithdrawalStore } from '../domain/withdrawal.ts'
import { ruledText } from '../ingest/searchable.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface WithdrawDeps {
  withdrawals: WithdrawalStore
  classifier: () => Promise<Classifier>
  /** Places anew the story that it was shown for, or may be shown for again. */
  settle: () => Promise<void>
  now: () => Date
}

/** Shows an entry to nobody, whatever polls bring of it, until the operator restores it. */
export async function withdrawEntry(
  key: string,
  because: string | null,
  { withdrawals, settle, now }: WithdrawDeps,
): Promise<void> {
  await withdrawals.withdraw(key, because, wholeSeconds(now()))
  await settle()
}

/** A poll may write another revision while one is filed; twice in a row is chance enough. */
const ROUNDS = 5

/** Takes the operator's word back: the entry is filed by the rules of today, and shown. */
export async function restoreEntry(key: string, deps: WithdrawDeps): Promise<void> {
  const { withdrawals, classifier, settle, now } = deps
  for (let round = 0; round < ROUNDS; round += 1) {
    const entry = await withdrawals.restorable(key)
    if (!entry) return
    const topics = classify(await classifier(), ruledText(entry.content, entry.source))
    if (await withdrawals.restore(entry, topics, wholeSeconds(now()))) return settle()
  }
  throw new Error(`entry ${key} could not be restored: it was changed again and again`)
}
