import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { readNewsroom } from '../../scripts/newsroom-files.ts'
import { Newsroom } from '../../src/domain/newsroom.ts'

/** A small newsroom in which nothing is wrong; each test replaces, adds or removes (null) files. */
const WHOLE: Record<string, string> = {
  'newsroom.json': `{
  "title": "A newsroom",
  "description": "For tests",
  "contact": "desk@example.org",
  "language": "en"
}`,
  'topics/defence.json': `{
  "title": "Defence",
  "description": "Forces",
  "groups": { "core": { "terms": ["defence"] } }
}`,
  'sources.json': `{
  "sources": [
    { "url": "https://www.example.org/news/feed.xml" }
  ]
}`,
  'entries/first.md': `---
title: First
published: 2021-09-28
---

Hello.
`,
}

const folders: string[] = []

async function newsroom(changes: Record<string, string | null> = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'newsroom-'))
  folders.push(dir)
  for (const [file, text] of Object.entries({ ...WHOLE, ...changes })) {
    if (text === null) continue
    await mkdir(join(dir, dirname(file)), { recursive: true })
    await writeFile(join(dir, file), text)
  }
  return dir
}

async function problems(changes: Record<string, string | null>): Promise<string[]> {
  const read = await readNewsroom(await newsroom(changes))
  return read.kind === 'broken'
    ? read.problems.map(({ file, line, column, what }) => `${file}:${line}:${column} ${what}`)
    : []
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((dir) => rm(dir, { recursive: true })))
})

describe('a newsroom read from its files', () => {
  it('is one value: slugs from file names and URLs, dates in UTC, Markdown as it stands', async () => {
    expect(await readNewsroom(await newsroom())).toEqual({
      kind: 'newsroom',
      newsroom: {
        newsroom: {
          title: 'A newsroom',
          description: 'For tests',
          contact: 'desk@example.org',
          language: 'en',
        },
        topics: [
          {
            slug: 'defence',
            title: 'Defence',
            description: 'Forces',
            groups: { core: { terms: ['defence'] } },
          },
        ],
        gazetteers: [],
        sources: [
          { slug: 'example-org-news-feed-xml', url: 'https://www.example.org/news/feed.xml' },
        ],
        entries: [
          { slug: 'first', title: 'First', published: '2021-09-28T00:00:00Z', markdown: 'Hello.' },
        ],
      },
    })
  })

  it.each([
    { because: 'a bare list of sources', file: 'sources.json', text: '[]' },
    { because: 'no entries of its own', file: 'entries/first.md', text: null },
    {
      because: 'a topic that repeats its slug',
      file: 'topics/defence.json',
      text: '{"slug": "defence", "title": "D", "description": "d", "groups": {}}',
    },
    {
      because: 'a file that names its schema',
      file: 'sources.json',
      text: '{"$schema": "./schemas/sources.schema.json", "sources": []}',
    },
    {
      because: 'an entry with nothing but its front matter, in Windows line ends',
      file: 'entries/first.md',
      text: '---\r\ntitle: T\r\npublished: 2021-09-28T10:00:00+09:00\r\n---',
    },
    { because: 'a hidden file beside the topics', file: 'topics/.DS_Store', text: '' },
    { because: 'a byte order mark', file: 'sources.json', text: '\uFEFF{"sources": []}' },
  ])('may have $because', async ({ file, text }) => {
    expect(await problems({ [file]: text })).toEqual([])
  })
})

