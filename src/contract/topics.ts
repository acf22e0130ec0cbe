import * as v from 'valibot'
import { DryRunScope, Listing } from '../domain/listing.ts'
import { Slug } from '../domain/own-text.ts'
import { TopicFile, topicMembers } from '../domain/topic.ts'
import { Evidence } from './evidence.ts'
import { At, Count, Next } from './moments.ts'
import { json, nothing, type OperationTable } from './operation.ts'

/** How far the stored entries are filed by a topic's rule; until all are, readers see the old filing. */
const TopicFiling = v.object({
  state: v.picklist(['current', 'waiting', 'refiling']),
  done: v.optional(Count),
  entries: v.optional(Count),
  begunAt: v.optional(At),
})

const { $schema: _, ...definition } = topicMembers
const said = {
  managedBy: v.pipe(
    v.picklist(['data', 'api']),
    v.description('Whether `data/` would undo what is changed here'),
  ),
  filing: TopicFiling,
}

/** A topic with who says so and whether the stored entries are filed by it. */
export const ShownTopic = v.object({ ...definition, slug: v.string(), ...said })
export type ShownTopic = v.InferOutput<typeof ShownTopic>

const TopicsPage = v.object({ topics: v.array(ShownTopic), next: Next })
export type TopicsPage = v.InferOutput<typeof TopicsPage>

/** What was shown may be sent back: what we say of a topic is no part of its definition. */
export const TopicBody = v.strictObject({
  ...TopicFile.entries,
  managedBy: v.optional(said.managedBy),
  filing: v.optional(v.record(v.string(), v.unknown())),
})

/** Entries that would move, and the newest of them. */
const Moved = v.object({
  count: Count,
  examples: v.array(
    v.object({
      key: v.string(),
      url: v.optional(v.string()),
      title: v.string(),
      evidence: v.array(Evidence),
    }),
  ),
})

/** What a changed rule would do. */
export const DryRun = v.object({
  slug: v.string(),
  entries: v.pipe(Count, v.description('How many of the newest entries were looked at')),
  adds: Moved,
  drops: Moved,
  stays: v.pipe(Count, v.description('How many stay in the topic')),
})
export type DryRun = v.InferOutput<typeof DryRun>

const path = { slug: v.pipe(Slug, v.description('Of the topic')) }
const noTopic = { 404: 'There is no such topic' }
const EXAMPLE = {
  title: 'Rail',
  description: 'Trains and those who run them',
  groups: { words: { terms: ['train', 'railway'], weight: 3 } },
}

export const TOPIC_OPERATIONS = {
  'GET /api/topics': {
    operationId: 'listTopics',
    subject: 'topics',
    summary: 'List the topics, with their rules',
    query: Listing,
    answers: { 200: json('The topics, in the order of their slugs', TopicsPage) },
    example: {},
  },
  'GET /api/topics/{slug}': {
    operationId: 'getTopic',
    subject: 'topics',
    summary: 'Show one topic, and how far a changed rule has been applied',
    path,
    answers: { 200: json('The topic', ShownTopic) },
    problems: noTopic,
    example: { path: '/api/topics/defence' },
  },
  'PUT /api/topics/{slug}': {
    operationId: 'putTopic',
    subject: 'topics',
    summary: 'Add or replace a topic',
    description:
      'What is stored is filed by the new rule in the background; readers see the old filing until all of it is done. The same topic again changes nothing.',
    path,
    body: json('The topic and its rule; what GET shows may be sent back', TopicBody),
    answers: {
      200: json('The topic as it is now', ShownTopic),
      201: json('The topic, which is new', ShownTopic, { Location: 'Its address in this API' }),
    },
    example: { path: '/api/topics/rail', body: EXAMPLE },
  },
  'DELETE /api/topics/{slug}': {
    operationId: 'removeTopic',
    subject: 'topics',
    summary: 'End a topic',
    description: 'Its entries stay; its readers are told that it has ended (410).',
    path,
    answers: { 204: nothing('It has ended') },
    problems: noTopic,
    example: { path: '/api/topics/rail' },
  },
  'POST /api/topics/{slug}/dry-run': {
    operationId: 'tryTopic',
    subject: 'topics',
    summary: 'Tell what a rule would add to the topic and drop from it',
    description: 'Looks at the newest entries and stores nothing. The topic need not exist yet.',
    path,
    query: DryRunScope,
    body: json('The topic with the rule to try', TopicBody),
    answers: { 200: json('What would move', DryRun) },
    example: { path: '/api/topics/rail/dry-run', body: EXAMPLE },
  },
} as const satisfies OperationTable
