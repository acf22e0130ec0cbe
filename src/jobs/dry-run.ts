import { classify } from '../classify/classify.ts'
import { compileTopics } from '../classify/compile.ts'
import type { Gazetteer } from '../domain/gazetteer.ts'
import type { RecentEntries } from '../domain/topic-store.ts'
import type { Evidence, Topic } from '../domain/topic.ts'
import { ruledText } from '../ingest/searchable.ts'

export interface DryRunDeps {
  entries: Pick<RecentEntries, 'newest'>
  gazetteers: () => Promise<Gazetteer[]>
  /** How many entries are read at once, and how many of each kind are shown. */
  limits: { atOnce: number; examples: number }
}

/** An entry that would join or leave a topic, with the words that say so. */
interface Example {
  key: string
  url: string | undefined
  title: string
  evidence: Evidence[]
}

interface Moved {
  count: number
  /** The newest of them. */
  examples: Example[]
}

/** What a changed rule would do. */
export interface DryRun {
  slug: string
  /** How many of the newest entries were looked at. */
  entries: number
  adds: Moved
  drops: Moved
  /** How many stay in the topic. */
  stays: number
}

/** Tells what a topic would gain and lose among the newest entries; stores nothing. */
export async function dryRun(topic: Topic, maxEntries: number, deps: DryRunDeps): Promise<DryRun> {
  const { slug } = topic
  const { atOnce, examples } = deps.limits
  const rules = compileTopics([topic], await deps.gazetteers())
  const result: DryRun = { slug, entries: 0, adds: none(), drops: none(), stays: 0 }
  const count = (moved: Moved, example: Example) => {
    moved.count += 1
    if (moved.examples.length < examples) moved.examples.push(example)
  }
  let before: { sortAt: string; key: string } | undefined
  while (result.entries < maxEntries) {
    const wanted = Math.min(atOnce, maxEntries - result.entries)
    const found = await deps.entries.newest(before, wanted)
    for (const { key, content, source, topics } of found) {
      const { url, title } = content
      const [match] = classify(rules, ruledText(content, source))
      const filed = topics.find((other) => other.slug === slug)
      if (match && filed) result.stays += 1
      else if (match) count(result.adds, { key, url, title, evidence: match.evidence })
      else if (filed) count(result.drops, { key, url, title, evidence: filed.evidence })
    }
    result.entries += found.length
    before = found.at(-1)
    if (found.length < wanted) break
  }
  return result
}

const none = (): Moved => ({ count: 0, examples: [] })
