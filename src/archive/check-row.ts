import * as v from 'valibot'
import type { ArchiveRow, Row } from '../domain/archive-store.ts'
import { Gazetteer } from '../domain/gazetteer.ts'
import { NewsroomMetadata } from '../domain/newsroom.ts'
import { OwnEntry } from '../domain/own-entry.ts'
import { HttpUrl, Slug } from '../domain/own-text.ts'
import { SourceFile } from '../domain/source-file.ts'
import { Topic } from '../domain/topic.ts'
import { isHttpUrl } from '../web/url.ts'
import { EXPORTED } from './tables.ts'

/** An archive comes from outside: what its rows hold is checked as if a stranger had written it. */

const json = <const S extends v.GenericSchema>(schema: S) =>
  v.pipe(v.string(), v.parseJson(undefined, 'expected JSON'), schema)
const anyJson = v.nullable(json(v.unknown()))

const Moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'expected a moment'),
)
const Address = v.pipe(v.string(), v.check(isHttpUrl, 'expected an absolute http or https URL'))
const Person = v.looseObject({
  name: v.optional(v.string()),
  email: v.optional(v.string()),
  url: v.optional(Address),
})

/** What an entry says, without its content. */
const EntryHead = v.looseObject({
  url: v.optional(Address),
  title: v.string(),
  summary: v.optional(v.string()),
  language: v.optional(v.string()),
  published: v.optional(Moment),
  updated: v.optional(Moment),
  authors: v.array(Person),
  contributors: v.array(Person),
  categories: v.array(v.looseObject({ term: v.string() })),
  links: v.array(v.looseObject({ href: Address, rel: v.string() })),
  enclosures: v.array(v.looseObject({ url: Address })),
  rights: v.optional(v.string()),
  image: v.optional(Address),
  origin: v.optional(v.looseObject({ url: v.optional(Address), feedUrl: v.optional(Address) })),
  changes: v.optional(v.array(v.looseObject({ at: Moment, note: v.string() }))),
  sourceUpdated: v.optional(Moment),
})

const said = {
  head: json(EntryHead),
  content: v.nullable(v.string()),
  changed_at: Moment,
  updated: Moment,
}

/** Of the columns that are named; any other may hold anything a column can. */
const CHECKS: Record<string, v.GenericSchema> = {
  entries: v.looseObject({
    ...said,
    key: v.string(),
    id: v.string(),
    sort_at: Moment,
    first_seen_at: Moment,
  }),
  revisions: v.looseObject(said),
  originals: v.looseObject({ written: json(v.looseObject({})) }),
  entry_topics: v.looseObject({
    topic: Slug,
    sort_at: Moment,
    evidence: json(v.array(v.looseObject({}))),
  }),
  tellings: v.looseObject({
    signature: anyJson,
    marks: v.nullable(json(v.array(v.number()))),
    because: anyJson,
  }),
  sources: v.looseObject({
    slug: Slug,
    url: HttpUrl,
    first_url: HttpUrl,
    settings: json(SourceFile),
    changed_at: Moment,
    next_poll_at: Moment,
    feed: v.nullable(json(v.looseObject({ title: v.string() }))),
    validators: v.nullable(json(v.looseObject({ url: v.string() }))),
    hints: json(v.looseObject({})),
    memory: json(v.looseObject({})),
    last_report: v.nullable(
      json(v.looseObject({ outcome: v.string(), faults: v.array(v.unknown()) })),
    ),
  }),
  topics: v.looseObject({ slug: Slug, definition: json(Topic), changed_at: Moment }),
  gazetteers: v.looseObject({ slug: Slug, definition: json(Gazetteer) }),
  streams: v.looseObject({ slug: v.string(), version: v.number(), changed_at: Moment }),
  withdrawals: v.looseObject({ withdrawn_at: Moment }),
  own_entries: v.looseObject({ slug: Slug, definition: v.nullable(json(OwnEntry)) }),
  audit: v.looseObject({ at: Moment, detail: json(v.looseObject({})) }),
  removals: v.looseObject({ sort_at: Moment, at: Moment }),
  newsroom: v.looseObject({ settings: json(NewsroomMetadata), changed_at: Moment }),
}

/** What is wrong with a row, and where in it; undefined when it can be kept. */
export function faultOf({ table, row }: ArchiveRow): string | undefined {
  if (!EXPORTED.has(table)) return `there is no table "${table}" in an archive`
  const check = CHECKS[table]
  const result = check && v.safeParse(check, row)
  if (!result || result.success) return undefined
  const [issue] = result.issues
  const where = v.getDotPath(issue)
  return `${table}${where === null ? '' : `.${where}`}: ${issue.message}`
}

/** The first column that a table of ours does not have. */
export const unknownColumn = (row: Row, columns: ReadonlySet<string>): string | undefined =>
  Object.keys(row).find((name) => !columns.has(name))
