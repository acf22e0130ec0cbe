import * as v from 'valibot'
import { Count } from './moments.ts'

/** What made an entry match a topic: one term of its rule, where it stood, and how it was written there. */
export const Evidence = v.object({
  rule: v.pipe(
    v.string(),
    v.description('The part of the topic’s file: a group, `categories`, `sources` or `rule`'),
  ),
  field: v.picklist(['title', 'summary', 'content', 'category', 'url', 'source']),
  term: v.pipe(v.string(), v.description('As the rule has it')),
  quote: v.pipe(v.string(), v.description('As the text has it')),
  offset: v.pipe(Count, v.description('Of the quote in the plain text, in UTF-16 code units')),
  weight: v.pipe(v.number(), v.description('What it added to the score; 0 for a condition')),
})

/** That an entry belongs to a topic, and why. */
export const TopicMatch = v.object({ slug: v.string(), evidence: v.array(Evidence) })
