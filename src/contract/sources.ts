import * as v from 'valibot'
import { Keep } from '../domain/keep.ts'
import { Licence } from '../domain/licence.ts'
import { SourceListing } from '../domain/listing.ts'
import { Slug } from '../domain/own-text.ts'
import { SourceFile, SourcePatch } from '../domain/source-file.ts'
import { At, Count, Next } from './moments.ts'
import { json, nothing, type OperationTable } from './operation.ts'
import { Fault } from './problem.ts'

const Outcome = v.picklist(['fresh', 'not-modified', 'gone', 'failed'])
const Status = v.nullable(
  v.pipe(v.number(), v.integer(), v.description('Of HTTP; null: none came')),
)
const Because = v.pipe(v.string(), v.description('Why then, in words'))

/** How a source does. */
const SourceHealth = v.object({
  state: v.picklist(['new', 'answering', 'failing', 'ended', 'paused']),
  polledAt: v.nullable(At),
  outcome: v.nullable(Outcome),
  status: Status,
  failures: v.pipe(Count, v.description('Polls in a row that brought nothing')),
  faults: v.array(Fault),
  nextPollAt: At,
  because: Because,
})

/** A source as its operator sees it: what was said of it, what it says, and how it does. */
export const ShownSource = v.object({
  slug: v.string(),
  url: v.string(),
  title: v.optional(v.pipe(v.string(), v.description("Its operator's word, or else its feed's"))),
  homePageUrl: v.optional(v.string()),
  official: v.optional(v.boolean()),
  private: v.optional(v.boolean()),
  paused: v.optional(v.boolean()),
  language: v.optional(v.string()),
  licence: v.optional(Licence),
  credit: v.optional(v.string()),
  enrich: v.optional(v.string()),
  keep: v.optional(Keep),
  managedBy: v.pipe(
    v.picklist(['data', 'api']),
    v.description('Who put it there: what `data/` lists is changed there'),
  ),
  movedFrom: v.optional(
    v.pipe(v.string(), v.description('Its address before it moved, which still finds it')),
  ),
  health: SourceHealth,
})
export type ShownSource = v.InferOutput<typeof ShownSource>

const SourcesPage = v.object({ sources: v.array(ShownSource), next: Next })
export type SourcesPage = v.InferOutput<typeof SourcesPage>

/** What came of one poll. The four counts add up to the entries read. */
export const PollReport = v.object({
  outcome: Outcome,
  status: Status,
  added: Count,
  changed: Count,
  unchanged: Count,
  duplicate: Count,
  faults: v.array(Fault),
  nextPollAt: At,
  because: Because,
})

/** One of a source's last polls: its report in short. */
const PastPoll = v.object({
  at: At,
  outcome: Outcome,
  status: Status,
  added: Count,
  changed: Count,
  unchanged: Count,
  duplicate: Count,
  faults: v.pipe(Count, v.description('How many there were')),
  because: Because,
  nextPollAt: At,
  milliseconds: Count,
})
const PastPolls = v.object({ polls: v.array(PastPoll) })
export type PastPolls = v.InferOutput<typeof PastPolls>

const path = { slug: v.pipe(Slug, v.description('Of the source')) }
const noSource = { 404: 'There is no such source' }
const ofData = 'The source is listed in data/sources.json and is changed there'

export const SOURCE_OPERATIONS = {
  'GET /api/sources': {
    operationId: 'listSources',
    subject: 'sources',
    summary: 'List the sources, with how they do',
    query: SourceListing,
    answers: { 200: json('The sources, in the order of their slugs', SourcesPage) },
    example: {},
  },
  'POST /api/sources': {
    operationId: 'addSource',
    subject: 'sources',
    summary: 'Add a source',
    description:
      'It is due at once and polled in the background; nothing is fetched while answering.',
    body: json('What is said of it; only its URL is needed', SourceFile),
    answers: {
      201: json('The source, with the slug it was given', ShownSource, {
        Location: 'Its address in this API',
      }),
    },
    problems: { 409: 'Another source has its URL or slug: `slug` names it' },
    example: { body: { url: 'https://example.org/feed' } },
  },
  'GET /api/sources/{slug}': {
    operationId: 'getSource',
    subject: 'sources',
    summary: 'Show one source',
    path,
    answers: { 200: json('The source', ShownSource) },
    problems: noSource,
    example: { path: '/api/sources/example-org-feed' },
  },
  'PATCH /api/sources/{slug}': {
    operationId: 'changeSource',
    subject: 'sources',
    summary: 'Change, pause, resume or move a source',
    description:
      'A merge patch (RFC 7396): what is not named stays, null takes a member away. Under a new `url` it keeps what it brought.',
    path,
    body: json('The members to change', SourcePatch),
    answers: { 200: json('The source as it is now', ShownSource) },
    problems: { ...noSource, 409: `${ofData}; or another source has the URL` },
    example: { path: '/api/sources/example-org-feed', body: { paused: true } },
  },
  'DELETE /api/sources/{slug}': {
    operationId: 'removeSource',
    subject: 'sources',
    summary: 'Poll a source no more',
    description: 'What it brought stays. Added again, it is the source it was.',
    path,
    answers: { 204: nothing('It is polled no more') },
    problems: { ...noSource, 409: ofData },
    example: { path: '/api/sources/example-org-feed' },
  },
  'GET /api/sources/{slug}/polls': {
    operationId: 'listPolls',
    subject: 'sources',
    summary: 'Tell what became of the last polls of a source',
    path,
    answers: { 200: json('The last twenty, the newest first', PastPolls) },
    problems: noSource,
    example: { path: '/api/sources/example-org-feed/polls' },
  },
  'POST /api/sources/{slug}/poll': {
    operationId: 'pollSource',
    subject: 'sources',
    summary: 'Poll a source now, and wait for what comes of it',
    path,
    answers: { 200: json('What came of it, be it good or bad', PollReport) },
    problems: noSource,
    example: { path: '/api/sources/example-org-feed/poll' },
  },
} as const satisfies OperationTable
