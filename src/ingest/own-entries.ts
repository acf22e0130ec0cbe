import type { ParsedEntry, ParsedFeed } from '../domain/document.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { OwnEntry } from '../domain/own-entry.ts'
import { uuidUrn } from '../web/digest.ts'
import type { CleanEntry } from './clean-document.ts'
import { fingerprint } from './fingerprint.ts'
import { markdownToHtml } from './markdown.ts'
import { normalizeEntry } from './normalize.ts'

/** The feed that the operator's own entries would be of: it lends them its language and its name. */
const ownFeed = ({ title, language }: NewsroomMetadata): ParsedFeed => ({
  format: 'atom-1.0',
  links: [],
  authors: [{ name: title }],
  contributors: [],
  categories: [],
  language,
  hints: {},
})

/** As if a publisher had written it: own entries go the way of all entries from here. */
function asWritten(own: OwnEntry): ParsedEntry {
  const { url, links = [], licence, summary, rights, language, updated, image } = own
  return {
    title: { type: 'text', value: own.title },
    ...(summary !== undefined && { summary: { type: 'text', value: summary } }),
    content: { type: 'html', value: markdownToHtml(own.markdown) },
    published: own.published,
    ...(updated !== undefined && { updated }),
    links: [
      ...(url === undefined ? [] : [{ rel: 'alternate', href: url }]),
      ...links.map(({ rel, href, title, type, hreflang }) => ({
        rel,
        href,
        ...(title !== undefined && { title }),
        ...(type !== undefined && { type }),
        ...(hreflang !== undefined && { hreflang }),
      })),
      // RFC 4946 §2.
      ...(licence?.url === undefined
        ? []
        : [{ rel: 'license', href: licence.url, title: licence.name }]),
    ],
    enclosures: [],
    authors: own.authors ?? [],
    contributors: [],
    categories: own.categories ?? [],
    ...((rights ?? licence?.name) !== undefined && {
      rights: { type: 'text', value: rights ?? licence?.name ?? '' },
    }),
    ...(language !== undefined && { language }),
    ...(image !== undefined && { image }),
  }
}

/** Its own, or one made of its slug once and for ever. */
export const ownEntryId = ({ id, slug }: OwnEntry, newsroom: NewsroomMetadata): string =>
  id ?? uuidUrn(`${newsroom.id ?? ''}/entries/${slug}`)

/** An entry of the operator's own, cleaned like any other; the name of its file is its key. */
export function cleanOwnEntry(own: OwnEntry, newsroom: NewsroomMetadata): CleanEntry {
  const written = asWritten(own)
  const { content } = normalizeEntry(written, ownFeed(newsroom))
  const id = ownEntryId(own, newsroom)
  return { id, key: own.slug, content, fingerprint: fingerprint(content), written }
}
