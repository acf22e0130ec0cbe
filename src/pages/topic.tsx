import type { FeedDocument } from '../domain/feed.ts'
import type { Topic } from '../domain/topic.ts'
import { oembedUrls } from '../domain/oembed-urls.ts'
import { builderPath } from './embed-builder.tsx'
import { EntryItem } from './entry-parts.tsx'
import { Layout, Search, Subscribe } from './layout.tsx'

const NOTHING_YET = 'Nothing here yet. The sources are polled when they are due.'
const NOTHING_FOUND = 'Nothing found. Fewer words, or another spelling, may find more.'

/** The page of a topic: what it is, how to subscribe, and its entries. */
export function TopicPage({ feed, topics }: { feed: FeedDocument; topics: readonly Topic[] }) {
  return (
    <Layout
      title={feed.title}
      description={feed.description}
      language={feed.language}
      newsroomTitle={feed.author.name}
      url={feed.pageUrl}
      feeds={{ title: feed.title, urls: feed.feedUrls }}
      oembed={oembedUrls(feed.pageUrl)}
    >
      <div class="h-feed">
        <h1 class="p-name">{feed.heading}</h1>
        <p class="lede p-summary">{feed.description}</p>
        <Search action={`/topics/${feed.expression}`} terms={feed.search} />
        <Subscribe urls={feed.feedUrls} />
        <p class="subscribe">
          <a href={builderPath(feed)}>Put this on your site</a>
        </p>
        {feed.entries.length === 0 && <p>{feed.search === '' ? NOTHING_YET : NOTHING_FOUND}</p>}
        <ol class="entries">
          {feed.entries.map((entry) => (
            <EntryItem entry={entry} topics={topics} language={feed.language} />
          ))}
        </ol>
        {feed.next && (
          <p>
            <a href={feed.next.pageUrl} rel="next">
              Older
            </a>
          </p>
        )}
      </div>
    </Layout>
  )
}
