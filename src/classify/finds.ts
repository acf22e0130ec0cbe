import type { EntryField, Evidence } from '../domain/topic.ts'
import type { Leaf } from './conditions.ts'
import { contextsAmong, isInContext, isWithin } from './contexts.ts'
import type { Passage } from './fields.ts'
import type { Find } from './phrase-trie.ts'
import {
  type Classifier,
  type CompiledTopic,
  primaryLanguage,
  type Rule,
  type TermRule,
  wholeKey,
} from './rules.ts'

/** What a passage says to one topic. */
export interface PassageFinds {
  evidence: Evidence[]
  /** Phrases that the topic's condition asks about. */
  leaves: { leaf: Leaf; evidence: Evidence }[]
}

/** As the evidence calls the topic's condition. */
const CONDITION = 'rule'

export const rounded = (weight: number) => Math.round(weight * 1000) / 1000

/** All that was found in a passage, by topic. */
function findsByTopic({ trie, prefixes, categories }: Classifier, { field, tokens }: Passage) {
  const finds = [...trie.find(tokens), ...prefixes.find(tokens)]
  if (field === 'category')
    for (const owner of categories.get(wholeKey(tokens)) ?? [])
      finds.push({ owner, first: 0, last: tokens.length - 1 })
  return Map.groupBy(finds, ({ owner }) => owner.topic)
}

/** A find that is read: a term that counts, or words that do not. */
interface Reading {
  find: Find<Rule>
  counts: boolean
}

/**
 * Of the same words, an excluded phrase wins over a term, a term that counts over one that does not
 * in its context, and a heavier one over a lighter.
 */
function precedence({ find: { owner }, counts }: Reading): number {
  if (owner.kind !== 'term') return Infinity
  return counts ? Math.abs(owner.weight) : -1
}

/**
 * Words are read from left to right and taken by the longest phrase: "Self-Defense Forces" counts
 * although "self-defense" is excluded, and "South China Sea" is not China as well.
 */
function withoutOverlaps(readings: Reading[]): Reading[] {
  if (readings.length < 2) return readings
  let taken = -1
  return readings
    .toSorted(
      (a, b) =>
        a.find.first - b.find.first || b.find.last - a.find.last || precedence(b) - precedence(a),
    )
    .filter(({ find: { first, last } }) => {
      const free = first > taken
      if (free) taken = last
      return free
    })
}

/** Where a find stands: its field, or the summary that the opening of a content stands in for. */
function placed({ first, last }: Find<unknown>, passage: Passage) {
  const { field, text, tokens, openingEnd } = passage
  const offset = tokens[first]?.start ?? 0
  const quote = text.slice(offset, tokens[last]?.end)
  const place: EntryField = field === 'content' && offset < openingEnd ? 'summary' : field
  return { field, offset, quote, place }
}

function termEvidence(find: Find<TermRule>, passage: Passage): Evidence[] {
  const { topic, group: rule, term, weight: own } = find.owner
  const { field, offset, quote, place } = placed(find, passage)
  const weight = rounded(own * topic.weights[place])
  return weight === 0 ? [] : [{ rule, field, term, quote, offset, weight }]
}

const isTerm = (find: Find<Rule>): find is Find<TermRule> => find.owner.kind === 'term'
const isExcluded = (find: Find<Rule>) => find.owner.kind === 'excluded'

function isHeard(find: Find<TermRule>, passage: Passage, language: string | undefined): boolean {
  const { owner } = find
  if (owner.language && language && owner.language !== primaryLanguage(language)) return false
  if (!owner.fields) return true
  const { field, place } = placed(find, passage)
  return owner.fields.has(field) || owner.fields.has(place)
}

function leafFinds(
  topic: CompiledTopic,
  finds: readonly Find<Rule>[],
  passage: Passage,
): PassageFinds['leaves'] {
  if (!topic.condition) return []
  const excluded = finds.filter(isExcluded)
  return finds.flatMap((find) => {
    const { owner } = find
    if (owner.kind !== 'condition') return []
    const { field, offset, quote, place } = placed(find, passage)
    const { leaf } = owner
    if (leaf.fields && !leaf.fields.has(field) && !leaf.fields.has(place)) return []
    if (isWithin(find, excluded)) return []
    const evidence = { rule: CONDITION, field, term: leaf.term, quote, offset, weight: 0 }
    return [{ leaf, evidence }]
  })
}

/** What a passage says to each topic. */
export function findsIn(
  classifier: Classifier,
  passage: Passage,
  language: string | undefined,
): Map<CompiledTopic, PassageFinds> {
  return new Map(
    [...findsByTopic(classifier, passage)].map(([topic, finds]) => {
      const contexts = contextsAmong(finds)
      const readings = finds.flatMap((find): Reading[] => {
        if (isExcluded(find)) return [{ find, counts: false }]
        if (!isTerm(find) || !isHeard(find, passage, language)) return []
        return [{ find, counts: isInContext(find, contexts) }]
      })
      const evidence = withoutOverlaps(readings)
        .filter(({ counts }) => counts)
        .flatMap(({ find }) => (isTerm(find) ? termEvidence(find, passage) : []))
      return [topic, { evidence, leaves: leafFinds(topic, finds, passage) }]
    }),
  )
}
