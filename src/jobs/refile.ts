import { classify } from '../classify/classify.ts'
import type { Classifier } from '../classify/rules.ts'
import type { FiledEntry, FilingLimits, Refiled, RefilingStore } from '../domain/topic-store.ts'
import { ruledText } from '../ingest/searchable.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface RefileDeps {
  refiling: RefilingStore
  classifier: () => Promise<Classifier>
  limits: FilingLimits
  now: () => Date
}

/** Where an entry belongs by the rules as they are, if that is elsewhere. */
function elsewhere(entry: FiledEntry, rules: Classifier): Refiled[] {
  const { key, revision, cleanings } = entry
  const topics = classify(rules, ruledText(entry.content, entry.source))
  return JSON.stringify(topics) === JSON.stringify(entry.topics)
    ? []
    : [{ key, revision, cleanings, topics }]
}

/**
 * Files some of the stored entries by rules that have changed. Nobody sees anything of it until the
 * last of them is done; then all feeds move at once. Where it stands is in the database alone, so a
 * run may end anywhere and the next goes on from there.
 *
 * @returns whether there is more to do that nobody else is doing.
 */
export async function refile(deps: RefileDeps): Promise<boolean> {
  const { refiling, limits } = deps
  const now = wholeSeconds(deps.now())
  const pending = await refiling.pending()
  if (!pending) return false
  const { rules, topics, progress } = pending
  if (!progress) {
    await refiling.begin(rules, now)
    return true
  }
  const entries = await refiling.after(progress.after, limits)
  const last = entries.at(-1)
  if (!last) {
    await refiling.finish(rules, now)
    return false
  }
  const classifier = await deps.classifier()
  const moved = entries.flatMap((entry) => elsewhere(entry, classifier))
  const done = { last: last.key, entries: entries.length }
  return refiling.stage({ rules, topics, progress }, moved, done)
}
