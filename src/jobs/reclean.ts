import { classify } from '../classify/classify.ts'
import type { Classifier } from '../classify/rules.ts'
import { failureLine, type Log } from '../domain/log.ts'
import type { RecleanedEntry, RecleanStore, StaleEntry } from '../domain/store.ts'
import { cleanedAgain } from '../ingest/cleaned-again.ts'
import { SANITIZER_VERSION } from '../ingest/sanitize.ts'
import { ruledText } from '../ingest/searchable.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface RecleanDeps {
  entries: RecleanStore
  classifier: () => Promise<Classifier>
  limits: { entries: number; characters: number }
  log: Log
  now: () => Date
}

/**
 * Cleans again some of the entries that an older sanitiser has cleaned. Which are left is known by
 * their versions alone, so a run may end anywhere and the next goes on from there.
 *
 * @returns whether there may be more.
 */
export async function reclean(deps: RecleanDeps): Promise<boolean> {
  const stale = await deps.entries.stale(SANITIZER_VERSION, deps.limits)
  await heal(stale, deps)
  return stale.length > 0
}

/**
 * Cleans again what is about to be compared with what its source says now. Otherwise all that a
 * better sanitiser cleans otherwise would look as if its publisher had changed it.
 */
export async function recleanAmong(keys: readonly string[], deps: RecleanDeps): Promise<void> {
  for (let from = 0; from < keys.length; from += deps.limits.entries) {
    const some = keys.slice(from, from + deps.limits.entries)
    await heal(await deps.entries.staleAmong(some, SANITIZER_VERSION), deps)
  }
}

async function heal(stale: StaleEntry[], { entries, classifier, log, now }: RecleanDeps) {
  if (stale.length === 0) return
  const rules = await classifier()
  const changed = await Promise.all(stale.map((entry) => healed(entry, rules, log)))
  await entries.reclean(
    stale.map(({ key }) => key),
    changed.filter((entry) => entry !== undefined),
    SANITIZER_VERSION,
    wholeSeconds(now()),
  )
}

async function healed(
  entry: StaleEntry,
  rules: Classifier,
  log: Log,
): Promise<RecleanedEntry | undefined> {
  const { key, source, revision, sortAt, isFiled } = entry
  try {
    const again = cleanedAgain(entry.content, entry.written)
    if (!again) return undefined
    const topics = isFiled ? classify(rules, ruledText(again.content, source)) : []
    return { key, revision, sortAt, topics, ...again }
  } catch (error) {
    // A fault of ours, and expected of no entry; the others are not to wait for it for ever.
    log(failureLine('an entry could not be cleaned again', error, { key }))
    return undefined
  }
}
