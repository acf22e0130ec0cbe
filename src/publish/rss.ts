import { Feed, type Extension } from 'feed'
import type { FeedDocument, ServedEntry } from '../domain/feed.ts'
import { UNKNOWN_TYPE, type Enclosure } from '../domain/link.ts'
import type { Person } from '../domain/person.ts'
import { withoutForbiddenCharacters } from '../web/characters.ts'
import { linksOf } from './links.ts'
import { licenceOf, rightsOf } from './rights.ts'

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

/**
 * RSS Board Profile, "author": one an item, and only an address makes one. Whoever has none, or is
 * not alone, is named in `dc:creator`, which may be repeated; both at once would say it twice.
 */
function authorsOf(authors: Person[]): Extension[] {
  const [only, ...others] = authors
  if (only?.email?.includes('@') && only.name !== undefined && others.length === 0)
    return extension('author', words(`${only.email} (${only.name})`))
  return extension(
    'dc:creator',
    authors.map((author) => words(nameOf(author))),
  )
}

const nameOf = ({ name, email, url }: Person) => name ?? email ?? url ?? ''

/**
 * RSS Board Profile, "enclosure": one an item at most; an unknown length is 0, not absent. The
 * others by Media RSS, which readers know.
 */
function enclosuresOf(entry: ServedEntry): Extension[] {
  const [first, ...others] = entry.enclosures
  if (!first) return []
  return [
    ...extension('enclosure', {
      _attributes: having({
        url: first.url,
        length: first.length ?? 0,
        type: first.type ?? UNKNOWN_TYPE,
      }),
    }),
    ...extension('media:content', others.map(mediaContent)),
  ]
}

/** Without a title: some readers would take it for the item's. */
const mediaContent = ({ url, type, length, durationSeconds }: Enclosure): Node => ({
  _attributes: having({
    url,
    type: type ?? UNKNOWN_TYPE,
    fileSize: length,
    duration: durationSeconds,
  }),
})

/** RFC 4287 §4.2.7 in RSS: all that `link` cannot say. */
const linksIn = (entry: ServedEntry): Node[] =>
  linksOf(entry).map(({ rel, href, type, hreflang, title }) => ({
    _attributes: having({ rel, href, type, hreflang, title }),
  }))

/** Its module is for these licences alone; any licence is linked to. */
function creativeCommonsOf(entry: ServedEntry): Extension[] {
  const url = licenceOf(entry)?.url
  const isOne = url !== undefined && /^https?:\/\/creativecommons\.org\//.test(url)
  return isOne ? extension('creativeCommons:license', words(url)) : []
}

/**
 * A single text is the description, whatever its length: RSS Board Profile, "description". RSS 2.0
 * has an item with a title or a description.
 */
function textsOf({ title, summary, content }: ServedEntry): Extension[] {
  const description = summary ?? content ?? (title === '' ? '' : undefined)
  return [
    ...extension('description', description === undefined ? undefined : html(description)),
    ...extension(
      'content:encoded',
      summary === undefined || content === undefined ? undefined : html(content),
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

const isChanged = ({ published, updated }: ServedEntry) =>
  published !== undefined && Date.parse(published) !== Date.parse(updated)

/**
 * One item, whole by extensions: `feed` would guess an enclosure's type from its extension, take a
 * bare name for an author, and never write where an entry came from.
 */
function item(entry: ServedEntry, feed: FeedDocument): Extension[] {
  const from = entry.servedFrom
  const rights = rightsOf(entry)
  return [
    ...extension('title', entry.title === '' ? undefined : words(entry.title)),
    ...extension('link', entry.url === undefined ? undefined : words(entry.url)),
    ...extension('guid', {
      ...words(entry.id),
      _attributes: { isPermaLink: entry.id === entry.url ? 'true' : 'false' },
    }),
    // RFC 4287 §4.2.15: of a change RSS has no word of its own.
    ...extension('atom:updated', isChanged(entry) ? words(entry.updated) : undefined),
    ...authorsOf(entry.authors),
    ...extension(
      'dc:contributor',
      entry.contributors.map((contributor) => words(nameOf(contributor))),
    ),
    ...extension('category', categoriesOf(entry, feed)),
    ...textsOf(entry),
    ...extension('atom:link', linksIn(entry)),
    ...enclosuresOf(entry),
    ...extension(
      'media:thumbnail',
      entry.image === undefined ? undefined : { _attributes: having({ url: entry.image }) },
    ),
    ...extension(
      'source',
      from?.feedUrl === undefined
        ? undefined
        : { ...words(from.title), _attributes: having({ url: from.feedUrl }) },
    ),
    ...extension('dc:rights', rights === undefined ? undefined : words(rights)),
    ...creativeCommonsOf(entry),
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
      'xmlns:creativeCommons': 'http://backend.userland.com/creativeCommonsRssModule',
      'xmlns:media': 'http://search.yahoo.com/mrss/',
    },
  })
  // RFC 5005 §3. In the place of the link that `feed` has made of `feedLinks`.
  rss.addExtension({
    name: 'atom:link',
    objects: Object.assign([
      linkTo('self', feed.feedUrls.rss),
      ...(feed.first ? [linkTo('first', feed.first.feedUrls.rss)] : []),
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
  return `${inHexadecimal(rss.rss2())}\n`
}

const HEXADECIMAL: Record<string, string> = { '&amp;': '&#x26;', '&lt;': '&#x3C;' }

/**
 * RSS Board Profile, "Character Data": of all the ways to write `&` and `<` in plain text, readers
 * that take it for HTML are least misled by this one. To a parser of XML they are the same.
 */
const inHexadecimal = (rss: string) =>
  rss.replaceAll(/<!\[CDATA\[[^]*?\]\]>|&amp;|&lt;/g, (written) => HEXADECIMAL[written] ?? written)
