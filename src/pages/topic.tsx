import type { FeedQuery } from '../domain/feed-query.ts'
import type { FeedDocument } from '../domain/feed.ts'
import { oembedUrls } from '../domain/oembed-urls.ts'
import type { Topic } from '../domain/topic.ts'
import { Chosen } from './chosen.tsx'
import { Combine } from './combine.tsx'
import { builderPath } from './embed-builder.tsx'
import { EntryItem } from './entry-parts.tsx'
import { Layout } from './layout.tsx'
import { Narrow } from './narrow.tsx'
import { Search } from './search.tsx'
import { Subscribe } from './subscribe.tsx'
import { changed, parametersOf } from './topic-links.ts'

export interface TopicPageProps {
  feed: FeedDocument
  /** What the feed is the answer to. */
  query: FeedQuery
  /** All that the newsroom has, to combine it with. */
  topics: readonly Topic[]
  /** How each entry begins, by its key; plain text. */
  excerpts: ReadonlyMap<string, string>
}

const NOTHING_YET = 'Nothing here yet. The sources are polled when they are due.'
const NOTHING_FOUND = 'Nothing found. Fewer words, or another spelling, may find more.'
const NOTHING_LEFT = 'Nothing is left of it. What it was narrowed to can be taken back above.'

function whyEmpty({ search, sources, languages, since, before }: FeedQuery): string {
  if (search.length > 0) return NOTHING_FOUND
  const isNarrowed = sources.length > 0 || languages.length > 0 || since !== undefined
  return isNarrowed || before !== undefined ? NOTHING_LEFT : NOTHING_YET
}

/** Back to the newest and on to what is older. */
function Paging({ feed, query }: { feed: FeedDocument; query: FeedQuery }) {
  if (!feed.next && !query.before) return null
  return (
    <nav class="paging" aria-label="Pages">
      {query.before && (
        <a href={changed(query, {})} rel="first">
          Newest
        </a>
      )}
      {feed.next && (
        <a href={feed.next.pageUrl} rel="next">
          Older
        </a>
      )}
    </nav>
  )
}

/** The page of a topic: what it is, how to subscribe, what else can be made of it, and its entries. */
export function TopicPage({ feed, query, topics, excerpts }: TopicPageProps) {
  const { entries, language } = feed
  return (
    <Layout
      title={feed.title}
      description={feed.description}
      language={language}
      newsroomTitle={feed.author.name}
      url={feed.pageUrl}
      feeds={{ title: feed.title, urls: feed.feedUrls }}
      oembed={oembedUrls(feed.pageUrl)}
    >
      <div class="h-feed stream">
        <header>
          <h1 class="p-name">{feed.heading}</h1>
          <p class="lede p-summary">{feed.description}</p>
          <Search
            action={`/topics/${feed.expression}`}
            terms={feed.search}
            more={parametersOf(query, 'q')}
          />
          <Chosen query={query} entries={entries} topics={topics} language={language} />
        </header>
        <div class="tools">
          <Subscribe urls={feed.feedUrls} />
          <Combine query={query} topics={topics} />
          <Narrow query={query} entries={entries} language={language} />
          <p class="tool elsewhere">
            <a href={builderPath(feed)}>Put this on your site</a>
          </p>
        </div>
        <section class="latest" aria-label="Entries">
          {entries.length === 0 && <p class="nothing">{whyEmpty(query)}</p>}
          <ol class="entries">
            {entries.map((entry) => (
              <EntryItem
                entry={entry}
                topics={topics}
                language={language}
                excerpt={excerpts.get(entry.key) ?? ''}
              />
            ))}
          </ol>
          <Paging feed={feed} query={query} />
        </section>
      </div>
    </Layout>
  )
}
