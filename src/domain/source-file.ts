import * as v from 'valibot'
import { closedObject } from './closed-object.ts'
import { ENRICHERS } from './enrichment.ts'
import { Keep } from './keep.ts'
import { Licence } from './licence.ts'
import { HttpUrl, LanguageTag, Slug, Words } from './own-text.ts'
import type { SourceSettings } from './source.ts'

/**
 * The slug of a source whose operator gave none: its host and path. The query is left out, since a
 * private feed's token often stands there and a slug is public.
 */
function sourceSlug(url: string): string {
  const { host, pathname } = new URL(url)
  const words = `${host.replace(/^www\./, '')}${pathname}`.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.join('-').slice(0, 200).replace(/-$/, '') || 'source'
}

/** A private feed's token may stand in its path too, so of its address only the host is told. */
export const defaultSlug = (source: { url: string; private?: boolean | undefined }) =>
  sourceSlug(source.private ? new URL(source.url).origin : source.url)

/**
 * That slug, or `…-2` and so on where another address has it. An address that was given up keeps
 * its slug for when it comes back: entries are signed with it.
 *
 * @param taken the address of each slug.
 */
export function freeSlug(wanted: string, url: string, taken: ReadonlyMap<string, string>): string {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`
    if ((taken.get(slug) ?? url) === url) return slug
  }
}

/** What an operator says about a source, in `sources.json` and in the body of `POST /api/sources`. */
export const SourceFile = closedObject({
  url: v.pipe(HttpUrl, v.description('Of the feed, not of the page')),
  slug: v.optional(v.pipe(Slug, v.description("Default: the URL's host and path"))),
  title: v.optional(v.pipe(Words, v.description("Shown instead of the feed's own title"))),
  homePageUrl: v.optional(HttpUrl),
  official: v.optional(
    v.pipe(
      v.boolean('expected true or false'),
      v.description('Speaks for the body whose news it is'),
    ),
  ),
  private: v.optional(
    v.pipe(v.boolean('expected true or false'), v.description('Its feed URL is shown to nobody')),
  ),
  paused: v.optional(
    v.pipe(
      v.boolean('expected true or false'),
      v.description('Not polled for now; what it brought stays'),
    ),
  ),
  language: v.optional(v.pipe(LanguageTag, v.description('For a feed that declares none'))),
  licence: v.optional(Licence),
  credit: v.optional(v.pipe(Words, v.description('The words the licence asks to be shown'))),
  enrich: v.optional(
    v.pipe(
      v.picklist(ENRICHERS, `expected one of ${ENRICHERS.map((name) => `"${name}"`).join(', ')}`),
      v.description('Asks there for the text, change notes and withdrawal of each entry'),
    ),
  ),
  keep: v.optional(Keep),
})

const { slug: _, ...changeable } = SourceFile.entries

/** What may be changed of it: RFC 7396, so that null takes a member away. */
export const SourcePatch = closedObject({
  url: v.optional(changeable.url),
  title: v.nullish(changeable.title),
  homePageUrl: v.nullish(changeable.homePageUrl),
  official: v.nullish(changeable.official),
  private: v.nullish(changeable.private),
  paused: v.nullish(changeable.paused),
  language: v.nullish(changeable.language),
  licence: v.nullish(changeable.licence),
  credit: v.nullish(changeable.credit),
  enrich: v.nullish(changeable.enrich),
  keep: v.nullish(changeable.keep),
})

/** The same with its slug in place. */
export const SourceDeclaration = v.pipe(
  SourceFile,
  v.transform((source): SourceSettings => ({
    ...source,
    slug: source.slug ?? defaultSlug(source),
  })),
)
