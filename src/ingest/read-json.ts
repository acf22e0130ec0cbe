import * as v from 'valibot'
import type { ParsedEntry, ParsedFeed } from '../domain/document.ts'
import type { Link } from '../domain/link.ts'
import type { Person } from '../domain/person.ts'
import { parseDate } from '../web/date.ts'
import { resolveUrl } from '../web/url.ts'
import { present } from './draft.ts'
import type { FaultList } from './fault-list.ts'
import { resolveReferences } from './html-references.ts'
import { JsonFeed, JsonItem, type JsonPerson, TellingFeed, Version } from './json-feed.ts'
import type { ReadLimits } from './limits.ts'
import { mendJson } from './mend-json.ts'
import type { XmlSurroundings } from './read-xml.ts'
import { languageTag } from './vocabulary/common.ts'

type Surroundings = XmlSurroundings

/** Reads JSON Feed 1.0 or 1.1, entry by entry; a string says what the document is instead. */
export function readJsonFeed(
  text: string,
  surroundings: Surroundings,
  limits: ReadLimits,
  faults: FaultList,
  onEntry: (entry: ParsedEntry) => void,
): ParsedFeed | string {
  const json = parseJson(text, faults)
  if (json === undefined) return 'JSON that cannot be read'
  const feed = v.safeParse(JsonFeed, json)
  if (!feed.success) return 'JSON, but not JSON Feed'
  const { items, ...head } = feed.output
  if (!v.is(Version, head.version)) {
    if (!v.is(TellingFeed, json)) return 'JSON, but not JSON Feed'
    faults.add('feed', 'the version is not one of JSON Feed’s; it was read as one nevertheless')
  }
  for (const name of feedFaults(json, head))
    faults.add('feed', `${name} is not what JSON Feed says it is and was passed over`)
  if (items.length > limits.maxEntries)
    faults.add('feed', `only the first ${limits.maxEntries} entries were read`)
  let read = 0
  for (const item of items.slice(0, limits.maxEntries)) {
    const entry = readItem(item, surroundings, limits, (what) =>
      faults.add(`entries[${read}]`, what),
    )
    if (!entry) continue
    read += 1
    onEntry(entry)
  }
  return readHead(head, surroundings)
}

function parseJson(text: string, faults: FaultList): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    const mended = mendJson(text)
    if (mended === undefined) return undefined
    try {
      const json = JSON.parse(mended) as unknown
      faults.add(
        'document',
        'the JSON breaks off or goes on after its end; what is whole of it was read',
      )
      return json
    } catch {
      return undefined
    }
  }
}

/** Members that were there and could not be taken. */
function feedFaults(json: unknown, taken: object): string[] {
  if (typeof json !== 'object' || json === null) return []
  const given = new Map<string, unknown>(Object.entries(json))
  return Object.entries(taken)
    .filter(([name, value]) => value === undefined && (given.get(name) ?? undefined) !== undefined)
    .map(([name]) => name)
}

type Head = Omit<v.InferOutput<typeof JsonFeed>, 'items'>
type Item = v.InferOutput<typeof JsonItem>

function readHead(head: Head, { base, language }: Surroundings): ParsedFeed {
  const links: Link[] = []
  const add = (rel: string, href: string | undefined) => {
    if (href?.trim()) links.push({ href: resolveUrl(href, base), rel })
  }
  add('alternate', head.home_page_url)
  add('self', head.feed_url)
  add('next', head.next_url)
  for (const hub of head.hubs ?? []) add('hub', hub.url)
  const image = head.icon ?? head.favicon
  return {
    format: head.version?.endsWith('1.1') ? 'json-feed-1.1' : 'json-feed-1.0',
    ...present({
      id: head.feed_url?.trim(),
      title: textOf(head.title),
      subtitle: textOf(head.description),
      language: languageTag(head.language) ?? languageTag(language?.split(',', 1)[0]),
      image: image?.trim() ? resolveUrl(image, base) : undefined,
    }),
    links,
    authors: peopleOf(head, base),
    contributors: [],
    categories: [],
    hints: {},
  }
}

function readItem(
  json: unknown,
  { base }: Surroundings,
  limits: ReadLimits,
  fault: (what: string) => void,
): ParsedEntry | undefined {
  const parsed = v.safeParse(JsonItem, json)
  if (!parsed.success) {
    fault('an item is no object and was passed over')
    return undefined
  }
  const item = parsed.output
  for (const name of feedFaults(json, item))
    fault(`${name} is not what JSON Feed says it is and was passed over`)
  const cut = (text: string | undefined) => {
    if (text === undefined || text.length <= limits.maxTextLength) return text
    fault(`a text is longer than ${limits.maxTextLength} characters and was cut there`)
    return text.slice(0, limits.maxTextLength)
  }
  const html = cut(item.content_html)
  const date = (name: 'date_published' | 'date_modified') => {
    const written = item[name]
    const moment = written === undefined ? undefined : parseDate(written)
    if (written?.trim() && !moment) fault(`${name} is no date: “${written.slice(0, 60)}”`)
    return moment
  }
  const image = item.image ?? item.banner_image
  const entry: ParsedEntry = {
    ...present({
      id: item.id?.trim(),
      title: textOf(cut(item.title)),
      summary: textOf(cut(item.summary)),
      content: html?.trim()
        ? { type: 'html' as const, value: resolveReferences(html.trim(), base) }
        : textOf(cut(item.content_text)),
      published: date('date_published'),
      updated: date('date_modified'),
      language: languageTag(item.language),
      image: image?.trim() ? resolveUrl(image, base) : undefined,
    }),
    links: linksOf(item, base),
    enclosures: enclosuresOf(item, base),
    authors: peopleOf(item, base),
    contributors: [],
    categories: (item.tags ?? [])
      .filter((term) => term.trim() !== '')
      .map((term) => ({ term: term.trim() })),
  }
  if (entry.id || entry.title || entry.content || entry.summary || entry.links.length > 0)
    return entry
  fault('an entry says nothing and was passed over')
  return undefined
}

function textOf(value: string | undefined): { type: 'text'; value: string } | undefined {
  const text = value?.trim()
  return text ? { type: 'text', value: text } : undefined
}

function linksOf(item: Item, base: string): Link[] {
  const links: Link[] = []
  if (item.url?.trim()) links.push({ href: resolveUrl(item.url, base), rel: 'alternate' })
  if (item.external_url?.trim())
    links.push({ href: resolveUrl(item.external_url, base), rel: 'related' })
  return links
}

function enclosuresOf(item: Item, base: string): ParsedEntry['enclosures'] {
  return (item.attachments ?? []).flatMap((file) => {
    if (!file.url?.trim()) return []
    const {
      mime_type: type,
      title,
      size_in_bytes: length,
      duration_in_seconds: durationSeconds,
    } = file
    return [
      { url: resolveUrl(file.url, base), ...present({ type, title, length, durationSeconds }) },
    ]
  })
}

/** 1.1 has `authors`, 1.0 has `author`. */
function peopleOf(
  from: { authors?: JsonPerson[] | undefined; author?: JsonPerson | undefined },
  base: string,
): Person[] {
  const people =
    from.authors && from.authors.length > 0 ? from.authors : from.author ? [from.author] : []
  return people.flatMap(({ name, url }) => {
    const person = present({
      name: name?.trim(),
      url: url?.trim() ? resolveUrl(url, base) : undefined,
    })
    return Object.keys(person).length > 0 ? [person] : []
  })
}
