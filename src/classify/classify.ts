import type { Evidence, TopicMatch } from '../domain/topic.ts'
import { conditionEvidence, type FoundLeaves, holds, type Leaf, missingOf } from './conditions.ts'
import { type ClassifiableText, passages } from './fields.ts'
import { findsIn, rounded } from './finds.ts'
import type { Classifier, CompiledTopic } from './rules.ts'

/** All that an entry says to a topic, whether or not it is enough. */
interface Hearing {
  topic: CompiledTopic
  source: string | undefined
  evidence: Evidence[]
  score: number
  leaves: FoundLeaves
}

/** A topic that an entry says something to, and not enough. */
export interface NearMiss {
  slug: string
  /** What was not there, in words. */
  missing: string[]
  /** How much of the threshold was reached; absent where a condition decides alone. */
  score?: number
  threshold?: number
  evidence: Evidence[]
}

/** The weightiest finds of each term, as many as may count, in the order they were read. */
function counted(evidence: Evidence[], repeats: number): Evidence[] {
  if (evidence.length <= repeats) return evidence
  const strongest = Map.groupBy(evidence, ({ term }) => term)
    .values()
    .flatMap((same) =>
      same.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, repeats),
    )
  const kept = new Set(strongest)
  return evidence.filter((piece) => kept.has(piece))
}

/** That it comes from a source that counts. */
function sourceEvidence(classifier: Classifier, source: string | undefined) {
  if (source === undefined) return []
  return (classifier.sources.get(source) ?? []).map((topic) => {
    const weight = topic.weights.source
    const evidence: Evidence = {
      rule: 'sources',
      field: 'source',
      term: source,
      quote: source,
      offset: 0,
      weight,
    }
    return { topic, evidence }
  })
}

interface Found {
  evidence: Evidence[]
  leaves: Map<Leaf, Evidence[]>
}

/** Of what a condition asks about, the first finds are enough. */
function addTo(leaves: Found['leaves'], leaf: Leaf, words: Evidence, repeats: number): void {
  const before = leaves.get(leaf)
  if (!before) leaves.set(leaf, [words])
  else if (before.length < repeats) before.push(words)
}

function everythingFound(classifier: Classifier, text: ClassifiableText) {
  const found = new Map<CompiledTopic, Found>()
  const foundOf = (topic: CompiledTopic) => {
    const known = found.get(topic) ?? { evidence: [], leaves: new Map<Leaf, Evidence[]>() }
    found.set(topic, known)
    return known
  }
  for (const passage of passages(text))
    for (const [topic, { evidence, leaves }] of findsIn(classifier, passage, text.language)) {
      const known = foundOf(topic)
      for (const piece of evidence) known.evidence.push(piece)
      for (const { leaf, evidence: words } of leaves)
        addTo(known.leaves, leaf, words, topic.repeats)
    }
  for (const { topic, evidence } of sourceEvidence(classifier, text.source))
    foundOf(topic).evidence.push(evidence)
  return found
}

const hearings = (classifier: Classifier, text: ClassifiableText): Hearing[] =>
  [...everythingFound(classifier, text)].map(([topic, { evidence: all, leaves }]) => {
    const evidence = counted(all, topic.repeats)
    const score = rounded(evidence.reduce((sum, { weight }) => sum + weight, 0))
    return { topic, source: text.source, evidence, score, leaves }
  })

/** What keeps an entry out of a topic, in words. */
function missing({ topic, source, score, leaves }: Hearing): string[] {
  const { isScored, threshold, condition, never } = topic
  return [
    ...(isScored && score < threshold
      ? [`a score of ${threshold}: what was found adds up to ${score}`]
      : []),
    ...(condition ? missingOf(condition, leaves) : []),
    ...(source !== undefined && never.has(source)
      ? [`another source: entries of "${source}" never belong`]
      : []),
  ]
}

const belongs = ({ topic, source, score, leaves }: Hearing): boolean =>
  (!topic.isScored || score >= topic.threshold) &&
  (!topic.condition || holds(topic.condition, leaves)) &&
  (source === undefined || !topic.never.has(source))

const evidenceOf = ({ topic, evidence, leaves }: Hearing): Evidence[] => [
  ...evidence,
  ...(topic.condition ? conditionEvidence(topic.condition, leaves) : []),
]

const bySlug = (a: { slug: string }, b: { slug: string }) => (a.slug < b.slug ? -1 : 1)

/** The topics an entry belongs to, each with the words that say so. */
export function classify(classifier: Classifier, text: ClassifiableText): TopicMatch[] {
  return hearings(classifier, text)
    .filter(belongs)
    .map((hearing) => ({ slug: hearing.topic.slug, evidence: evidenceOf(hearing) }))
    .toSorted(bySlug)
}

/** How much of the threshold is there; a condition that nearly holds is half of one. */
const reached = ({ score, threshold }: NearMiss) =>
  score === undefined || threshold === undefined ? 0.5 : score / threshold

/** The topics an entry says something to, but not enough, the nearest first. */
export function nearMisses(classifier: Classifier, text: ClassifiableText): NearMiss[] {
  return hearings(classifier, text)
    .filter((hearing) => !belongs(hearing))
    .map((hearing): NearMiss => {
      const { topic, score } = hearing
      const { slug, threshold, isScored } = topic
      return {
        slug,
        missing: missing(hearing),
        ...(isScored && { score, threshold }),
        evidence: evidenceOf(hearing),
      }
    })
    .filter(({ evidence }) => evidence.length > 0)
    .toSorted((a, b) => reached(b) - reached(a) || bySlug(a, b))
}
