import type { Category } from '../domain/category.ts'
import type {
  FeedFormat,
  ParsedEntry,
  ParsedFeed,
  ParsedSource,
  ParsedText,
  PollHints,
} from '../domain/document.ts'
import type { Enclosure, Link } from '../domain/link.ts'
import type { Person } from '../domain/person.ts'
import { addPerson } from './person.ts'

/** What a feed, an entry and a source can have one of. */
export interface Fields {
  id: string
  title: ParsedText
  summary: ParsedText
  content: ParsedText
  published: string
  updated: string
  rights: ParsedText
  language: string
  image: string
  generator: string
  /** An id that opens the entry, when no link does (RSS `guid`, RDF `about`). */
  permalink: string
  /** The feed of an RSS `source`. */
  feedUrl: string
}

/** Nothing anybody publishes has more; what a hostile document has more of is not kept. */
const MOST = 200

/**
 * A feed, an entry or a source while it is being read. Of several elements that mean the same, the
 * one with the lowest rank is kept, and of equals the first: the format's own word before a
 * module's, a module's before a guess.
 */
export class Draft {
  readonly #fields: { [Name in keyof Fields]?: Fields[Name] } = {}
  readonly #ranks: { [Name in keyof Fields]?: number } = {}
  readonly #people: Record<'authors' | 'contributors', { rank: number; people: Person[] }> = {
    authors: { rank: Infinity, people: [] },
    contributors: { rank: Infinity, people: [] },
  }
  readonly links: Link[] = []
  readonly enclosures: Enclosure[] = []
  readonly categories: Category[] = []
  readonly hints: PollHints = {}
  source?: Draft
  /** Whether the format's own link has been read; it stands before borrowed ones. */
  hasOwnLink = false
  /** Said of the entry (iTunes), meant of its recording, which may not have been read yet. */
  durationSeconds?: number

  set<Name extends keyof Fields>(name: Name, value: Fields[Name] | undefined, rank = 1): void {
    if (value === undefined || value === '') return
    if (rank >= this.rankOf(name)) return
    this.#fields[name] = value
    this.#ranks[name] = rank
  }

  get<Name extends keyof Fields>(name: Name): Fields[Name] | undefined {
    return this.#fields[name]
  }

  rankOf(name: keyof Fields): number {
    return this.#ranks[name] ?? Infinity
  }

  /** People named at a better rank replace those of a worse one; at the same rank all count. */
  addPerson(role: 'authors' | 'contributors', person: Person | undefined, rank = 1): void {
    const known = this.#people[role]
    if (!person || rank > known.rank || known.people.length >= MOST) return
    if (rank < known.rank) known.people.length = 0
    known.rank = rank
    addPerson(known.people, person)
  }

  addLink(link: Link): void {
    if (link.href !== '' && this.links.length < MOST) this.links.push(link)
  }

  addEnclosure(enclosure: Enclosure): void {
    const known = this.enclosures.find((other) => other.url === enclosure.url)
    if (known) Object.assign(known, { ...enclosure, ...known })
    else if (enclosure.url !== '' && this.enclosures.length < MOST) this.enclosures.push(enclosure)
  }

  addCategory(category: Category): void {
    const known = this.categories.some(
      ({ term, scheme }) => term === category.term && scheme === category.scheme,
    )
    if (category.term !== '' && !known && this.categories.length < MOST)
      this.categories.push(category)
  }

  people(role: 'authors' | 'contributors'): Person[] {
    return this.#people[role].people
  }

  /** Whether nothing at all was said; a language is inherited, not said. */
  isEmpty(): boolean {
    const said = Object.keys(this.#ranks).filter((name) => name !== 'language')
    const lists = [
      this.links,
      this.enclosures,
      this.categories,
      this.people('authors'),
      this.people('contributors'),
    ]
    return said.length === 0 && lists.every((list) => list.length === 0) && !this.source
  }

  toFeed(format: FeedFormat): ParsedFeed {
    const { id, title, summary, updated, published, rights, language, image, generator } =
      this.#fields
    return {
      format,
      ...present({
        id,
        title,
        subtitle: summary,
        updated,
        published,
        rights,
        language,
        image,
        generator,
      }),
      links: this.links,
      authors: this.people('authors'),
      contributors: this.people('contributors'),
      categories: this.categories,
      hints: this.hints,
    }
  }

  toEntry(): ParsedEntry {
    const { id, title, summary, content, published, updated, rights, language, image } =
      this.#fields
    return {
      ...present({ id, title, summary, content, published, updated, rights, language, image }),
      links: this.#linksOfEntry(),
      enclosures: this.#enclosuresOfEntry(),
      authors: this.#authorsOfEntry(),
      contributors: this.people('contributors'),
      categories: this.categories,
      ...present({ source: this.source?.toSource() }),
    }
  }

  toSource(): ParsedSource {
    const { id, title, rights, feedUrl } = this.#fields
    const url = this.links.find((link) => link.rel === 'alternate')?.href
    const self = this.links.find((link) => link.rel === 'self')?.href
    return present({ id, title, url, feedUrl: feedUrl ?? self, rights })
  }

  #enclosuresOfEntry(): Enclosure[] {
    const [first, ...others] = this.enclosures
    const { durationSeconds } = this
    if (!first || durationSeconds === undefined) return this.enclosures
    return [{ durationSeconds, ...first }, ...others]
  }

  #linksOfEntry(): Link[] {
    const permalink = this.#fields.permalink
    if (!permalink || this.links.some((link) => link.rel === 'alternate')) return this.links
    return [{ href: permalink, rel: 'alternate' }, ...this.links]
  }

  /** RFC 4287 §4.2.1: an entry without authors has its source's. */
  #authorsOfEntry(): Person[] {
    const own = this.people('authors')
    return own.length > 0 ? own : (this.source?.people('authors') ?? [])
  }
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** Without the members nobody filled in. */
export function present<T extends object>(members: T): Present<T> {
  const kept: Present<T> = {}
  for (const name in members) {
    const value = members[name]
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- undefined has just been excluded
    if (value !== undefined && value !== '') kept[name] = value as Present<T>[typeof name]
  }
  return kept
}
