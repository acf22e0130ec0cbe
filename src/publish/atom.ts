import type { Category } from '../domain/category.ts'
import type { FeedDocument, ServedEntry, ServedSource } from '../domain/feed.ts'
import { oembedUrls } from '../domain/oembed-urls.ts'
import { UNKNOWN_TYPE } from '../domain/link.ts'
import type { Person } from '../domain/person.ts'
import { linksOf } from './links.ts'
import { sourceRights } from './rights.ts'
import { element, textElement, xmlDocument, type Xml } from './xml.ts'

/** RFC 4287 §3.2: `name` is required; where the publisher gave none, its address stands for it. */
const person = (tag: string, { name, email, url }: Person): Xml =>
  element(
    tag,
    {},
    textElement('name', name ?? email ?? url ?? ''),
    textElement('uri', url),
    textElement('email', email),
  )

const category = ({ term, scheme, label }: Category): Xml =>
  element('category', { term, scheme, label })

/** RFC 4287 §4.2.11: the origin's id, title and updated stay with an entry that is copied. */
function source(from: ServedSource, entry: ServedEntry): Xml {
  return element(
    'source',
    {},
    textElement('id', from.id),
    textElement('title', from.title),
    textElement('updated', entry.sourceUpdated ?? entry.updated),
    from.homePageUrl === undefined
      ? undefined
      : element('link', { rel: 'alternate', href: from.homePageUrl }),
    from.feedUrl === undefined ? undefined : element('link', { rel: 'self', href: from.feedUrl }),
    from.licence?.url === undefined
      ? undefined
      : element('link', { rel: 'license', href: from.licence.url, title: from.licence.name }),
    // §4.2.1: an entry without an author takes that of its source, never that of our feed.
    entry.authors.length === 0 ? person('author', { name: from.title }) : undefined,
    textElement('rights', sourceRights(from)),
  )
}

/**
 * RFC 4287 §4.1.2 wants an alternate link where there is no content, and some readers open whatever
 * link comes first: where the publisher gave no page there is ours.
 */
function links(entry: ServedEntry, feed: FeedDocument): Xml[] {
  const page = new URL(`/entries/${entry.key}`, feed.pageUrl).href
  return [
    element('link', { rel: 'alternate', href: entry.url ?? page }),
    ...linksOf(entry).map(({ rel, href, type, hreflang, title, length }) =>
      element('link', { rel, href, type, hreflang, title, length }),
    ),
    // Of a link without a type some readers think it is a page.
    ...entry.enclosures.map(({ url, type = UNKNOWN_TYPE, length, title }) =>
      element('link', { rel: 'enclosure', href: url, type, length, title }),
    ),
  ]
}

/**
 * XML 1.0 §2.12: an element speaks the language of what it stands in, and an empty `xml:lang` says
 * that nobody knows.
 */
const languageOf = ({ language }: ServedEntry, feed: FeedDocument) =>
  language === feed.language ? undefined : (language ?? '')

function atomEntry(entry: ServedEntry, feed: FeedDocument): Xml {
  const label = (slug: string) => feed.topics.find((topic) => topic.slug === slug)?.title
  return element(
    'entry',
    { 'xml:lang': languageOf(entry, feed) },
    textElement('id', entry.id),
    textElement('title', entry.title),
    textElement('updated', entry.updated),
    textElement('published', entry.published),
    ...entry.authors.map((author) => person('author', author)),
    ...entry.contributors.map((contributor) => person('contributor', contributor)),
    ...links(entry, feed),
    ...entry.categories.map(category),
    ...entry.topics.map(({ slug }) =>
      category({ term: slug, scheme: feed.scheme, label: label(slug) ?? slug }),
    ),
    textElement('rights', entry.rights),
    textElement('summary', entry.summary, { type: 'html' }),
    textElement('content', entry.content, { type: 'html' }),
    entry.image === undefined ? undefined : element('media:thumbnail', { url: entry.image }),
    entry.servedFrom ? source(entry.servedFrom, entry) : undefined,
  )
}

/** RFC 5005 §3. */
const linkTo = (rel: string, page: { feedUrls: { atom: string } } | undefined) =>
  page && element('link', { rel, href: page.feedUrls.atom, type: 'application/atom+xml' })

/** Atom 1.0: RFC 4287. */
export function writeAtom(feed: FeedDocument): string {
  return xmlDocument(
    element(
      'feed',
      {
        xmlns: 'http://www.w3.org/2005/Atom',
        'xmlns:media': 'http://search.yahoo.com/mrss/',
        'xml:lang': feed.language,
      },
      textElement('id', feed.id),
      textElement('title', feed.title),
      textElement('subtitle', feed.description),
      textElement('updated', feed.updated),
      person('author', {
        name: feed.author.name,
        ...(feed.author.email && { email: feed.author.email }),
      }),
      element('link', { rel: 'self', href: feed.feedUrls.atom, type: 'application/atom+xml' }),
      element('link', { rel: 'alternate', href: feed.pageUrl, type: 'text/html' }),
      // Who pastes a topic's address into an editor sends one that asks for anything (`*\/*`) and
      // gets this document: WordPress and others look for the type, in whatever they get.
      element('link', {
        rel: 'related',
        href: oembedUrls(feed.pageUrl).json,
        type: 'application/json+oembed',
      }),
      linkTo('first', feed.first),
      linkTo('next', feed.next),
      textElement('generator', 'Despatch'),
      ...feed.entries.map((entry) => atomEntry(entry, feed)),
    ),
  )
}
