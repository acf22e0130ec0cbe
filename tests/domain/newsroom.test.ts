import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { complaints } from '../../src/domain/complaint.ts'
import { Newsroom } from '../../src/domain/newsroom.ts'
import { OwnEntry } from '../../src/domain/own-entry.ts'
import { defaultSlug, SourceDeclaration } from '../../src/domain/source-file.ts'
import { Topic } from '../../src/domain/topic.ts'

const entry = { slug: 'first', title: 'First', published: '2021-09-28', markdown: '' }
const whole = {
  newsroom: { title: 'T', description: 'D', contact: 'https://example.org/', language: 'en' },
  topics: [{ slug: 'defence', title: 'T', description: 'D', groups: {} }],
  sources: [{ url: 'https://example.org/feed' }],
  entries: [entry],
}

const complaintsOf = (schema: v.GenericSchema, value: unknown) => {
  const parsed = v.safeParse(schema, value)
  return parsed.success
    ? []
    : complaints(parsed.issues).map(({ path, what }) => `${path.join('.')}: ${what}`)
}

describe('the slug of a source that was given none', () => {
  it.each([
    { url: 'https://www.example.org/feed/', slug: 'example-org-feed' },
    { url: 'https://Example.ORG/A/B.xml', slug: 'example-org-a-b-xml' },
    { url: 'http://localhost:8080/1.atom', slug: 'localhost-8080-1-atom' },
    { url: 'https://example.org/?token=secret#part', slug: 'example-org' },
    {
      url: 'https://example.org/ニュース',
      slug: 'example-org-e3-83-8b-e3-83-a5-e3-83-bc-e3-82-b9',
    },
    { url: 'http://[::1]/', slug: '1' },
    { url: `https://example.org/${'a'.repeat(500)}`, slug: `example-org-${'a'.repeat(188)}` },
  ])('$url: $slug', ({ url, slug }) => {
    expect(defaultSlug({ url })).toBe(slug)
    expect(v.parse(SourceDeclaration, { url }).slug).toBe(slug)
  })

  it('tells nothing of a private address but its host', () => {
    expect(defaultSlug({ url: 'https://example.org/s3cret/feed', private: true })).toBe(
      'example-org',
    )
  })

  it('is not used where there is one', () => {
    expect(v.parse(SourceDeclaration, { url: 'https://example.org/', slug: 'own' }).slug).toBe(
      'own',
    )
  })
})

describe('dates of an own entry', () => {
  it.each([
    { published: '2021-09-28', means: '2021-09-28T00:00:00Z' },
    { published: '2021-09-28T10:00:00+09:00', means: '2021-09-28T01:00:00Z' },
    { published: '2021-09-28t10:00:00.5z', means: '2021-09-28T10:00:00.500Z' },
  ])('$published means $means', ({ published, means }) => {
    expect(v.parse(OwnEntry, { ...entry, published }).published).toBe(means)
  })

  it.each([
    '2021-09-31',
    '2021-13-01',
    '28 September 2021',
    '2021-09-28T10:00',
    '2021-09-28T25:00:00Z',
    '',
  ])('"%s" is refused', (published) => {
    expect(v.is(OwnEntry, { ...entry, published })).toBe(false)
  })
})

describe('an own entry', () => {
  it('may name authors and categories by a word', () => {
    const parsed = v.parse(OwnEntry, {
      ...entry,
      authors: ['A. Writer', { name: 'B', url: 'https://example.org/b' }],
      categories: ['Defence', { term: 'jp', label: 'Japan' }],
    })
    expect(parsed.authors).toEqual([
      { name: 'A. Writer' },
      { name: 'B', url: 'https://example.org/b' },
    ])
    expect(parsed.categories).toEqual([{ term: 'Defence' }, { term: 'jp', label: 'Japan' }])
  })
})

describe('what is wrong with a newsroom is told with its place', () => {
  it.each([
    { value: whole, says: [] },
    {
      value: { ...whole, topics: [{ ...whole.topics[0], treshold: 2 }] },
      says: ['topics.0.treshold: unknown key "treshold": did you mean "threshold"?'],
    },
    {
      value: { ...whole, sources: [{ url: 'https://example.org/a', xyzzy: 1, plugh: 2 }] },
      says: [
        'sources.0.xyzzy: unknown key "xyzzy": expected one of "url", "slug", "title", "homePageUrl", "official", "private", "paused", "language", "licence", "credit", "enrich", "keep"; also unknown here: "plugh"',
      ],
    },
    {
      value: { ...whole, entries: [{ ...entry, authors: [{ nme: 'A' }] }] },
      says: [
        'entries.0.authors.0.name: "name" is missing',
        'entries.0.authors.0.nme: unknown key "nme": did you mean "name"?',
      ],
    },
    {
      value: { ...whole, entries: [entry, { ...entry, title: 'Second' }] },
      says: ['entries.1.slug: expected entries to differ in "slug": number 1 has "first" too'],
    },
    {
      value: { ...whole, sources: [...whole.sources, { ...whole.sources[0], slug: 'other' }] },
      says: [
        'sources.1.url: expected sources to differ in "url": number 1 has "https://example.org/feed" too',
      ],
    },
    { value: { ...whole, newsroom: undefined }, says: [expect.stringContaining('newsroom: ')] },
    {
      value: 'text',
      says: [': expected an object with "newsroom", "topics", "gazetteers", "sources", "entries"'],
    },
  ])('$says', ({ value, says }) => {
    expect(complaintsOf(Newsroom, value)).toEqual(says)
  })
})

describe('a topic', () => {
  it('leaves the path of its schema behind', () => {
    const topic = { slug: 'a', title: 'T', description: 'D', groups: {} }
    expect(v.parse(Topic, { $schema: '../schemas/topic.schema.json', ...topic })).toEqual(topic)
  })

  it('cannot be called all, the stream of every entry', () => {
    expect(v.is(Topic, { slug: 'all', title: 'T', description: 'D', groups: {} })).toBe(false)
  })
})
