import fc from 'fast-check'
import { mf2 } from 'microformats-parser'
import { describe, expect, it } from 'vitest'
import { queryOf } from '../../src/domain/feed-query.ts'
import type { FeedDocument } from '../../src/domain/feed.ts'
import { TopicPage } from '../../src/pages/topic.tsx'
import { writeJsonFeed } from '../../src/publish/json-feed.ts'
import { anyEntries } from '../support/any-entry.ts'
import { feedOf } from '../support/feeds.ts'

const hrefOf = (url: string) => new URL(url).href

/** The entries of the page's h-feed, as a parser of microformats finds them. */
async function readFrom(feed: FeedDocument) {
  const html = String(
    await TopicPage({ feed, query: queryOf('defence'), topics: [], excerpts: new Map() }),
  )
  const { items } = mf2(html, { baseUrl: feed.pageUrl })
  const hFeed = items.find(({ type }) => type?.includes('h-feed'))
  return (hFeed?.children ?? []).map(({ properties }) => ({
    id: properties['uid'],
    url: properties['url'],
    published: properties['published'],
    updated: properties['updated'],
    authors: properties['author'],
  }))
}

interface Item {
  id: string
  url?: string
  date_published?: string
  date_modified: string
  authors?: { name?: string; url?: string }[]
}

describe('the page of a topic, read as an h-feed', () => {
  it('has the ids, links, dates and authors of the JSON Feed', async () => {
    await fc.assert(
      fc.asyncProperty(anyEntries, async (entries) => {
        const feed = feedOf(entries)
        const { items } = JSON.parse(writeJsonFeed(feed)) as { items: Item[] }
        const pages = entries.map(({ key }) => `https://despatch.example/entries/${key}`)
        expect(await readFrom(feed)).toEqual(
          items.map((item, i) => ({
            id: [item.id],
            url: [hrefOf(item.url ?? pages[i] ?? '')],
            published: item.date_published === undefined ? undefined : [item.date_published],
            updated: [item.date_modified],
            authors: item.authors?.map(({ name, url }) => name ?? url),
          })),
        )
      }),
      { numRuns: 200 },
    )
  })
})
