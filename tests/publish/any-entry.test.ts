import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryOf, type FeedQuery } from '../../src/domain/feed-query.ts'
import type { Source } from '../../src/domain/source.ts'
import type { Topic } from '../../src/domain/topic.ts'
import { feedDocument, WRITER } from '../../src/publish/document.ts'
import { sourcesOpml, topicsOpml } from '../../src/publish/opml.ts'
import { withoutForbiddenCharacters } from '../../src/web/characters.ts'
import { anyEntries, anyText, anyUrl } from '../support/any-entry.ts'
import { feedOf } from '../support/feeds.ts'
import { sourceOf } from '../support/sources.ts'
import { wellFormed } from '../support/well-formed.ts'

/** Written as itself, a carriage return comes back as a line feed: XML 1.0 §2.11. */
const withoutReturns = (value: string) => value.replaceAll(/\r\n?/g, '\n')

describe('whatever an entry says', () => {
  it('Atom says the same to the letter', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const texts = wellFormed(WRITER.atom(feedOf(entries)))
        expect(texts.get('id')?.slice(1)).toEqual(
          entries.flatMap(({ id, servedFrom }) => (servedFrom ? [id, servedFrom.id] : [id])),
        )
        expect(texts.get('content') ?? []).toEqual(entries.flatMap(({ content }) => content ?? []))
        expect(texts.get('summary') ?? []).toEqual(entries.flatMap(({ summary }) => summary ?? []))
        expect(texts.get('published') ?? []).toEqual(
          entries.flatMap(({ published }) => published ?? []),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('RSS says the same to the letter', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const texts = wellFormed(WRITER.rss(feedOf(entries)))
        expect(texts.get('guid')).toEqual(entries.map(({ id }) => id))
        expect(texts.get('title')?.slice(1)).toEqual(
          entries.flatMap(({ title }) => (title === '' ? [] : title)),
        )
        expect((texts.get('source') ?? []).map(withoutReturns)).toEqual(
          entries.flatMap(({ servedFrom: from }) =>
            from?.feedUrl === undefined
              ? []
              : withoutReturns(withoutForbiddenCharacters(from.title)),
          ),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('JSON Feed says the very same', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const { items } = JSON.parse(WRITER.json(feedOf(entries)))
        for (const [i, entry] of entries.entries())
          expect(items[i]).toMatchObject({
            id: entry.id,
            content_html: entry.content ?? entry.summary ?? '',
            ...(entry.title !== '' && { title: entry.title }),
          })
      }),
    )
  })
})

const anyWords = anyText.map((text) => `${text}x`)
const anyTopic: fc.Arbitrary<Topic> = fc.record({
  slug: fc.stringMatching(/^[a-z][a-z0-9]{0,5}(?:-[a-z0-9]{1,4}){0,2}$/).filter((s) => s !== 'all'),
  title: anyWords,
  description: anyWords,
  groups: fc.constant({}),
})
const anySource: fc.Arbitrary<Source> = fc
  .record({
    slug: fc.constantFrom('a', 'b', 'c'),
    title: anyWords,
    url: anyUrl,
    private: fc.boolean(),
  })
  .map(sourceOf)

const anyQuery = (topics: Topic[]): fc.Arbitrary<FeedQuery> =>
  fc.record<FeedQuery>({
    expression: fc
      .subarray(topics.map(({ slug }) => slug))
      .map((slugs) => queryOf(...slugs.toSorted()).expression),
    languages: fc.constantFrom([], ['en'], ['ar', 'ja']),
    search: fc.array(
      anyWords.map((text) => ({ text, not: false })),
      { maxLength: 1 },
    ),
    showsDuplicates: fc.boolean(),
    sources: fc.constantFrom([], ['a', 'b']),
    limit: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
    since: fc.option(fc.constant('2026-11-22T00:00:00Z'), { nil: undefined }),
    before: fc.option(fc.constant({ sortAt: '2026-11-22T12:00:00Z', key: 'abc' }), {
      nil: undefined,
    }),
    view: fc.constant('full' as const),
  })

/** All that a newsroom can be, at its worst: its topics, its sources, its entries, and what is asked of it. */
const anyNewsroom = fc
  .uniqueArray(anyTopic, { selector: ({ slug }) => slug, maxLength: 4 })
  .chain((topics) =>
    fc.record({
      topics: fc.constant(topics),
      newsroom: fc.record({
        title: anyWords,
        description: anyWords,
        contact: fc.constantFrom('desk@example.org', 'https://example.org/contact'),
        language: fc.constantFrom('en', 'ja', 'ar'),
        via: fc.boolean(),
      }),
      sources: fc.uniqueArray(anySource, { selector: ({ slug }) => slug }),
      entries: fc.option(anyEntries, { nil: [] }),
      query: anyQuery(topics),
      hasNext: fc.boolean(),
    }),
  )

const VIEWS = ['full', 'summary', 'title'] as const

describe('whatever a newsroom is', () => {
  it('every document of it is well formed, in every format and view', () => {
    fc.assert(
      fc.property(anyNewsroom, (given) => {
        const { topics, newsroom, sources, entries, query, hasNext } = given
        const siteUrl = 'https://despatch.example'
        const next = hasNext ? { sortAt: '2026-11-01T10:00:00Z', key: 'abc' } : undefined
        for (const view of VIEWS) {
          const selection = {
            query: { ...query, view },
            entries,
            next,
            changedAt: '2026-11-01T00:00:00Z',
          }
          const feed = feedDocument(selection, { newsroom, topics, siteUrl })
          wellFormed(WRITER.atom(feed))
          wellFormed(WRITER.rss(feed))
          expect(JSON.parse(WRITER.json(feed)).items).toHaveLength(entries.length)
        }
        wellFormed(topicsOpml(newsroom, topics, siteUrl))
        wellFormed(sourcesOpml(newsroom, sources))
      }),
      { numRuns: 2000 },
    )
  }, 120_000)
})
