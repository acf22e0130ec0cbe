import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { LanguageTag, Slug } from './own-text.ts'

const text = v.optional(v.string('expected text'))

/** What is asked to be explained: a stored entry by its URL, or what an entry might say. */
export const Question = v.pipe(
  closedObject({
    url: text,
    title: text,
    summary: text,
    content: v.pipe(text, v.description('HTML or plain text')),
    categories: v.optional(v.array(v.string('expected text'), 'expected a list of categories')),
    language: v.optional(LanguageTag),
    source: v.optional(Slug),
  }),
  v.check(
    (question) => Object.values(question).some((value) => value !== undefined),
    'expected a "url", or what an entry says: "title", "summary", "content", "categories"',
  ),
)
export type Question = v.InferOutput<typeof Question>
