import type { Category } from '../domain/category.ts'
import type { EntryContent } from '../domain/entry.ts'
import type { Fault } from '../domain/fault.ts'
import type { FeedMetadata } from '../domain/feed-metadata.ts'
import type { TopicMatch } from '../domain/topic.ts'
import { jsonAttachment, jsonAuthor, tagsOf } from './json-feed.ts'

/** An entry that would be kept. */
export interface PreviewEntry {
  id: string
  content: EntryContent
  topics: TopicMatch[]
}

const termsOf = (categories: Category[]) => categories.map(({ term }) => term)

/** JSON Feed 1.1 of what would be kept of a document, with what was wrong in it. */
export function previewFeed(feed: FeedMetadata, entries: PreviewEntry[], faults: Fault[]) {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.homePageUrl,
    feed_url: feed.selfUrl,
    description: feed.subtitle,
    language: feed.language,
    icon: feed.image,
    authors: feed.authors.map(jsonAuthor),
    items: entries.map((entry) => previewItem(entry, feed)),
    _feed: {
      id: feed.id,
      updated: feed.updated,
      published: feed.published,
      rights: feed.rights,
      image: feed.image,
      categories: termsOf(feed.categories),
    },
    _faults: faults,
  }
}

function previewItem({ id, content: entry, topics }: PreviewEntry, feed: FeedMetadata) {
  const { origin } = entry
  return {
    id,
    url: entry.url,
    title: entry.title === '' ? undefined : entry.title,
    content_html: entry.content ?? entry.summary ?? '',
    summary: entry.summary,
    image: entry.image,
    date_published: entry.published,
    date_modified: entry.updated,
    authors: entry.authors.map(jsonAuthor),
    tags: tagsOf(entry.categories),
    language: entry.language,
    attachments: entry.enclosures.map(jsonAttachment),
    _source: origin
      ? { title: origin.title, home_page_url: origin.url, feed_url: origin.feedUrl }
      : { title: feed.title, home_page_url: feed.homePageUrl, feed_url: feed.selfUrl },
    _rights: entry.rights,
    _topics: topics,
  }
}
