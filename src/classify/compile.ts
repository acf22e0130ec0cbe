import type { FieldWeights, TermGroup, Topic, TopicTerm } from '../domain/topic.ts'
import { type Writing, phrases } from './phrases.ts'
import { PhraseTrie } from './phrase-trie.ts'
import { type Token, tokenize } from './tokens.ts'

const DEFAULT_WEIGHTS = { title: 3, summary: 2, content: 1, category: 3, url: 1 }
const DEFAULT_WEIGHT = 1
const DEFAULT_REPEATS = 3
const DEFAULT_THRESHOLD = 3

/** A topic without its terms, which are in the trie. */
export interface CompiledTopic {
  slug: string
  weights: Record<keyof typeof DEFAULT_WEIGHTS, number>
  repeats: number
  threshold: number
}

/** What a phrase stands for: a term of a topic, or words of it that must not count. */
export interface Rule {
  topic: CompiledTopic
  /** As the evidence calls it; null for an excluded phrase. */
  term: string | null
  weight: number
  /** Primary language subtag of the entries it is for; all of them when absent. */
  language?: string | undefined
}

export interface Classifier {
  trie: PhraseTrie<Rule>
  /** Publishers' categories that count, by `wholeKey`. */
  categories: Map<string, Rule[]>
}

/** A category as a whole, whatever its capitals, accents and hyphens. */
export const wholeKey = (tokens: readonly Token[]): string => tokens.map(({ key }) => key).join(' ')

export const primaryLanguage = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''

/** Later weights win; one that was left out leaves the earlier one. */
const fieldWeights = (own: FieldWeights = {}): CompiledTopic['weights'] => ({
  title: own.title ?? DEFAULT_WEIGHTS.title,
  summary: own.summary ?? DEFAULT_WEIGHTS.summary,
  content: own.content ?? DEFAULT_WEIGHTS.content,
  category: own.category ?? DEFAULT_WEIGHTS.category,
  url: own.url ?? DEFAULT_WEIGHTS.url,
})

function addPhrase(trie: PhraseTrie<Rule>, rule: Rule, text: string, writing: Writing): void {
  for (const { keys, cased } of phrases(text, writing)) trie.add(keys, rule, cased)
}

/** The terms of a group, each with what the group says of all. */
const termsOf = ({ terms, ...reading }: TermGroup): TopicTerm[] =>
  terms.map((term) => Object.assign({}, reading, typeof term === 'string' ? { term } : term))

function addTerm(trie: PhraseTrie<Rule>, topic: CompiledTopic, term: TopicTerm): void {
  const rule: Rule = {
    topic,
    term: term.term,
    weight: term.weight ?? DEFAULT_WEIGHT,
    language: term.language === undefined ? undefined : primaryLanguage(term.language),
  }
  for (const text of [term.term, ...(term.aliases ?? [])]) addPhrase(trie, rule, text, term)
}

/** All topics as one thing to look texts up in. Made once per set of topics, used for every entry. */
export function compileTopics(topics: readonly Topic[]): Classifier {
  const trie = new PhraseTrie<Rule>()
  const categories: Classifier['categories'] = new Map()
  for (const { slug, groups, exclude = [], categories: own = [], ...topic } of topics) {
    const compiled: CompiledTopic = {
      slug,
      weights: fieldWeights(topic.weights),
      repeats: topic.repeats ?? DEFAULT_REPEATS,
      threshold: topic.threshold ?? DEFAULT_THRESHOLD,
    }
    for (const term of Object.values(groups).flatMap(termsOf)) addTerm(trie, compiled, term)
    for (const phrase of exclude)
      addPhrase(trie, { topic: compiled, term: null, weight: 0 }, phrase, {})
    for (const category of own) {
      const key = wholeKey(tokenize(category))
      const rules = categories.get(key) ?? []
      categories.set(key, [...rules, { topic: compiled, term: category, weight: DEFAULT_WEIGHT }])
    }
  }
  return { trie, categories }
}
