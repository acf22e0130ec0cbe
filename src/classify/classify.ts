import type { Evidence, TopicMatch } from '../domain/topic.ts'
import {
  type Classifier,
  type CompiledTopic,
  type Rule,
  wholeKey,
  primaryLanguage,
} from './compile.ts'
import { type ClassifiableText, type Passage, passages } from './fields.ts'
import type { Find } from './phrase-trie.ts'

/** A topic an entry has some evidence for, whether or not it is enough. */
interface Score {
  topic: CompiledTopic
  score: number
  evidence: Evidence[]
}

/** What was nearly enough. */
export interface NearMiss {
  slug: string
  /** What the score falls short of the threshold by. */
  missing: number
  evidence: Evidence[]
}

type Finds = Map<CompiledTopic, Find<Rule>[]>

/** All that was found in a passage, by topic. */
function findsIn({ trie, categories }: Classifier, passage: Passage, language?: string): Finds {
  const finds = trie.find(passage.tokens)
  if (passage.field === 'category')
    for (const owner of categories.get(wholeKey(passage.tokens)) ?? [])
      finds.push({ owner, first: 0, last: passage.tokens.length - 1 })
  const heard = finds.filter(
    ({ owner }) => !owner.language || !language || owner.language === primaryLanguage(language),
  )
  return Map.groupBy(heard, ({ owner }) => owner.topic)
}

/** An excluded phrase wins over a term of the same words, a heavier term over a lighter one. */
const precedence = ({ term, weight }: Rule) => (term === null ? Infinity : Math.abs(weight))

/**
 * Words are read from left to right and taken by the longest phrase: "Self-Defense Forces" counts
 * although "self-defense" is excluded, and "South China Sea" is not China as well.
 */
function withoutOverlaps(finds: readonly Find<Rule>[]): Find<Rule>[] {
  let taken = -1
  return finds
    .toSorted(
      (a, b) => a.first - b.first || b.last - a.last || precedence(b.owner) - precedence(a.owner),
    )
    .filter(({ first, last }) => {
      const free = first > taken
      if (free) taken = last
      return free
    })
}

const rounded = (weight: number) => Math.round(weight * 1000) / 1000

function toEvidence({ owner, first, last }: Find<Rule>, passage: Passage): Evidence[] {
  const offset = passage.tokens[first]?.start ?? 0
  const quote = passage.text.slice(offset, passage.tokens[last]?.end)
  const { field } = passage
  const place = field === 'content' && offset < passage.openingEnd ? 'summary' : field
  const weight = rounded(owner.weight * owner.topic.weights[place])
  return owner.term === null || weight === 0
    ? []
    : [{ field, term: owner.term, quote, offset, weight }]
}

/** The weightiest finds of each term, as many as may count, in the order they were read. */
function counted(evidence: readonly Evidence[], repeats: number): Evidence[] {
  const strongest = Map.groupBy(evidence, ({ term }) => term)
    .values()
    .flatMap((same) =>
      same.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, repeats),
    )
  const kept = new Set(strongest)
  return evidence.filter((piece) => kept.has(piece))
}

function scores(classifier: Classifier, text: ClassifiableText): Score[] {
  const found = new Map<CompiledTopic, Evidence[]>()
  for (const passage of passages(text))
    for (const [topic, finds] of findsIn(classifier, passage, text.language)) {
      const evidence = found.get(topic) ?? []
      for (const find of withoutOverlaps(finds)) evidence.push(...toEvidence(find, passage))
      found.set(topic, evidence)
    }
  return [...found].map(([topic, all]) => {
    const evidence = counted(all, topic.repeats)
    return {
      topic,
      evidence,
      score: rounded(evidence.reduce((sum, { weight }) => sum + weight, 0)),
    }
  })
}

const bySlug = (a: { slug: string }, b: { slug: string }) => (a.slug < b.slug ? -1 : 1)

/** The topics an entry belongs to, each with the words that say so. */
export function classify(classifier: Classifier, text: ClassifiableText): TopicMatch[] {
  return scores(classifier, text)
    .filter(({ topic, score }) => score >= topic.threshold)
    .map(({ topic, evidence }) => ({ slug: topic.slug, evidence }))
    .toSorted(bySlug)
}

/** The topics an entry has evidence for, but not enough, the nearest first. */
export function nearMisses(classifier: Classifier, text: ClassifiableText): NearMiss[] {
  return scores(classifier, text)
    .filter(({ topic, score, evidence }) => score < topic.threshold && evidence.length > 0)
    .map(({ topic, score, evidence }) => ({
      slug: topic.slug,
      missing: rounded(topic.threshold - score),
      evidence,
    }))
    .toSorted((a, b) => a.missing - b.missing || bySlug(a, b))
}
