import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { frontMatter, Markdown } from './own-entry.ts'
import { HttpUrl, Words } from './own-text.ts'

const { title, published, ...mayBeAbsent } = frontMatter

/** What may be changed of an own entry, by RFC 7396: null takes a member away. Its slug is fixed. */
const corrections = {
  title: v.optional(title),
  published: v.optional(published),
  draft: v.nullish(mayBeAbsent.draft),
  updated: v.nullish(mayBeAbsent.updated),
  id: v.nullish(mayBeAbsent.id),
  url: v.nullish(mayBeAbsent.url),
  links: v.nullish(mayBeAbsent.links),
  authors: v.nullish(mayBeAbsent.authors),
  categories: v.nullish(mayBeAbsent.categories),
  language: v.nullish(mayBeAbsent.language),
  summary: v.nullish(mayBeAbsent.summary),
  image: v.nullish(mayBeAbsent.image),
  rights: v.nullish(mayBeAbsent.rights),
  licence: v.nullish(closedObject({ name: v.nullish(Words), url: v.nullish(HttpUrl) })),
  markdown: v.optional(Markdown),
}

/** Why an entry is withdrawn: told to whoever still comes for it. */
export const Withdrawal = closedObject({ because: v.nullish(Words) })

/** The body of `PATCH /api/entries/{key}`. */
export const EntryPatch = v.pipe(
  closedObject({
    duplicateOf: v.optional(v.nullable(v.string('expected the key of another entry, or null'))),
    withdrawn: v.optional(v.nullable(Withdrawal)),
    ...corrections,
  }),
  v.transform(({ duplicateOf, withdrawn, ...correction }) => ({
    duplicateOf,
    withdrawn,
    correction,
  })),
  v.check(
    ({ duplicateOf, withdrawn, correction }) =>
      [
        duplicateOf !== undefined,
        withdrawn !== undefined,
        Object.keys(correction).length > 0,
      ].filter(Boolean).length <= 1,
    'expected one thing at a time: "duplicateOf", "withdrawn", or what the entry says',
  ),
)
export type EntryPatch = v.InferOutput<typeof EntryPatch>
