import * as v from 'valibot'
import { JsonFeed } from './json-feed.ts'
import { bytes, json, nothing, type OperationTable } from './operation.ts'

const text = (what: string) => v.optional(v.pipe(v.string(), v.description(what)))

const expression = v.pipe(
  v.string(),
  v.description('Topics combined: `,` any of, `+` all of (binds tighter), `!` not; or `all`'),
)

/** What narrows a feed or a page. */
const narrowing = {
  before: text('Older entries than a page’s: from its `next`'),
  duplicates: v.optional(v.pipe(v.picklist(['show']), v.description('Every report of a story'))),
  lang: text('Languages (BCP 47), by commas'),
  limit: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(200),
      v.description('How many entries; default 50'),
    ),
  ),
  q: text('Words, `"phrases"`, and `-not`'),
  since: text('A date or a date-time (RFC 3339)'),
  source: text('Slugs of sources, by commas'),
  view: v.optional(
    v.pipe(v.picklist(['full', 'summary', 'title']), v.description('How much of each entry')),
  ),
}

const elsewhere = { ...nothing('The one spelling of this address'), headers: { Location: 'Where' } }
const same = nothing('It is as it was (If-None-Match, If-Modified-Since)')
const refusals = {
  400: 'The expression or a parameter cannot be read: what and where',
  404: 'There is no such topic; `near` lists those that may have been meant',
  410: 'The topic has ended',
  429: 'Too many searches that must be made anew; Retry-After says when to ask again',
  503: 'It cannot be made just now, and no copy is at hand',
}

const FEED_TYPES = ['application/atom+xml', 'application/rss+xml'] as const

/** A feed in each format: JSON by its schema, the others by their own standards. */
const feed = {
  what: 'The feed',
  media: {
    ...bytes('', ...FEED_TYPES).media,
    'application/feed+json': JsonFeed,
  },
  headers: { ETag: 'Of what it holds', 'Last-Modified': 'When that last changed' },
}

/** https://oembed.com/ §2.3.4.4 */
const Oembed = v.object({
  type: v.literal('rich'),
  version: v.literal('1.0'),
  title: v.string(),
  provider_name: v.string(),
  provider_url: v.string(),
  cache_age: v.number(),
  html: v.string(),
  width: v.number(),
  height: v.number(),
})

const pixels = (what: string) =>
  v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999), v.description(what)),
  )

export const READING_OPERATIONS = {
  'GET /topics/{expression}.{format}': {
    operationId: 'getFeed',
    subject: 'reading',
    isPublic: true,
    summary: 'Read a topic, or topics combined, as a feed',
    path: { expression, format: v.picklist(['atom', 'rss', 'json']) },
    query: narrowing,
    answers: { 200: feed, 304: same, 308: elsewhere },
    problems: refusals,
    example: { path: '/topics/defence.atom' },
  },
  'GET /topics/{expression}': {
    operationId: 'getTopicPage',
    subject: 'reading',
    isPublic: true,
    summary: 'Read it as a page, or as the feed that Accept asks for',
    path: { expression },
    query: narrowing,
    answers: {
      200: { ...feed, media: { ...feed.media, ...bytes('', 'text/html').media } },
      304: same,
      308: elsewhere,
    },
    problems: { ...refusals, 406: 'There is HTML, Atom, RSS and JSON Feed here, and nothing else' },
    example: { path: '/topics/defence' },
  },
  'GET /oembed': {
    operationId: 'oembed',
    subject: 'reading',
    isPublic: true,
    summary: 'Tell how to embed a topic',
    query: {
      url: v.pipe(v.string(), v.description('The whole address of a topic')),
      format: v.optional(v.picklist(['json', 'xml'])),
      maxwidth: pixels('Of the frame'),
      maxheight: pixels('Of the frame'),
    },
    answers: {
      200: {
        what: 'An embed of type `rich`',
        media: { ...json('', Oembed).media, ...bytes('', 'text/xml').media },
      },
      304: same,
    },
    problems: {
      400: 'A parameter cannot be read',
      404: 'There is no topic at that address',
      429: 'Too many requests; Retry-After says when to ask again',
      501: 'There is json and xml here, and no other format',
    },
    example: { path: '/oembed?url=http%3A%2F%2Flocalhost%3A8787%2Ftopics%2Fdefence' },
  },
} as const satisfies OperationTable
