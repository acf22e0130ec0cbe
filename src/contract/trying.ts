import * as v from 'valibot'
import { HttpUrl } from '../domain/own-text.ts'
import { PageAddress } from '../domain/page-address.ts'
import { Question } from '../domain/question.ts'
import { Evidence, TopicMatch } from './evidence.ts'
import { Preview } from './json-feed.ts'
import { bytes, json, type OperationTable } from './operation.ts'

/** Which topics an entry belongs to, why, and what was nearly enough. */
const Explanation = v.object({
  entry: v.optional(
    v.pipe(
      v.object({ key: v.string(), title: v.string() }),
      v.description('The stored entry that was asked about by its URL'),
    ),
  ),
  topics: v.array(TopicMatch),
  near: v.array(
    v.object({
      slug: v.string(),
      missing: v.pipe(v.array(v.string()), v.description('What was not there, in words')),
      score: v.optional(v.number()),
      threshold: v.optional(v.number()),
      evidence: v.array(Evidence),
    }),
  ),
})
export type Explanation = v.InferOutput<typeof Explanation>

/** The feeds found from a page's or a feed's URL. */
const Discovery = v.object({
  url: v.string(),
  feeds: v.pipe(
    v.array(
      v.object({
        url: v.string(),
        title: v.optional(v.string()),
        type: v.string(),
        how: v.pipe(v.string(), v.description('How it was found, in words')),
        alternatives: v.optional(
          v.pipe(
            v.array(v.object({ url: v.string(), type: v.string() })),
            v.description('The same in other formats'),
          ),
        ),
      }),
    ),
    v.description('Best first'),
  ),
  tried: v.pipe(
    v.array(v.object({ url: v.string(), what: v.string() })),
    v.description('What is no feed, and what it is instead'),
  ),
  detail: v.optional(v.pipe(v.string(), v.description('When there are no feeds: what was done'))),
})
export type Discovery = v.InferOutput<typeof Discovery>

export const TRYING_OPERATIONS = {
  'POST /api/discover': {
    operationId: 'discoverFeeds',
    subject: 'trying',
    summary: 'Find the feeds of a page',
    description: 'Asks that site with few requests, one after the other.',
    body: json('The address of a page or a feed', PageAddress),
    answers: { 200: json('What was found and what was tried', Discovery) },
    example: { body: { url: 'https://example.org/' } },
  },
  'GET /api/preview': {
    operationId: 'previewUrl',
    subject: 'trying',
    summary: 'Show what would be kept of the feed at an address',
    description: 'Fetches it once, as a poll would.',
    query: { url: v.pipe(HttpUrl, v.description('Of the feed')) },
    answers: { 200: json('JSON Feed 1.1 of what would be kept', Preview) },
    problems: { 422: 'It may not be fetched, could not be, or is no feed: `detail` says which' },
    example: { path: '/api/preview?url=https%3A%2F%2Fexample.org%2Ffeed' },
  },
  'POST /api/preview': {
    operationId: 'previewFeed',
    subject: 'trying',
    summary: 'Show what would be kept of a feed document',
    description:
      'Fetches nothing. The header fields say what the document’s own server said of it.',
    header: {
      'x-feed-url': v.optional(
        v.pipe(
          v.string(),
          v.url(),
          v.description('Where it came from: addresses in it hang on it'),
        ),
      ),
      'content-location': v.optional(v.string()),
      'content-language': v.optional(v.string()),
    },
    body: bytes(
      'The document as it came, under its own media type if that is known',
      'application/octet-stream',
      'application/atom+xml',
      'application/rss+xml',
      'application/feed+json',
      'text/xml',
    ),
    answers: { 200: json('JSON Feed 1.1 of what would be kept', Preview) },
    example: {
      body: '<rss version="2.0"><channel><title>Ships</title><item><title>A frigate</title></item></channel></rss>',
      headers: { 'content-type': 'application/rss+xml' },
    },
  },
  'POST /api/explain': {
    operationId: 'explain',
    subject: 'trying',
    summary: 'Tell which topics an entry belongs to, why, and what was nearly enough',
    body: json('The URL of a stored entry, or what an entry might say', Question),
    answers: { 200: json('Topics, with the words that say so', Explanation) },
    problems: { 404: 'No entry with that URL is stored, and nothing is fetched' },
    example: { body: { title: 'A frigate leaves Yokosuka' } },
  },
} as const satisfies OperationTable
