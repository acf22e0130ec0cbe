import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { Keep } from './keep.ts'
import { Slug, Words } from './own-text.ts'
import { Phrase, Weight } from './phrase.ts'
import { SchemaPath, withoutSchemaPath } from './schema-path.ts'
import { Condition, holdsOfNothing } from './topic-condition.ts'
import { type TextField, TermGroup } from './topic-terms.ts'

/** Where in an entry something stood; `source` is the slug of who brought it. */
export type EntryField = TextField | 'source'

/** What made an entry match a topic: one term of its rule, where it stood, and how it was written there. */
export interface Evidence {
  /** The part of the topic's file that holds the term: a group, "categories", "sources" or "rule". */
  rule: string
  field: EntryField
  /** As the rule has it. */
  term: string
  /** As the text has it. */
  quote: string
  /** Of the quote in the field's plain text, in UTF-16 code units. */
  offset: number
  /** What this piece added to the score; below zero where it speaks against the topic, 0 for a condition. */
  weight: number
}

/** That an entry belongs to a topic, and why. */
export interface TopicMatch {
  slug: string
  evidence: Evidence[]
}

/** How much a find counts, by where it stands. */
const FieldWeights = closedObject({
  title: v.optional(Weight),
  summary: v.optional(
    v.pipe(Weight, v.description('Also of the opening of the content, where there is no summary')),
  ),
  content: v.optional(Weight),
  category: v.optional(Weight),
  url: v.optional(Weight),
  source: v.optional(Weight),
})

export type FieldWeights = v.InferOutput<typeof FieldWeights>

/** All that a topic's file may say, but for its slug. */
export const topicMembers = {
  $schema: SchemaPath,
  title: v.pipe(Words, v.maxLength(200, 'expected at most 200 characters')),
  description: Words,
  keep: v.optional(Keep),
  groups: v.pipe(
    v.optional(v.record(Words, TermGroup, 'expected an object of named groups'), {}),
    v.description('The terms, in groups of any name for whoever reads the rule'),
  ),
  rule: v.optional(
    v.pipe(
      Condition,
      v.description('Must hold, beside the score where there is one: all, any, none of phrases'),
    ),
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
  sources: v.optional(
    closedObject({
      count: v.optional(
        v.pipe(
          v.array(Slug, 'expected a list of sources'),
          v.description('By slug: that an entry comes from one of them counts'),
        ),
      ),
      never: v.optional(
        v.pipe(
          v.array(Slug, 'expected a list of sources'),
          v.description('By slug: their entries never belong to the topic'),
        ),
      ),
    }),
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

export const TopicFile = closedObject({ ...topicMembers, slug: v.optional(TopicSlug) })

/** What adds to a score, by name of the member. */
type Scoring = Pick<v.InferOutput<typeof TopicFile>, 'groups' | 'categories' | 'sources'>

/** Whether anything of a topic adds to a score; else its rule alone decides. */
export const isScored = ({ groups, categories, sources }: Scoring): boolean =>
  Object.keys(groups).length > 0 ||
  (categories?.length ?? 0) > 0 ||
  (sources?.count?.length ?? 0) > 0

/** One topic: `topics/{slug}.json`, where the file's name may stand for the slug. */
export const Topic = v.pipe(
  closedObject({ ...topicMembers, slug: TopicSlug }),
  v.forward(
    v.check(
      (topic) => topic.rule === undefined || isScored(topic) || !holdsOfNothing(topic.rule),
      'expected a rule that asks for something: every entry would belong to this topic',
    ),
    ['rule'],
  ),
  v.transform(withoutSchemaPath),
)
export type Topic = v.InferOutput<typeof Topic>
