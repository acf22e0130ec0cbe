import type { EntryField, FieldWeights } from '../domain/topic.ts'
import type { CompiledCondition, Leaf } from './conditions.ts'
import type { PhraseTrie } from './phrase-trie.ts'
import type { PrefixTable } from './prefix-table.ts'
import type { Token } from './tokens.ts'

/** A topic without its terms, which are in the trie. */
export interface CompiledTopic {
  slug: string
  weights: Record<Required<keyof FieldWeights>, number>
  repeats: number
  threshold: number
  /** Whether there is anything to reach the threshold with. */
  isScored: boolean
  condition: CompiledCondition | undefined
  /** Sources whose entries never belong. */
  never: ReadonlySet<string>
}

/** Phrases near which a term counts, or does not. */
export interface Context {
  phrases: readonly string[]
}

export interface TermRule {
  kind: 'term'
  topic: CompiledTopic
  /** The group it stands in. */
  group: string
  /** As the evidence calls it. */
  term: string
  weight: number
  /** Primary language subtag of the entries it is for; all of them when absent. */
  language: string | undefined
  fields: ReadonlySet<EntryField> | undefined
  near: Context | undefined
  unless: Context | undefined
}

/** What a phrase stands for: a term, words that must not count, or what is asked about beside these. */
export type Rule =
  | TermRule
  | { kind: 'excluded'; topic: CompiledTopic }
  | { kind: 'context'; topic: CompiledTopic; context: Context }
  | { kind: 'condition'; topic: CompiledTopic; leaf: Leaf }

export interface Classifier {
  trie: PhraseTrie<Rule>
  prefixes: PrefixTable<Rule>
  /** Publishers' categories that count, by `wholeKey`. */
  categories: Map<string, TermRule[]>
  /** Sources that count, by slug. */
  sources: Map<string, CompiledTopic[]>
}

/** A category as a whole, whatever its capitals, accents and hyphens. */
export const wholeKey = (tokens: readonly Token[]): string => tokens.map(({ key }) => key).join(' ')

export const primaryLanguage = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''
