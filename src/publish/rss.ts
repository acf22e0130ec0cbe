import { Feed, type Extension } from 'feed'
import type { FeedDocument, ServedEntry } from '../domain/feed.ts'
import type { Person } from '../domain/person.ts'
import { withoutForbiddenCharacters } from '../web/characters.ts'

/** What xml-js, below `feed`, writes: text, CDATA, attributes. */
type Node = { _text?: string; _cdata?: string; _attributes?: Record<string, string | number> }

/**
 * xml-js takes `&amp;` in a text for an ampersand that is escaped already. A text that really says
 * `&amp;` has to say so twice.
 */
const words = (value: string): Node => ({
  _text: withoutForbiddenCharacters(value).replaceAll('&amp;', '&amp;amp;'),
})

/** Only the first `]]>` is mended by xml-js; in HTML its last character may as well be a reference. */
const html = (value: string): Node => ({
  _cdata: withoutForbiddenCharacters(value).replaceAll(']]>', ']]&gt;'),
})

/** In attributes xml-js escapes nothing but the quote. */
const attribute = (value: string) =>
  withoutForbiddenCharacters(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`)

/** Attributes that are there. */
const having = (attributes: Record<string, string | number | undefined>) =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? attribute(value) : value]],
    ),
  )

/** `feed` hands it to xml-js as it is, which writes lists too; its type knows single elements only. */
const extension = (name: string, objects: Node | Node[] | undefined): Extension[] =>
  objects === undefined || (Array.isArray(objects) && objects.length === 0)
    ? []
    : [{ name, objects: Object.assign(objects) }]

/** RSS Board Profile, "author": only an address makes one; a bare name goes into `dc:creator`. */
const authorsOf = (authors: Person[]) => ({
  author: authors.flatMap(({ name, email }) =>
    email === undefined ? [] : [words(name === undefined ? email : `${email} (${name})`)],
  ),
  'dc:creator': authors.flatMap(({ name, email, url }) =>
    email === undefined ? [words(name ?? url ?? '')] : [],
  ),
})

/** RSS Board Profile, "enclosure": one an item at most; an unknown length is 0, not absent. */
function enclosuresOf(entry: ServedEntry): Extension[] {
  const [first, ...others] = entry.enclosures
  if (!first) return []
  return [
    ...extension('enclosure', {
      _attributes: having({
        url: first.url,
        length: first.length ?? 0,
        type: first.type ?? 'application/octet-stream',
      }),
    }),
    ...extension(
      'atom:link',
      others.map(({ url, type, length }) => ({
        _attributes: having({ rel: 'enclosure', href: url, type, length }),
      })),
    ),
  ]
}

function categoriesOf(entry: ServedEntry, feed: FeedDocument): Node[] {
  const label = (slug: string) => feed.topics.find((topic) => topic.slug === slug)?.title
  return [
    ...entry.categories.map(({ term, scheme, label: shown }) => ({
      ...words(shown ?? term),
      _attributes: having({ domain: scheme }),
    })),
    ...entry.topics.map(({ slug }) => ({
      ...words(label(slug) ?? slug),
      _attributes: having({ domain: `${feed.scheme}${slug}` }),
    })),
  ]
}

/**
 * One item, whole by extensions: `feed` would guess an enclosure's type from its extension, take a
 * bare name for an author, and never write where an entry came from.
 */
function item(entry: ServedEntry, feed: FeedDocument): Extension[] {
  const from = entry.servedFrom
  const { author, 'dc:creator': creator } = authorsOf(entry.authors)
  return [
    ...extension('title', entry.title === '' ? undefined : words(entry.title)),
    ...extension('link', entry.url === undefined ? undefined : words(entry.url)),
    ...extension('guid', {
      ...words(entry.id),
      _attributes: { isPermaLink: entry.id === entry.url ? 'true' : 'false' },
    }),
    ...extension('author', author),
    ...extension('dc:creator', creator),
    ...extension('category', categoriesOf(entry, feed)),
    // RSS 2.0: an item has a title or a description.
    ...extension(
      'description',
      entry.summary !== undefined || entry.title === ''
        ? html(entry.summary ?? entry.content ?? '')
        : undefined,
    ),
    ...extension('content:encoded', entry.content === undefined ? undefined : html(entry.content)),
    ...enclosuresOf(entry),
    ...extension(
      'source',
      from?.feedUrl === undefined
        ? undefined
        : { ...words(from.title), _attributes: having({ url: from.feedUrl }) },
    ),
    ...extension('dc:rights', entry.rights === undefined ? undefined : words(entry.rights)),
    ...extension(
      'dc:language',
      entry.language === undefined || entry.language === feed.language
        ? undefined
        : words(entry.language),
    ),
  ]
}

/** RFC 4287 §4.2.7 in RSS, as the RSS Board's Profile recommends. */
const linkTo = (rel: string, href: string): Node => ({
  _attributes: having({ rel, href, type: 'application/rss+xml' }),
})

/** RSS 2.0 by the RSS Board's Profile, written by `feed`. */
export function writeRss(feed: FeedDocument): string {
  const rss = new Feed({
    id: feed.id,
    title: words(feed.title)._text ?? '',
    description: words(feed.description)._text ?? '',
    link: feed.pageUrl,
    language: feed.language,
    updated: new Date(feed.updated),
    generator: 'Despatch',
    feedLinks: { rss: feed.feedUrls.rss },
  })
  // `feed` declares these only when an item of its own making uses them.
  rss.addExtension({
    name: '_attributes',
    objects: {
      'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
  })
  // RFC 5005 §3. In the place of the link that `feed` has made of `feedLinks`.
  rss.addExtension({
    name: 'atom:link',
    objects: Object.assign([
      linkTo('self', feed.feedUrls.rss),
      ...(feed.next ? [linkTo('next', feed.next.feedUrls.rss)] : []),
    ]),
  })
  for (const entry of feed.entries)
    rss.addItem({
      title: '',
      link: '',
      date: new Date(entry.published ?? entry.updated),
      extensions: item(entry, feed),
    })
  return `${rss.rss2()}\n`
}
