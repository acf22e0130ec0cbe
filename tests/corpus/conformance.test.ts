import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import type { EntryContent } from '../../src/domain/entry.ts'
import type { FeedMetadata } from '../../src/domain/feed-metadata.ts'
import { normalizeEntry, normalizeFeed } from '../../src/ingest/normalize.ts'
import { plainText } from '../../src/ingest/plain-text.ts'
import { readDocument } from '../../src/ingest/read.ts'
import { escapeText } from '../../src/web/html.ts'
import { corpusBytes, corpusText, hasCorpus } from './corpus.ts'

interface Check {
  kind: string
  at: string
  field: string
  want: unknown
  type?: unknown
  alternatives?: unknown[]
}

interface Case {
  id: string
  file: string
  checks: Check[]
  url?: string
  content_type?: string
  content_location?: string
  content_language?: string
}

const WE_KEEP_NO_VECTORS = 'the suite keeps SVG and MathML; our sanitiser lets neither through'
/** What we read otherwise, and why. Whatever else fails is a mistake of ours. */
const OTHERWISE: Record<string, string> = {
  'wellformed/namespace/atommathml.xml': WE_KEEP_NO_VECTORS,
  'wellformed/namespace/atomsvg.xml': WE_KEEP_NO_VECTORS,
  'wellformed/namespace/atomsvgdesc.xml': WE_KEEP_NO_VECTORS,
  'wellformed/namespace/atomsvgtitle.xml': WE_KEEP_NO_VECTORS,
  'wellformed/namespace/atomxlink.xml': WE_KEEP_NO_VECTORS,
  'wellformed/namespace/rss2.0xlink.xml': WE_KEEP_NO_VECTORS,
}

/** Parsed and written again, attributes in order: the suite's spelling and ours become one. */
function normalHtml(html: string): string {
  const pieces: string[] = []
  const parser = new Parser({
    onopentag(name, { rel: _rel, ...attributes }) {
      const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
      pieces.push(`<${name}${sorted.map(([key, value]) => ` ${key}="${value}"`).join('')}>`)
    },
    onclosetag: (name) => pieces.push(`</${name}>`),
    ontext: (text) => pieces.push(escapeText(text)),
  })
  parser.end(html)
  return pieces.join('').replaceAll(/\s+/g, ' ').trim()
}

const sameHtml = (want: string, got = '') =>
  // A text without markup is right when a person reads the same words.
  normalHtml(want) === normalHtml(got) || want === got || want === plainText(got)

function sameText(check: Check, got = ''): boolean {
  const isMarkup = typeof check.type === 'string' && /html|xml/.test(check.type)
  return [check.want, ...(check.alternatives ?? [])].some(
    (want) => want === got || (isMarkup && plainText(String(want)).replaceAll('\n', ' ') === got),
  )
}

type Read = Partial<EntryContent & FeedMetadata> & { publishersId?: string | undefined }

const HOLDS: Record<string, (check: Check, read: Read) => boolean> = {
  text: (check, read) =>
    sameText(check, check.field === 'sourceTitle' ? read.origin?.title : read.title),
  rights: (check, { rights }) => sameText(check, rights),
  html: ({ field, want }, read) => {
    const bodies: Record<string, string | undefined> = {
      description: read.subtitle,
      content: read.content,
      summary: read.summary ?? read.content,
    }
    return sameHtml(String(want), bodies[field])
  },
  url: ({ want }, { url, homePageUrl }) => (url ?? homePageUrl) === want,
  id: ({ want }, { publishersId }) => publishersId === want,
  date: ({ field, want }, read) => {
    const got = field === 'published' ? read.published : read.updated
    return got !== undefined && Date.parse(got) === Date.parse(String(want))
  },
  nodate: ({ field }, read) =>
    (field === 'published' ? read.published : read.updated) === undefined,
  lang: ({ want }, { language }) => language === want,
  image: ({ want }, { image }) => image === want,
  cat: ({ want }, { categories = [] }) => categories.some(({ term }) => term === want),
  author: ({ want }, { authors = [] }) =>
    authors.some(
      ({ name, email }) => want === name || want === email || want === `${name} (${email})`,
    ),
  'author.name': ({ want }, { authors = [] }) => authors.some(({ name }) => name === want),
  'author.email': ({ want }, { authors = [] }) => authors.some(({ email }) => email === want),
  'author.url': ({ want }, { authors = [] }) => authors.some(({ url }) => url === want),
  encurl: ({ want, type }, { enclosures = [] }) => enclosures[Number(type || 0)]?.url === want,
  enctype: ({ want, type }, { enclosures = [] }) => enclosures[Number(type || 0)]?.type === want,
  enclen: ({ want, type }, { enclosures = [] }) =>
    String(enclosures[Number(type || 0)]?.length) === want,
  encdict: ({ want, type }, { enclosures = [] }) => {
    const file = enclosures[Number(type || 0)]
    const got = { href: file?.url, type: file?.type, length: String(file?.length) }
    return JSON.stringify(got) === JSON.stringify(want)
  },
}

async function readCase(test: Case): Promise<(check: Check) => Read> {
  const outcome = await readDocument({
    url: test.url ?? 'http://127.0.0.1/feed',
    body: corpusBytes(`conformance/${test.file}`),
    contentType: test.content_type,
    contentLocation: test.content_location,
    contentLanguage: test.content_language,
  })
  if (outcome.kind !== 'feed') throw new Error(`not a feed but ${outcome.what}`)
  const { feed, entries } = outcome.document
  return ({ at }) => {
    const number = /^entries\[(\d+)\]$/.exec(at)?.[1]
    if (number === undefined) return { ...normalizeFeed(feed), publishersId: feed.id }
    const entry = entries[Number(number)]
    if (!entry) throw new Error(`there is no ${at}`)
    return { ...normalizeEntry(entry, feed).content, publishersId: entry.id }
  }
}

const cases = hasCorpus
  ? corpusText('conformance/cases.jsonl')
      .split('\n')
      .filter((line) => line !== '')
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its README has it
      .map((line) => JSON.parse(line) as Case)
  : []

async function disagreements(test: Case) {
  const read = await readCase(test)
  const failed = test.checks.filter((check) => !HOLDS[check.kind]?.(check, read(check)))
  return failed.map((check) => ({ ...check, got: read(check) }))
}

describe.skipIf(!hasCorpus)('cases of the Universal Feed Parser', () => {
  it.each(cases.filter(({ id }) => !OTHERWISE[id]))('$id', async (test) => {
    expect(await disagreements(test)).toEqual([])
  })

  it.each(cases.filter(({ id }) => OTHERWISE[id]))('$id is read otherwise', async (test) => {
    expect(await disagreements(test)).not.toEqual([])
  })
})
