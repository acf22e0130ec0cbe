import fc from 'fast-check'
import type { ParsedEntry, ParsedFeed } from '../../src/domain/document.ts'
import type { Duplicate, ServedEntry, ServedSource } from '../../src/domain/feed.ts'
import { normalizeEntry } from '../../src/ingest/normalize.ts'
import { servedOf } from './feeds.ts'

/** What has broken a writer of XML before, among anything at all. */
const BREAKERS = [
  ']]>',
  '&',
  '&amp;',
  '&amp;amp;',
  '&#60;',
  '<',
  '>',
  '"',
  "'",
  '\t',
  '\n',
  '\r',
  '<b>',
  '<p>a</p>',
  '\u0000',
  '\uFFFE',
  '\uD800',
  '日本',
  '👍',
  'مرحبا',
  '<!--',
  '<![CDATA[',
  '<?x',
]

/**
 * Anything a publisher may have written, at its worst. C1 controls apart: `ingest/` reads them as the
 * punctuation they were meant for, and feedparser would do the same to what we serve.
 */
export const anyText = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom(...BREAKERS)), {
    maxLength: 8,
  })
  .map((parts) => parts.join('').replaceAll(/[\u0080-\u009F]/g, ''))

const anyWords = anyText.filter((text) => /[\p{L}\p{N}]/u.test(text))

/** Without `&amp;`: some parsers decode what stands in a link once more. */
export const anyUrl = fc.tuple(anyText, anyText).map(([path, query]) => {
  const made = new URL('https://example.org/')
  made.pathname = `/${path}`
  made.search = query
  return made.href.replaceAll(/&(?:amp;)+/g, '&')
})

const anyMoment = fc
  .date({ min: new Date('1999-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map((date) => date.toISOString().replace(/\.\d+Z$/, 'Z'))

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 })

/** Only the members that are there. */
const present = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>
  }

const anyPerson = fc
  .record({
    // Brackets are how RSS tells a name from an address, and some parsers take any for that.
    name: optional(anyWords.map((name) => name.replaceAll(/[<>()]/g, ''))),
    email: optional(fc.constantFrom('ada@example.org', 'bo@example.net')),
    url: optional(anyUrl),
  })
  .filter((person) => Object.values(person).some((value) => value !== undefined))
  .map(present)

const anyParsedEntry: fc.Arbitrary<ParsedEntry> = fc
  .record({
    title: optional(anyText.map((value) => ({ type: 'text' as const, value }))),
    summary: optional(anyText.map((value) => ({ type: 'html' as const, value }))),
    content: optional(anyText.map((value) => ({ type: 'html' as const, value }))),
    published: optional(anyMoment),
    updated: optional(anyMoment),
    url: optional(anyUrl),
    links: few(
      fc
        .record({
          rel: fc.constantFrom('related', 'via', 'license', 'alternate', 'canonical', 'next'),
          href: anyUrl,
          title: optional(anyText),
          hreflang: optional(fc.constantFrom('en', 'ja')),
        })
        .map(present),
    ),
    enclosures: few(
      fc
        .record({
          url: anyUrl,
          type: optional(fc.constantFrom('audio/mpeg', 'image/png')),
          length: optional(fc.nat()),
          title: optional(anyText),
        })
        .map(present),
    ),
    authors: few(anyPerson),
    contributors: few(anyPerson),
    categories: few(
      fc
        .record({ term: anyWords, scheme: optional(anyUrl), label: optional(anyWords) })
        .map(present),
    ),
    rights: optional(anyText.map((value) => ({ type: 'text' as const, value }))),
    language: optional(fc.constantFrom('en', 'en-GB', 'ja', 'ar')),
    image: optional(anyUrl),
  })
  .map(({ url, links, ...rest }) => ({
    ...present(rest),
    links: [...(url === undefined ? [] : [{ rel: 'alternate', href: url }]), ...links],
  }))

const NO_FEED: ParsedFeed = {
  format: 'atom-1.0',
  links: [],
  authors: [],
  contributors: [],
  categories: [],
  hints: {},
}

const anySource: fc.Arbitrary<ServedSource> = fc.record({
  slug: fc.constantFrom('one', 'two', 'three'),
  title: anyWords,
  id: fc.constantFrom('urn:x:feed', 'https://example.org/feed'),
  homePageUrl: optional(anyUrl),
  feedUrl: optional(anyUrl),
  rights: optional(anyText),
  credit: optional(anyText),
  licence: optional(fc.record({ name: anyWords, url: optional(anyUrl) })),
  changedAt: anyMoment,
})

const anyDuplicate: fc.Arbitrary<Duplicate> = fc.record({
  title: anyText,
  url: optional(anyUrl),
  source: optional(anyWords),
})

/** An entry as it would be served, having come all the way in: cleaned, and with any source or none. */
const anyEntry: fc.Arbitrary<ServedEntry> = fc
  .record({
    parsed: anyParsedEntry,
    id: fc.oneof(
      fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
      anyUrl,
    ),
    key: fc.stringMatching(/^[a-z2-7]{16}$/),
    servedFrom: fc.option(anySource, { nil: null }),
    topics: fc.subarray(['one-topic', 'two-topic', 'nameless']),
    quote: anyWords,
    duplicates: few(anyDuplicate),
    firstSeenAt: anyMoment,
  })
  .map(({ parsed, id, key, servedFrom, topics, quote, duplicates, firstSeenAt }) => {
    const { content } = normalizeEntry(parsed, NO_FEED)
    return servedOf({
      ...content,
      id,
      key,
      servedFrom,
      source: servedFrom?.slug ?? null,
      updated: content.updated ?? content.published ?? firstSeenAt,
      topics: topics.map((slug) => ({
        slug,
        evidence: [{ rule: 'words', field: 'title', term: quote, quote, offset: 0, weight: 1 }],
      })),
      duplicates,
    })
  })

/** Entries that a feed may hold together: no two with one id. */
export const anyEntries = fc.uniqueArray(anyEntry, {
  selector: ({ id }) => id,
  minLength: 1,
  maxLength: 4,
})
