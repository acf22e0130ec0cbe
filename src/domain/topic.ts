import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { LanguageTag, Slug, Words } from './own-text.ts'
import { SchemaPath, withoutSchemaPath } from './schema-path.ts'

/** Where in an entry something stood. */
export type EntryField = 'title' | 'summary' | 'content' | 'category' | 'url'

/** What made an entry match a topic: one term of its rule, where it stood, and how it was written there. */
export interface Evidence {
  field: EntryField
  /** As the rule has it. */
  term: string
  /** As the text has it. */
  quote: string
  /** Of the quote in the field's plain text, in UTF-16 code units. */
  offset: number
  /** What this piece added to the score; below zero where it speaks against the topic. */
  weight: number
}

/** That an entry belongs to a topic, and why. */
export interface TopicMatch {
  slug: string
  evidence: Evidence[]
}

/** Something to look for: at least one letter or digit, and short enough to be a phrase. */
const Phrase = v.pipe(
  v.string('expected a word or a phrase'),
  v.regex(/[\p{L}\p{N}]/u, 'expected a word or a phrase with at least one letter or digit'),
  v.maxLength(100, 'expected a phrase of at most 100 characters'),
)

const Weight = v.pipe(
  v.number('expected a number'),
  v.minValue(-10, 'expected a weight of at least -10'),
  v.maxValue(10, 'expected a weight of at most 10'),
)

/** How a term, or every term of a group, wants to be read. */
const reading = {
  weight: v.optional(v.pipe(Weight, v.description('How much a find counts; default 1'))),
  case: v.optional(
    v.pipe(
      v.boolean('expected true or false'),
      v.description('Only as capitalised here: US the country, not us'),
    ),
  ),
  exact: v.optional(
    v.pipe(
      v.boolean('expected true or false'),
      v.description('Only in this form: neither its plural nor its other spelling'),
    ),
  ),
  language: v.optional(
    v.pipe(LanguageTag, v.description('Only in entries of this language, or of unknown language')),
  ),
}

const TermObject = closedObject({
  term: v.pipe(Phrase, v.description('What to look for, and what the evidence calls it')),
  aliases: v.optional(
    v.pipe(
      v.array(Phrase, 'expected a list of phrases'),
      v.description('Other ways to write or mean it: spellings, demonyms, the capital'),
    ),
  ),
  ...reading,
})

export type TopicTerm = v.InferOutput<typeof TermObject>

/** A plain string is a term without special wishes. */
const Term = v.union([Phrase, TermObject], 'expected a phrase, or an object with a "term"')

/** What a group says of reading holds for each of its terms that does not say otherwise. */
const TermGroup = closedObject({
  ...reading,
  terms: v.array(Term, 'expected a list of terms'),
})

export type TermGroup = v.InferOutput<typeof TermGroup>

/** How much a find counts, by where it stands. */
const FieldWeights = closedObject({
  title: v.optional(Weight),
  summary: v.optional(
    v.pipe(Weight, v.description('Also of the opening of the content, where there is no summary')),
  ),
  content: v.optional(Weight),
  category: v.optional(Weight),
  url: v.optional(Weight),
})

export type FieldWeights = v.InferOutput<typeof FieldWeights>

const topicMembers = {
  $schema: SchemaPath,
  title: v.pipe(Words, v.maxLength(200, 'expected at most 200 characters')),
  description: Words,
  groups: v.pipe(
    v.record(Words, TermGroup, 'expected an object of named groups'),
    v.description('The terms, in groups of any name for whoever reads the rule'),
  ),
  exclude: v.optional(
    v.pipe(
      v.array(Phrase, 'expected a list of phrases'),
      v.description('Phrases whose words do not count: a shorter term within one is not seen'),
    ),
  ),
  categories: v.optional(
    v.pipe(
      v.array(Phrase, 'expected a list of categories'),
      v.description("Publishers' categories that count, compared whole"),
    ),
  ),
  weights: v.optional(FieldWeights),
  repeats: v.optional(
    v.pipe(
      v.number('expected a number'),
      v.integer('expected a whole number'),
      v.minValue(1, 'expected at least 1'),
      v.maxValue(20, 'expected at most 20'),
      v.description('How many finds of the same term count, the weightiest first; default 3'),
    ),
  ),
  threshold: v.optional(
    v.pipe(
      v.number('expected a number'),
      v.minValue(0.001, 'expected more than 0'),
      v.description('The score from which an entry belongs to the topic; default 3'),
    ),
  ),
}

/** `all` is the unified stream: a topic of that name could never be asked for. */
const TopicSlug = v.pipe(
  Slug,
  v.check((slug) => slug !== 'all', 'expected another slug: "all" is the stream of every entry'),
)

/** One topic: `topics/{slug}.json`, where the file's name may stand for the slug. */
export const Topic = v.pipe(
  closedObject({ ...topicMembers, slug: TopicSlug }),
  v.transform(withoutSchemaPath),
)
export type Topic = v.InferOutput<typeof Topic>

export const TopicFile = closedObject({ ...topicMembers, slug: v.optional(TopicSlug) })
