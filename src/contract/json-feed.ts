import * as v from 'valibot'
import { TopicMatch } from './evidence.ts'
import { At } from './moments.ts'
import { Fault } from './problem.ts'

/** https://www.jsonfeed.org/version/1.1/, with members of ours, which begin with `_`. */
const Author = v.object({
  name: v.optional(v.string()),
  url: v.optional(v.string()),
  _email: v.optional(v.string()),
})

const Attachment = v.object({
  url: v.string(),
  mime_type: v.string(),
  title: v.optional(v.string()),
  size_in_bytes: v.optional(v.number()),
  duration_in_seconds: v.optional(v.number()),
})

const item = {
  id: v.string(),
  url: v.optional(v.string()),
  title: v.optional(v.string()),
  content_html: v.pipe(v.string(), v.description('Clean: nothing in it can run')),
  summary: v.optional(v.string()),
  image: v.optional(v.string()),
  date_published: v.optional(At),
  date_modified: v.optional(At),
  authors: v.optional(v.array(Author)),
  tags: v.optional(v.array(v.string())),
  language: v.optional(v.string()),
  attachments: v.optional(v.array(Attachment)),
  _rights: v.optional(v.string()),
  _topics: v.array(TopicMatch),
}

const ItemSource = v.object({
  title: v.optional(v.string()),
  home_page_url: v.optional(v.string()),
  feed_url: v.optional(v.string()),
  rights: v.optional(v.string()),
})

const head = {
  version: v.string(),
  title: v.string(),
  home_page_url: v.optional(v.string()),
  feed_url: v.optional(v.string()),
  description: v.optional(v.string()),
  language: v.optional(v.string()),
  authors: v.optional(v.array(Author)),
}

/** What readers get. */
export const JsonFeed = v.object({
  ...head,
  next_url: v.optional(v.pipe(v.string(), v.description('Where older entries are'))),
  items: v.array(
    v.object({
      ...item,
      external_url: v.optional(v.string()),
      _source: v.optional(ItemSource),
      _license: v.optional(v.object({ url: v.string(), name: v.optional(v.string()) })),
      _contributors: v.optional(v.array(Author)),
      _links: v.optional(
        v.array(
          v.object({
            href: v.string(),
            rel: v.string(),
            type: v.optional(v.string()),
            hreflang: v.optional(v.string()),
            title: v.optional(v.string()),
            length: v.optional(v.number()),
          }),
        ),
      ),
      _duplicates: v.array(
        v.object({
          url: v.optional(v.string()),
          title: v.string(),
          source: v.optional(v.string()),
        }),
      ),
    }),
  ),
})

/** What would be kept of a feed document. */
export const Preview = v.object({
  ...head,
  icon: v.optional(v.string()),
  items: v.array(v.object({ ...item, _source: ItemSource })),
  _feed: v.object({
    id: v.optional(v.string()),
    updated: v.optional(At),
    published: v.optional(At),
    rights: v.optional(v.string()),
    image: v.optional(v.string()),
    categories: v.array(v.string()),
  }),
  _faults: v.array(Fault),
})
export type Preview = v.InferOutput<typeof Preview>
