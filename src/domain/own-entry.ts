import * as v from 'valibot'
import type { Category } from './category.ts'
import { closedObject } from './closed-object.ts'
import { Licence } from './licence.ts'
import { HttpUrl, Iri, LanguageTag, Moment, Slug, Words } from './own-text.ts'
import type { Person } from './person.ts'

const OwnLink = closedObject({
  rel: v.picklist(['related', 'via'], 'expected "related" or "via" (RFC 4287 §4.2.7.2)'),
  href: HttpUrl,
  title: v.optional(Words),
  type: v.optional(Words),
  hreflang: v.optional(LanguageTag),
})

const Author = v.union(
  [
    v.pipe(
      Words,
      v.transform((name): Person => ({ name })),
    ),
    v.pipe(
      closedObject({ name: Words, email: v.optional(Words), url: v.optional(HttpUrl) }),
      v.transform(({ name, email, url }): Person => ({
        name,
        ...(email && { email }),
        ...(url && { url }),
      })),
    ),
  ],
  'expected a name, or an object with "name" and perhaps "email" and "url"',
)

const OwnCategory = v.union(
  [
    v.pipe(
      Words,
      v.transform((term): Category => ({ term })),
    ),
    v.pipe(
      closedObject({ term: Words, scheme: v.optional(Iri), label: v.optional(Words) }),
      v.transform(({ term, scheme, label }): Category => ({
        term,
        ...(scheme && { scheme }),
        ...(label && { label }),
      })),
    ),
  ],
  'expected a word, or an object with "term" and perhaps "scheme" and "label"',
)

/** The members of front matter. */
export const frontMatter = {
  title: Words,
  published: v.pipe(Moment, v.description('Shown to nobody before; its place in every feed')),
  draft: v.optional(
    v.pipe(v.boolean('expected true or false'), v.description('Shown to nobody while it is true')),
  ),
  updated: v.optional(Moment),
  id: v.optional(v.pipe(Iri, v.description('Permanent; derived from the slug when absent'))),
  url: v.optional(v.pipe(HttpUrl, v.description('The original, when it stands elsewhere'))),
  links: v.optional(v.array(OwnLink, 'expected a list of links')),
  authors: v.optional(v.array(Author, 'expected a list of authors')),
  categories: v.optional(v.array(OwnCategory, 'expected a list of categories')),
  language: v.optional(LanguageTag),
  summary: v.optional(Words),
  image: v.optional(v.pipe(HttpUrl, v.description('A picture that stands for the entry'))),
  rights: v.optional(Words),
  licence: v.optional(Licence),
}

/** What stands above the Markdown in `entries/{slug}.md`. */
export const FrontMatter = closedObject({ ...frontMatter, slug: v.optional(Slug) })

export const Markdown = v.string('expected Markdown, as text')

/** An entry of the operator's own: one file of `entries/`, or one member of `PUT /api/newsroom`. */
export const OwnEntry = closedObject({
  ...frontMatter,
  slug: Slug,
  markdown: Markdown,
})
export type OwnEntry = v.InferOutput<typeof OwnEntry>

/** The body of `POST /api/entries`. */
export const NewOwnEntry = closedObject({
  ...frontMatter,
  slug: v.optional(v.pipe(Slug, v.description('Made of the title when absent'))),
  markdown: Markdown,
})
export type NewOwnEntry = v.InferOutput<typeof NewOwnEntry>

/** Why an own entry is not shown: it is a draft, or its time has not come. */
export type Held = 'draft' | 'scheduled'

/** @param now RFC 3339. */
export function heldAs({ draft, published }: OwnEntry, now: string): Held | null {
  if (draft === true) return 'draft'
  return published > now ? 'scheduled' : null
}
