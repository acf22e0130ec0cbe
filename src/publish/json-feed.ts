import type { Category } from '../domain/category.ts'
import { UNKNOWN_TYPE, type Enclosure } from '../domain/link.ts'
import type { FeedDocument, ServedEntry, ServedSource } from '../domain/feed.ts'
import type { Person } from '../domain/person.ts'
import { licenceOf, rightsOf, sourceRights } from './rights.ts'

/** JSON Feed 1.1 has no member for an address; `_email` keeps what a `mailto:` would mangle. */
export const jsonAuthor = ({ name, email, url }: Person) => ({ name, url, _email: email })

/** JSON Feed 1.1, "authors": somebody with neither name nor address of a page would be nobody. */
const namedAuthor = (person: Person) => ({
  ...jsonAuthor(person),
  name: person.name ?? person.email,
})

export const jsonAttachment = ({ url, type, length, title, durationSeconds }: Enclosure) => ({
  url,
  mime_type: type ?? UNKNOWN_TYPE,
  title,
  size_in_bytes: length,
  duration_in_seconds: durationSeconds,
})

/** The publisher's term, and its label where that reads differently. */
export const tagsOf = (categories: Category[]) => [
  ...new Set(
    categories.flatMap(({ term, label }) => (label === undefined ? [term] : [term, label])),
  ),
]

const jsonSource = (from: ServedSource) => ({
  title: from.title,
  home_page_url: from.homePageUrl,
  feed_url: from.feedUrl,
  rights: sourceRights(from),
})

/** Members whose list would be empty are left out. */
const some = <T>(list: T[]) => (list.length === 0 ? undefined : list)

function jsonItem(entry: ServedEntry, feed: FeedDocument) {
  const label = (slug: string) => feed.topics.find((topic) => topic.slug === slug)?.title ?? slug
  const external = entry.links.find(({ rel }) => rel === 'related')?.href
  return {
    id: entry.id,
    url: entry.url,
    external_url: external,
    title: entry.title === '' ? undefined : entry.title,
    // JSON Feed 1.1, "Items": one of content_html and content_text must be there.
    content_html: entry.content ?? entry.summary ?? '',
    summary: entry.content === undefined ? undefined : entry.summary,
    image: entry.image,
    date_published: entry.published,
    date_modified: entry.updated,
    authors: some(entry.authors.map(namedAuthor)),
    tags: some([
      ...new Set([...tagsOf(entry.categories), ...entry.topics.map(({ slug }) => label(slug))]),
    ]),
    language: entry.language,
    attachments: some(entry.enclosures.map(jsonAttachment)),
    // What JSON Feed has no member for, by the names that Atom has for it.
    _rights: rightsOf(entry),
    _license: licenceOf(entry),
    _contributors: some(entry.contributors.map(namedAuthor)),
    _links: some(entry.links),
    _source: entry.servedFrom ? jsonSource(entry.servedFrom) : undefined,
    _topics: entry.topics,
    _duplicates: entry.duplicates,
  }
}

/** JSON Feed 1.1. */
export function writeJsonFeed(feed: FeedDocument): string {
  return `${JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.pageUrl,
    feed_url: feed.feedUrls.json,
    next_url: feed.next?.feedUrls.json,
    description: feed.description,
    language: feed.language,
    authors: [{ name: feed.author.name }],
    items: feed.entries.map((entry) => jsonItem(entry, feed)),
  })}\n`
}
