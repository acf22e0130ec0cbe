import type { Gazetteer } from '../domain/gazetteer.ts'
import type { Topic } from '../domain/topic.ts'
import { sha256 } from '../web/digest.ts'

/** Raised whenever the same rule finds something else in the same text: what is stored is then filed anew. */
const CLASSIFIER_VERSION = 2

/**
 * A name for all that decides whether an entry belongs to a topic, and with what evidence. Its title
 * is not among it, nor how long its entries are kept: a topic that is only called otherwise need not
 * be filed again.
 */
export function ruleDigest(topic: Topic, gazetteers: readonly Gazetteer[]): string {
  const { title: _title, description: _description, keep: _keep, ...rule } = topic
  const slugs = new Set(Object.values(rule.groups).map(({ gazetteer }) => gazetteer))
  const places = gazetteers.filter(({ slug }) => slugs.has(slug))
  return sha256(JSON.stringify([CLASSIFIER_VERSION, rule, places])).slice(0, 16)
}
