import fc from 'fast-check'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import type { CleanHtml } from '../../src/domain/entry.ts'
import type { ServedEntry } from '../../src/domain/feed.ts'
import { writeAtom } from '../../src/publish/atom.ts'
import { writeJsonFeed } from '../../src/publish/json-feed.ts'
import { writeRss } from '../../src/publish/rss.ts'
import { withoutForbiddenCharacters } from '../../src/web/characters.ts'
import { feedOf, servedOf } from '../support/feeds.ts'

/** What has broken a writer of XML before, among anything at all. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        ']]>',
        '&',
        '&amp;',
        '&amp;amp;',
        '<',
        '>',
        '"',
        "'",
        '\t',
        '\n',
        '\r',
        '<b>',
        '\u0000',
        '\uFFFE',
        '\uD800',
        '日本',
        '👍',
        '<!--',
        '<![CDATA[',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))
const url = fc.tuple(text, text).map(([path, query]) => {
  const made = new URL('https://example.org/')
  made.pathname = `/${path}`
  made.search = query
  return made.href
})

const entry: fc.Arbitrary<ServedEntry> = fc
  .record({
    title: text,
    name: text.filter((name) => name.trim() !== ''),
    summary: fc.option(text, { nil: undefined }),
    content: fc.option(text, { nil: undefined }),
    url,
    enclosure: url,
    term: text.filter((term) => term.trim() !== ''),
    rights: text,
    source: text.filter((title) => title.trim() !== ''),
  })
  .map(({ title, name, summary, content, url: page, enclosure, term, rights, source }) =>
    servedOf({
      title,
      url: page,
      ...(summary !== undefined && { summary: summary as CleanHtml }),
      ...(content !== undefined && { content: content as CleanHtml }),
      authors: [{ name }],
      categories: [{ term, scheme: page }],
      enclosures: [{ url: enclosure, type: 'audio/mpeg', length: 1 }],
      rights,
      servedFrom: {
        slug: 's',
        title: source,
        id: 'urn:x',
        feedUrl: page,
        changedAt: '2026-11-01T00:00:00Z',
      },
    }),
  )

/** A strict parser's word on whether this is XML at all, with the text of each element by name. */
function wellFormed(xml: string): Map<string, string[]> {
  const parser = new SaxesParser({ xmlns: true, fragment: false })
  const texts = new Map<string, string[]>()
  const open: string[] = []
  let inside = ''
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => {
    open.push(name)
    inside = ''
  })
  parser.on('text', (piece) => {
    inside += piece
  })
  parser.on('cdata', (piece) => {
    inside += piece
  })
  parser.on('closetag', ({ name }) => {
    open.pop()
    texts.set(name, [...(texts.get(name) ?? []), inside])
    inside = ''
  })
  parser.write(xml).close()
  return texts
}

/** What XML may hold of a text, with its line ends as a parser gives them: XML 1.0 §2.11. */
const sayable = (value: string) => withoutForbiddenCharacters(value)

describe('whatever an entry says', () => {
  it('Atom is well formed and says the same', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), (entries) => {
        const xml = writeAtom(feedOf(entries))
        const titles = wellFormed(xml).get('title') ?? []
        expect(titles.filter((_, i) => i > 0 && i % 2 === 1)).toEqual(
          entries.map(({ title }) => sayable(title)),
        )
        expect(parseAtomFeed(xml).entries?.map(({ links }) => links?.[0]?.href)).toEqual(
          entries.map((one) => one.url),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('RSS is well formed and says the same', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), (entries) => {
        const xml = writeRss(feedOf(entries))
        const texts = wellFormed(xml)
        const titled = entries.filter(({ title }) => title !== '')
        expect(texts.get('title')?.slice(1).map(withoutReturns)).toEqual(
          titled.map(({ title }) => withoutReturns(sayable(title))),
        )
        expect(texts.get('dc:creator')?.map(withoutReturns)).toEqual(
          entries.map(({ authors }) => withoutReturns(sayable(authors[0]?.name ?? ''))),
        )
        const read = parseRssFeed(xml).items ?? []
        expect(read.map(({ enclosures }) => enclosures?.[0]?.url)).toEqual(
          entries.map(({ enclosures }) => enclosures[0]?.url),
        )
        expect(read.map(({ source }) => source?.url)).toEqual(
          entries.map((one) => one.servedFrom?.feedUrl),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('JSON Feed says the very same', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), (entries) => {
        const { items } = JSON.parse(writeJsonFeed(feedOf(entries))) as {
          items: { title?: string; url: string }[]
        }
        expect(items.map(({ title }) => title ?? '')).toEqual(entries.map(({ title }) => title))
      }),
    )
  })
})

/** Written as itself, a carriage return comes back as a line feed: XML 1.0 §2.11. */
function withoutReturns(value: string): string {
  return value.replaceAll(/\r\n?/g, '\n')
}
