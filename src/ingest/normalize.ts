import type { Category } from '../domain/category.ts'
import type { ParsedEntry, ParsedFeed, ParsedSource, ParsedText } from '../domain/document.ts'
import type { CleanHtml, EntryContent, Origin } from '../domain/entry.ts'
import type { FeedMetadata } from '../domain/feed-metadata.ts'
import type { Enclosure, Link } from '../domain/link.ts'
import type { Person } from '../domain/person.ts'
import { withoutForbiddenCharacters } from '../web/characters.ts'
import { escapeText } from '../web/html.ts'
import { isHttpUrl } from '../web/url.ts'
import { present } from './draft.ts'
import { plainText } from './plain-text.ts'
import { sanitize } from './sanitize.ts'
import { withoutTracking } from './tracking-parameters.ts'

/** From what a publisher wrote to what we keep: clean, absolute, in our own words. */
export function normalizeEntry(
  entry: ParsedEntry,
  feed: ParsedFeed,
): { content: EntryContent; faults: string[] } {
  const faults: string[] = []
  const { links, url } = splitLinks(entry.links, faults)
  const content = bodyOf(entry.content)
  const summary = bodyOf(entry.summary)
  const source = entry.source && originOf(entry.source)
  return {
    content: {
      title: lineOf(entry.title) ?? '',
      authors: peopleOf(entry.authors.length > 0 ? entry.authors : feed.authors),
      contributors: peopleOf(entry.contributors),
      categories: categoriesOf(entry.categories),
      links,
      enclosures: enclosuresOf(entry.enclosures, faults),
      ...present({
        url,
        // The same words twice help nobody, and every reader would show them so.
        summary: summary === content ? undefined : summary,
        content,
        language: entry.language ?? feed.language,
        published: entry.published,
        updated: entry.updated,
        rights: lineOf(entry.rights),
        image: httpUrl(entry.image),
        origin: source,
      }),
    },
    faults,
  }
}

export function normalizeFeed(feed: ParsedFeed): FeedMetadata {
  const ofRel = (rel: string) =>
    feed.links.filter((link) => link.rel === rel).map((link) => httpUrl(link.href))
  return {
    title: lineOf(feed.title) ?? '',
    authors: peopleOf(feed.authors),
    categories: categoriesOf(feed.categories),
    hubs: ofRel('hub').filter((hub) => hub !== undefined),
    ...present({
      id: feed.id && clean(feed.id),
      subtitle: bodyOf(feed.subtitle),
      homePageUrl: ofRel('alternate').find((href) => href !== undefined),
      selfUrl: ofRel('self').find((href) => href !== undefined),
      updated: feed.updated,
      published: feed.published,
      rights: lineOf(feed.rights),
      language: feed.language,
      image: httpUrl(feed.image),
    }),
  }
}

/** Characters XML 1.0 forbids are removed here, once for every text that passes. */
const clean = withoutForbiddenCharacters

/** A no-break space is written on purpose. */
const WHITE_SPACE = /[ \t\n\f\r\u2028\u2029]+/g

/** A text for one place: titles and rights are shown where tags are not. A `text` keeps its literal `<`. */
function lineOf(text: ParsedText | undefined): string | undefined {
  if (!text) return undefined
  const plain = text.type === 'html' ? plainText(text.value) : text.value
  return clean(plain).replaceAll(WHITE_SPACE, ' ').trim() || undefined
}

const MARKUP = /[<>&]/

function bodyOf(text: ParsedText | undefined): CleanHtml | undefined {
  if (!text) return undefined
  const value = clean(text.value)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- where no markup is, all is clean
  if (!MARKUP.test(value)) return (value.trim() || undefined) as CleanHtml | undefined
  return sanitize(text.type === 'html' ? value : escapeText(value)) || undefined
}

function httpUrl(url: string | undefined): string | undefined {
  return url !== undefined && isHttpUrl(url) ? clean(url) : undefined
}

/** The first alternate link is the entry's page; the others are its links. */
function splitLinks(written: Link[], faults: string[]): { links: Link[]; url: string | undefined } {
  const usable = written
    .filter((link) => isHttpUrl(link.href))
    .map((link) => ({ ...cleanMembers(link), href: withoutTracking(clean(link.href)) }))
  if (usable.length < written.length) faults.push('a link that is not http or https was left out')
  const page = usable.find((link) => link.rel === 'alternate')
  const links = usable.filter(
    (link) => link !== page && !(link.rel === 'alternate' && link.href === page?.href),
  )
  return { links, url: page?.href }
}

function enclosuresOf(written: Enclosure[], faults: string[]): Enclosure[] {
  const usable = written.filter((file) => isHttpUrl(file.url))
  if (usable.length < written.length)
    faults.push('an enclosure that is not http or https was left out')
  return usable.map(cleanMembers)
}

function peopleOf(people: Person[]): Person[] {
  return people.flatMap((person) => {
    const name = person.name && clean(plainName(person.name)).replaceAll(/\s+/g, ' ').trim()
    const kept = present({
      name,
      email: person.email && clean(person.email),
      url: httpUrl(person.url),
    })
    return Object.keys(kept).length > 0 ? [kept] : []
  })
}

/** Names come with tags and references in them (`<a href=…>Jo</a>`, `O&#39;Neill`). */
function plainName(name: string): string {
  return /[<&]/.test(name) ? plainText(name) : name
}

function categoriesOf(categories: Category[]): Category[] {
  return categories.map((category) => ({
    ...cleanMembers(category),
    term: clean(category.term).replaceAll(/\s+/g, ' '),
  }))
}

function originOf(source: ParsedSource): Origin | undefined {
  const origin = present({
    title: lineOf(source.title),
    url: httpUrl(source.url),
    feedUrl: httpUrl(source.feedUrl),
  })
  return Object.keys(origin).length > 0 ? origin : undefined
}

function cleanMembers<T extends object>(members: T): T {
  const entries = Object.entries(members).map(([name, member]) => [
    name,
    typeof member === 'string' ? clean(member) : member,
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same members, strings for strings
  return Object.fromEntries(entries) as T
}