describe('a broken file is refused with its place and what was expected', () => {
  it.each([
    {
      file: 'newsroom.json',
      text: '{\n  "title": "T",\n  "description": "D"\n  "contact": "c"\n}',
      says: ['newsroom.json:4:3 expected a comma before this'],
    },
    {
      file: 'newsroom.json',
      text: '{\n  // ours\n}',
      says: ['newsroom.json:2:3 expected no comment: this is strict JSON'],
    },
    {
      file: 'newsroom.json',
      text: '',
      says: ['newsroom.json:1:1 expected a value (a comma too many before it?)'],
    },
    {
      file: 'newsroom.json',
      text: '[]',
      says: ['newsroom.json:1:1 expected an object with named members'],
    },
    {
      file: 'newsroom.json',
      text: null,
      says: ['newsroom.json:1:1 expected this file, and there is none'],
    },
    {
      file: 'newsroom.json',
      text: '{\n  "titel": "T",\n  "description": "D",\n  "contact": "nobody",\n  "language": "english language"\n}',
      says: [
        'newsroom.json:1:1 "title" is missing',
        'newsroom.json:4:14 expected a mail address or an http or https URL',
        'newsroom.json:5:15 expected a language tag (BCP 47), such as en or ja-JP',
        'newsroom.json:2:3 unknown key "titel": did you mean "title"?',
      ],
    },
    {
      file: 'topics/defence.json',
      text: '{\n  "title": "D",\n  "title": "E",\n  "description": "d",\n  "groups": {}\n}',
      says: ['topics/defence.json:3:3 expected "title" only once here'],
    },
    {
      file: 'topics/defence.json',
      text: '{\n  "title": "D", "description": "d",\n  "groups": {\n    "core": { "terms": ["a", 5, "!?"] }\n  },\n  "exlude": []\n}',
      says: [
        'topics/defence.json:4:30 expected a phrase, or an object with a "term"',
        'topics/defence.json:4:33 expected a word or a phrase with at least one letter or digit',
        'topics/defence.json:6:3 unknown key "exlude": did you mean "exclude"?',
      ],
    },
    {
      file: 'topics/defence.json',
      text: '{\n  "title": "D", "description": "d",\n  "groups": {\n    "core": { "terms": [{ "term": "US", "Case": true }, { "term": "a", "weight": 99 }] }\n  }\n}',
      says: [
        'topics/defence.json:4:41 unknown key "Case": did you mean "case"?',
        'topics/defence.json:4:82 expected a weight of at most 10',
      ],
    },
    {
      file: 'topics/defence.json',
      text: '{\n  "title": "D", "description": "d",\n  "groups": {\n    "seas": { "gazetteer": "sees" }\n  }\n}',
      says: ['topics/defence.json:4:28 expected a gazetteer, and there is no "sees"'],
    },
    {
      file: 'topics/defence.json',
      text: '{\n  "title": "D", "description": "d",\n  "groups": {\n    "none": { "weight": 1 },\n    "kinds": { "gazetteer": "seas", "kinds": ["see"] }\n  }\n}',
      says: [
        'topics/defence.json:4:13 expected "terms", a "gazetteer", or both',
        'topics/defence.json:5:47 expected one of "region", "country", "territory", "province", "island", "sea", "strait", "base", "body", "command"',
      ],
    },
    {
      file: 'topics/defence.json',
      text: '{\n  "title": "D", "description": "d",\n  "rule": { "all": [\n    { "any": [] },\n    { "prefix": "a.*" },\n    { "phrase": "x", "fields": ["titel"] },\n    { "nome": ["x"] }\n  ] },\n  "sources": { "nevr": [] }\n}',
      says: [
        'topics/defence.json:4:14 expected at least one condition',
        'topics/defence.json:5:17 expected the first 2 to 30 letters of a word',
        'topics/defence.json:6:33 expected one of "title", "summary", "content", "category", "url"',
        'topics/defence.json:7:5 expected a phrase, or an object with "all", "any", "none", "phrase" or "prefix"',
        'topics/defence.json:9:16 unknown key "nevr": did you mean "never"?',
      ],
    },
    {
      file: 'topics/defence.json',
      text: '{\n  "title": "D", "description": "d",\n  "rule": { "none": ["football"] }\n}',
      says: [
        'topics/defence.json:3:11 expected a rule that asks for something: every entry would belong to this topic',
      ],
    },
    {
      file: 'gazetteers/seas.json',
      text: '{\n  "title": "Seas",\n  "places": [\n    { "name": "Sulu Sea", "kind": "see" },\n    { "nam": "Java Sea" }\n  ]\n}',
      says: [
        'gazetteers/seas.json:4:35 expected one of "region", "country", "territory", "province", "island", "sea", "strait", "base", "body", "command"',
        'gazetteers/seas.json:5:5 "name" is missing',
        'gazetteers/seas.json:5:5 "kind" is missing',
        'gazetteers/seas.json:5:7 unknown key "nam": did you mean "name"?',
      ],
    },
    {
      file: 'topics/defence.json',
      text: '{\n  "slug": "defense", "title": "D", "description": "d", "groups": {}\n}',
      says: ['topics/defence.json:2:11 expected "defence", the name of the file, or nothing'],
    },
    {
      file: 'topics/all.json',
      text: '{"title": "A", "description": "a", "groups": {}}',
      says: ['topics/all.json:1:1 expected another slug: "all" is the stream of every entry'],
    },
    {
      file: 'topics/Sea Power.json',
      text: '{}',
      says: [
        'topics/Sea Power.json:1:1 expected a file name of a to z, 0 to 9 and single hyphens: it is the slug',
      ],
    },
    {
      file: 'topics/notes.txt',
      text: '',
      says: ['topics/notes.txt:1:1 expected only .json files here'],
    },
    {
      file: 'sources.json',
      text: '[\n  { "url": "https://example.org/a", "offical": true },\n  { "url": "ftp://example.org/b", "slug": "B" }\n]',
      says: [
        'sources.json:2:37 unknown key "offical": did you mean "official"?',
        'sources.json:3:12 expected an absolute http or https URL',
        'sources.json:3:43 expected a slug: words of a to z and 0 to 9 joined by single hyphens',
      ],
    },
    {
      file: 'sources.json',
      text: '{ "sources": [\n  { "url": "https://example.org/a" },\n  { "url": "https://example.org/a", "slug": "b" },\n  { "url": "https://example.org/c", "slug": "b" }\n] }',
      says: [
        'sources.json:4:45 expected sources to differ in "slug": number 2 has "b" too',
        'sources.json:3:12 expected sources to differ in "url": number 1 has "https://example.org/a" too',
      ],
    },
    {
      file: 'entries/first.md',
      text: 'Hello.',
      says: ['entries/first.md:1:1 expected front matter: a line ---, members in YAML, a line ---'],
    },
    {
      file: 'entries/first.md',
      text: '---\ntitle: T\npublished: yesterday\nlinks:\n  - rel: alternate\n    href: here\nsumary: S\n---\n',
      says: [
        'entries/first.md:3:12 expected a date (2021-09-28) or a date and time with its zone (2021-09-28T10:00:00Z)',
        'entries/first.md:5:10 expected "related" or "via" (RFC 4287 §4.2.7.2)',
        'entries/first.md:6:11 expected an absolute http or https URL',
        'entries/first.md:7:1 unknown key "sumary": did you mean "summary"?',
      ],
    },
    {
      file: 'entries/first.md',
      text: '---\ntitle: "T\npublished: 2021-09-28\n---\n',
      says: [expect.stringMatching(/^entries\/first\.md:\d:\d+ expected YAML: /)],
    },
    {
      file: 'entries/second.md',
      text: '---\ntitle: T\npublished: 2021-02-30\nid: "not an iri"\n---\n',
      says: [
        'entries/second.md:3:12 expected a date (2021-09-28) or a date and time with its zone (2021-09-28T10:00:00Z)',
        'entries/second.md:4:5 expected an absolute IRI, such as urn:uuid:… or https://…',
      ],
    },
  ])('$says.0', async ({ file, text, says }) => {
    expect(await problems({ [file]: text })).toEqual(says)
  })

  it('refers to a gazetteer of its own folder', async () => {
    const topic =
      '{ "title": "S", "description": "s", "groups": { "seas": { "gazetteer": "seas" } } }'
    const seas = '{ "title": "Seas", "places": [{ "name": "Sulu Sea", "kind": "sea" }] }'
    const files = { 'topics/sea.json': topic, 'gazetteers/seas.json': seas }
    expect(await problems(files)).toEqual([])
    expect(await problems({ ...files, 'gazetteers/seas.json': null })).toEqual([
      'topics/sea.json:1:72 expected a gazetteer, and there is no "seas"',
    ])
  })

  it('names every problem of every file at once', async () => {
    const found = await problems({
      'newsroom.json': '{',
      'sources.json': null,
      'topics/defence.json': '{}',
    })
    expect(new Set(found.map((problem) => problem.split(':')[0]))).toEqual(
      new Set(['newsroom.json', 'sources.json', 'topics/defence.json']),
    )
  })

  it('refuses an id that two entries share, at the second', async () => {
    const entry = '---\ntitle: T\npublished: 2021-09-28\nid: urn:example:1\n---\n'
    expect(await problems({ 'entries/first.md': entry, 'entries/second.md': entry })).toEqual([
      'entries/second.md:4:5 expected entries to differ in "id": number 1 has "urn:example:1" too',
    ])
  })

  it('says so when there is no such folder, or no topics in it', async () => {
    const dir = await newsroom({ 'topics/defence.json': null })
    expect(await readNewsroom(dir)).toMatchObject({
      problems: [
        {
          file: 'topics',
          what: 'expected a folder with one file for each topic, and there is none',
        },
      ],
    })
    const nowhere = join(dir, 'nowhere')
    expect(await readNewsroom(nowhere)).toEqual({
      kind: 'broken',
      problems: [
        {
          file: nowhere,
          line: 1,
          column: 1,
          what: 'expected a folder with a newsroom, and there is none',
        },
      ],
    })
  })

  it('refuses text that is not UTF-8', async () => {
    const dir = await newsroom()
    await writeFile(join(dir, 'newsroom.json'), new Uint8Array([0x7b, 0xff, 0x7d]))
    expect(await readNewsroom(dir)).toMatchObject({
      problems: [{ file: 'newsroom.json', what: 'expected text in UTF-8' }],
    })
  })
})

describe("the project's own newsroom in data/", () => {
  it('is whole, and is the same newsroom once it went through the API as JSON', async () => {
    const read = await readNewsroom(join(import.meta.dirname, '../../data'))
    if (read.kind === 'broken') throw new Error(JSON.stringify(read.problems))
    expect(v.parse(Newsroom, JSON.parse(JSON.stringify(read.newsroom)))).toEqual(read.newsroom)
  })
})
