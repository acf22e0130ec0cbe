import type { Gazetteer, Place } from '../domain/gazetteer.ts'
import { type FieldWeights, isScored, type Topic } from '../domain/topic.ts'
import type { TermGroup, TopicTerm } from '../domain/topic-terms.ts'
import { compileCondition, type Leaf } from './conditions.ts'
import { type Writing, phrases } from './phrases.ts'
import { PhraseTrie } from './phrase-trie.ts'
import { PrefixTable } from './prefix-table.ts'
import {
  type Classifier,
  type CompiledTopic,
  type Context,
  type Rule,
  type TermRule,
  primaryLanguage,
  wholeKey,
} from './rules.ts'
import { tokenize } from './tokens.ts'

const DEFAULT_WEIGHTS = { title: 3, summary: 2, content: 1, category: 3, url: 1, source: 3 }
const DEFAULT_WEIGHT = 1
export const DEFAULT_REPEATS = 3
export const DEFAULT_THRESHOLD = 3

/** A member that was left out leaves the usual weight. */
const fieldWeights = (own: FieldWeights = {}): CompiledTopic['weights'] => ({
  title: own.title ?? DEFAULT_WEIGHTS.title,
  summary: own.summary ?? DEFAULT_WEIGHTS.summary,
  content: own.content ?? DEFAULT_WEIGHTS.content,
  category: own.category ?? DEFAULT_WEIGHTS.category,
  url: own.url ?? DEFAULT_WEIGHTS.url,
  source: own.source ?? DEFAULT_WEIGHTS.source,
})

function addPhrase(trie: PhraseTrie<Rule>, rule: Rule, text: string, writing: Writing): void {
  for (const { keys, cased } of phrases(text, writing)) trie.add(keys, rule, cased)
}

/** A term, with the ways to write it and how it wants to be read. */
interface NamedTerm extends Omit<TopicTerm, 'aliases'> {
  texts: readonly string[]
}

const named = ({ aliases = [], ...term }: TopicTerm): NamedTerm => ({
  ...term,
  texts: [term.term, ...aliases],
})

/** A place as terms: one for its names in Latin letters, one for each language that has its own. */
function placeTerms(place: Place): NamedTerm[] {
  const { name: term, kind: _, capital = [], demonyms = [], within = [], aliases = [] } = place
  const { names = {}, case: cased, weight } = place
  const own = { ...(weight !== undefined && { weight }) }
  const texts = [term, ...aliases, ...demonyms, ...within].concat(capital)
  return [
    { term, texts, ...own, ...(cased !== undefined && { case: cased }) },
    ...Object.entries(names).map(([language, list]) => ({ term, texts: list, language, ...own })),
  ]
}

/** The terms of a group, its places among them, each with what the group says of all. */
function termsOf(group: TermGroup, gazetteers: readonly Gazetteer[]): NamedTerm[] {
  const { terms = [], gazetteer, kinds, ...reading } = group
  const places =
    gazetteers
      .find(({ slug }) => slug === gazetteer)
      ?.places.filter(({ kind }) => kinds?.includes(kind) ?? true) ?? []
  const own = terms.map((term) => named(typeof term === 'string' ? { term } : term))
  return [...own, ...places.flatMap(placeTerms)].map((term) => Object.assign({}, reading, term))
}

function addContext(trie: PhraseTrie<Rule>, topic: CompiledTopic, texts: readonly string[]) {
  const context: Context = { phrases: texts }
  for (const text of texts) addPhrase(trie, { kind: 'context', topic, context }, text, {})
  return context
}

function addGroup(
  trie: PhraseTrie<Rule>,
  topic: CompiledTopic,
  group: string,
  terms: readonly NamedTerm[],
): void {
  // Terms of a group share the list that the group gave them.
  const contexts = new Map<readonly string[], Context>()
  const contextOf = (texts: readonly string[] | undefined) => {
    if (!texts) return undefined
    const context = contexts.get(texts) ?? addContext(trie, topic, texts)
    contexts.set(texts, context)
    return context
  }
  for (const term of terms) {
    const rule: TermRule = {
      kind: 'term',
      topic,
      group,
      term: term.term,
      weight: term.weight ?? DEFAULT_WEIGHT,
      language: term.language === undefined ? undefined : primaryLanguage(term.language),
      fields: term.fields && new Set(term.fields),
      near: contextOf(term.near),
      unless: contextOf(term.unless),
    }
    for (const text of term.texts) addPhrase(trie, rule, text, term)
  }
}

/** How the evidence calls the publishers' categories that count. */
const CATEGORIES = 'categories'

function addCategories(
  categories: Classifier['categories'],
  topic: CompiledTopic,
  own: readonly string[],
) {
  for (const category of own) {
    const key = wholeKey(tokenize(category))
    const rule: TermRule = {
      kind: 'term',
      topic,
      group: CATEGORIES,
      term: category,
      weight: DEFAULT_WEIGHT,
      language: undefined,
      fields: undefined,
      near: undefined,
      unless: undefined,
    }
    categories.set(key, [...(categories.get(key) ?? []), rule])
  }
}

function compiledTopic({ trie, prefixes }: Classifier, topic: Topic): CompiledTopic {
  const compiled: CompiledTopic = {
    slug: topic.slug,
    weights: fieldWeights(topic.weights),
    repeats: topic.repeats ?? DEFAULT_REPEATS,
    threshold: topic.threshold ?? DEFAULT_THRESHOLD,
    isScored: isScored(topic),
    condition: undefined,
    never: new Set(topic.sources?.never),
  }
  const rule = (leaf: Leaf): Rule => ({ kind: 'condition', topic: compiled, leaf })
  if (topic.rule !== undefined)
    compiled.condition = compileCondition(topic.rule, {
      addPhrase: (text, writing, leaf) => addPhrase(trie, rule(leaf), text, writing),
      addPrefix: (prefix, leaf) => prefixes.add(prefix, rule(leaf)),
    })
  return compiled
}

/**
 * All topics as one thing to look texts up in. Made once per set of topics, used for every entry.
 *
 * @param gazetteers those that the topics refer to.
 */
export function compileTopics(
  topics: readonly Topic[],
  gazetteers: readonly Gazetteer[] = [],
): Classifier {
  const classifier: Classifier = {
    trie: new PhraseTrie(),
    prefixes: new PrefixTable(),
    categories: new Map(),
    sources: new Map(),
  }
  const { trie, categories, sources } = classifier
  for (const topic of topics) {
    const compiled = compiledTopic(classifier, topic)
    for (const [name, group] of Object.entries(topic.groups))
      addGroup(trie, compiled, name, termsOf(group, gazetteers))
    for (const phrase of topic.exclude ?? [])
      addPhrase(trie, { kind: 'excluded', topic: compiled }, phrase, {})
    addCategories(categories, compiled, topic.categories ?? [])
    for (const source of topic.sources?.count ?? [])
      sources.set(source, [...(sources.get(source) ?? []), compiled])
  }
  return classifier
}
