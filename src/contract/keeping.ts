import * as v from 'valibot'
import { At, Count } from './moments.ts'
import { bytes, json, nothing, type OperationTable } from './operation.ts'

const Going = v.object({
  going: Count,
  oldestKept: v.nullable(v.pipe(At, v.description('Of the oldest entry that stays'))),
})

const Removed = v.pipe(
  v.record(v.string(), Count),
  v.description('How many were removed, by source'),
)

/** What would be removed by the rules as they are, and what was. */
const Retention = v.object({
  isWhole: v.pipe(v.boolean(), v.description('Whether all that is old enough was looked at')),
  going: Count,
  sources: v.record(v.string(), Going),
  topics: v.record(v.string(), Going),
  run: v.nullable(
    v.pipe(v.object({ begunAt: At, removed: Removed }), v.description('A run that is under way')),
  ),
  last: v.nullable(
    v.pipe(
      v.object({ begunAt: At, endedAt: At, removed: Removed }),
      v.description('The last run that removed anything'),
    ),
  ),
})
export type Retention = v.InferOutput<typeof Retention>

const Imports = v.object({
  import: v.nullable(
    v.pipe(
      v.object({
        archive: v.pipe(v.string(), v.description('Its digest: SHA-256, in hexadecimal')),
        lines: v.pipe(Count, v.description('How many of its lines are here')),
        isFinished: v.boolean(),
      }),
      v.description('The last one; null: there was none'),
    ),
  ),
})
export type Imports = v.InferOutput<typeof Imports>

const TakenIn = v.object({
  lines: v.pipe(Count, v.description('How many lines are here now')),
  isFinished: v.boolean(),
})
export type TakenIn = v.InferOutput<typeof TakenIn>

export const KEEPING_OPERATIONS = {
  'GET /api/export': {
    operationId: 'exportNewsroom',
    subject: 'keeping',
    summary: 'Get the whole newsroom as one archive',
    query: {
      part: v.optional(
        v.pipe(
          v.string(),
          v.description('`start`, then what each part’s Link names: for what is too large at once'),
        ),
      ),
    },
    answers: {
      200: {
        ...bytes('The archive, or a part of its lines', 'application/gzip', 'application/x-ndjson'),
        headers: { Link: 'Of a part: where the next one is' },
      },
    },
    example: { path: '/api/export?part=start' },
  },
  'GET /api/import': {
    operationId: 'getImport',
    subject: 'keeping',
    summary: 'Tell how far an import is',
    answers: { 200: json('The last one', Imports) },
    example: {},
  },
  'POST /api/import': {
    operationId: 'importNewsroom',
    subject: 'keeping',
    summary: 'Take an archive into a fresh newsroom',
    description: 'A small one whole; any by some of its lines at a time, in their order.',
    query: {
      archive: v.optional(
        v.pipe(v.string(), v.description('Of lines: digest of the archive they are of')),
      ),
      from: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(0), v.description('Lines that stand before')),
      ),
    },
    body: bytes('The archive, or some of its lines', 'application/gzip', 'application/x-ndjson'),
    answers: { 200: json('How far it is', TakenIn) },
    problems: { 409: 'This newsroom is not fresh, or lines are missing: `lines` are here' },
  },
  'DELETE /api/import': {
    operationId: 'abandonImport',
    subject: 'keeping',
    summary: 'Give up an import that has not ended',
    answers: { 204: nothing('The newsroom is empty') },
    problems: { 409: 'No import is under way' },
  },
  'GET /api/retention': {
    operationId: 'previewRetention',
    subject: 'keeping',
    summary: 'Tell what would be removed for its age or number, and what was',
    answers: { 200: json('What would go, by source and topic', Retention) },
    example: {},
  },
} as const satisfies OperationTable
