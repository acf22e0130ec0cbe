import * as v from 'valibot'
import { ApplyQuery } from '../domain/listing.ts'
import { Newsroom } from '../domain/newsroom.ts'
import { Count } from './moments.ts'
import { bytes, json, type OperationTable } from './operation.ts'
import { Fault } from './problem.ts'

const Slugs = v.array(v.string())

/** What an applied newsroom changed. */
const Applied = v.object({
  topics: v.pipe(Slugs, v.description('New, changed or gone')),
  sources: v.pipe(Slugs, v.description('New or changed')),
  retiredSources: v.pipe(Slugs, v.description('Polled no more')),
  entries: v.object({
    added: Count,
    changed: Count,
    unchanged: Count,
    withdrawn: Count,
    scheduled: v.pipe(Count, v.description('Of those listed: not shown before their time')),
    drafts: Count,
  }),
})
export type Applied = v.InferOutput<typeof Applied>

const ListDifference = v.object({
  added: Slugs,
  changed: v.array(
    v.object({ slug: v.string(), members: v.pipe(Slugs, v.description('Those that differ')) }),
  ),
  removed: Slugs,
})

/** What applying a newsroom would change. */
const NewsroomDifference = v.object({
  newsroom: v.object({ changed: v.array(v.string()) }),
  topics: ListDifference,
  gazetteers: ListDifference,
  sources: ListDifference,
  entries: ListDifference,
})
export type NewsroomDifference = v.InferOutput<typeof NewsroomDifference>

/** What became of each outline of a list. */
const Imported = v.object({
  added: Count,
  known: Count,
  refused: Count,
  outlines: v.array(
    v.object({
      number: v.pipe(Count, v.description('Its place among the feeds of the list, from 1')),
      title: v.optional(v.string()),
      url: v.string(),
      outcome: v.picklist(['added', 'known', 'refused']),
      slug: v.optional(v.pipe(v.string(), v.description('Of the source'))),
      because: v.optional(v.pipe(v.string(), v.description('Why it was refused, in words'))),
    }),
  ),
  faults: v.array(Fault),
})
export type Imported = v.InferOutput<typeof Imported>

export const NEWSROOM_OPERATIONS = {
  'PUT /api/newsroom': {
    operationId: 'applyNewsroom',
    subject: 'newsroom',
    summary: 'Make settings, topics, sources and own entries match',
    description: 'What `npm run apply` sends of `data/`. The same again changes nothing.',
    body: json('A whole newsroom', Newsroom),
    query: ApplyQuery,
    answers: {
      200: json(
        'What it changed; or, in a dry run, what it would change',
        v.union([Applied, NewsroomDifference]),
      ),
    },
    // Tried without much thought, it would otherwise end every topic there is.
    example: {
      path: '/api/newsroom?dry-run=true',
      body: {
        newsroom: {
          title: 'The Harbour',
          description: 'Ships and those who build them',
          contact: 'desk@example.org',
          language: 'en',
        },
        topics: [],
        sources: [],
        entries: [],
      },
    },
  },
  'POST /api/opml': {
    operationId: 'importOpml',
    subject: 'newsroom',
    summary: 'Add the feeds of a list of subscriptions',
    description: 'All that can be asked and are not sources yet. The same list again adds nothing.',
    body: bytes('OPML', 'text/x-opml', 'application/xml', 'text/xml'),
    answers: { 200: json('What became of each outline', Imported) },
    example: {
      body: '<opml version="2.0"><body><outline text="Example" xmlUrl="https://example.org/feed"/></body></opml>',
      headers: { 'content-type': 'text/x-opml' },
    },
  },
} as const satisfies OperationTable
