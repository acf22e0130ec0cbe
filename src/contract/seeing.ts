import * as v from 'valibot'
import { AuditListing } from '../domain/listing.ts'
import { SOURCE_STATES } from '../domain/source.ts'
import { At, Count } from './moments.ts'
import { bytes, json, nothing, type OperationTable } from './operation.ts'

/** How a source does, for everybody. */
const SourceHealth = v.object({
  slug: v.string(),
  state: v.picklist(SOURCE_STATES),
  outcome: v.nullable(v.picklist(['fresh', 'not-modified', 'gone', 'failed'])),
  status: v.nullable(v.pipe(v.number(), v.integer())),
  wrong: v.pipe(v.array(v.string()), v.description('What is wrong with it, in words')),
  failures: Count,
  polledAt: v.nullable(At),
  nextPollAt: At,
  because: v.string(),
})

/** Liveness, and how the sources do; a private source is counted and not named. */
const Health = v.object({
  status: v.picklist(['ok', 'degraded', 'down']),
  because: v.optional(v.pipe(v.string(), v.description('Why it is not ok, in words'))),
  version: v.string(),
  database: v.object({ answers: v.boolean(), bytes: v.nullable(v.number()) }),
  cycle: v.nullable(
    v.pipe(
      v.object({ at: At, milliseconds: v.nullable(v.number()), late: v.boolean() }),
      v.description('When the cron last came, and how long it took'),
    ),
  ),
  queue: v.nullable(
    v.object({
      due: v.pipe(Count, v.description('Polls whose time has come and that are not made')),
      waiting: v.pipe(Count, v.description('Of these, those in the queue')),
      oldestSeconds: v.pipe(Count, v.description('How long the oldest in the queue is overdue')),
    }),
  ),
  states: v.nullable(
    v.pipe(v.record(v.string(), Count), v.description('How many sources are in each state')),
  ),
  listed: v.pipe(
    v.picklist(['all', 'ill', 'none']),
    v.description('Which sources are listed: of many only those that fail or have ended'),
  ),
  sources: v.array(SourceHealth),
  refiling: v.nullable(
    v.object({
      topics: v.array(v.string()),
      done: Count,
      entries: v.nullable(Count),
      begunAt: v.nullable(At),
    }),
  ),
  retention: v.nullable(
    v.pipe(
      v.object({
        begunAt: At,
        done: v.pipe(Count, v.description('Of `scopes`: sources and topics with a rule')),
        scopes: Count,
        removed: v.pipe(Count, v.description('Entries that were removed so far')),
      }),
      v.description('A run of retention that is under way'),
    ),
  ),
  import: v.nullable(
    v.pipe(
      v.object({ lines: v.pipe(Count, v.description('How many of its lines are here')) }),
      v.description('An import that is under way; until it ends nothing else is written'),
    ),
  ),
  privateSources: v.nullable(Count),
})
export type Health = v.InferOutput<typeof Health>

/** Something that an operator did. */
const Deed = v.object({
  id: Count,
  at: At,
  who: v.pipe(
    v.picklist(['token', 'desk', 'files']),
    v.description('The API with its token, the desk, or `data/`'),
  ),
  address: v.nullable(v.pipe(v.string(), v.description('Where the request came from'))),
  method: v.string(),
  path: v.string(),
  what: v.pipe(v.string(), v.description('In words')),
  detail: v.pipe(
    v.record(v.string(), v.unknown()),
    v.description('What was asked and what came of it, without secrets'),
  ),
  status: v.nullable(
    v.pipe(
      v.number(),
      v.integer(),
      v.description('Of the answer; null: begun, and not known to have ended'),
    ),
  ),
})
const AuditPage = v.object({
  audit: v.array(Deed),
  next: v.pipe(
    v.nullable(v.string()),
    v.description('Send it as `before` for older ones; null: this is all'),
  ),
})
export type AuditPage = v.InferOutput<typeof AuditPage>

/** What came of a test alert. */
const AlertTest = v.object({
  id: v.string(),
  delivered: v.optional(v.boolean()),
  status: v.optional(v.nullable(v.pipe(v.number(), v.integer()))),
  because: v.optional(v.pipe(v.string(), v.description('In words'))),
})
export type AlertTest = v.InferOutput<typeof AlertTest>

export const SEEING_OPERATIONS = {
  'GET /api/audit': {
    operationId: 'listAudit',
    subject: 'seeing',
    summary: 'Tell what operators did, the newest first',
    query: AuditListing,
    answers: { 200: json('What they did', AuditPage) },
    example: {},
  },
  'GET /health.json': {
    operationId: 'health',
    subject: 'seeing',
    isPublic: true,
    summary: 'Tell whether the newsroom is alive, and how its sources do',
    answers: {
      200: json('How it does', Health),
      503: json('The database does not answer', Health),
    },
    example: {},
  },
  'GET /metrics': {
    operationId: 'metrics',
    subject: 'seeing',
    isPublic: true,
    summary: 'Tell in numbers how it does, for Prometheus',
    description: 'With the ADMIN_TOKEN, unless `METRICS` is `open`.',
    answers: { 200: bytes('Prometheus text format 0.0.4', 'text/plain') },
    problems: {
      401: 'There is no token, or not the right one',
      404: '`METRICS` is `off`',
      429: 'Too many requests; Retry-After says in how many seconds to ask again',
    },
    example: { headers: { authorization: 'Bearer the-token' } },
  },
  'POST /api/alerts/test': {
    operationId: 'testAlert',
    subject: 'seeing',
    summary: 'Send an alert that means nothing to the webhook',
    answers: { 200: json('What came of it', AlertTest) },
    problems: { 409: 'There is no webhook: see `ALERT_WEBHOOK`' },
  },
  'GET /openapi.json': {
    operationId: 'openapi',
    subject: 'seeing',
    isPublic: true,
    summary: 'Describe this API',
    answers: {
      200: bytes('OpenAPI 3.1', 'application/json'),
      304: nothing('It is as it was (If-None-Match)'),
    },
    example: {},
  },
} as const satisfies OperationTable
