import type { FeedFormatName, ServedEntry } from '../domain/feed.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { Topic } from '../domain/topic.ts'
import { Byline } from './entry-parts.tsx'
import { Layout, Search, Subscribe } from './layout.tsx'

export interface HomePageProps {
  newsroom: NewsroomMetadata
  url: string
  /** Each topic with its latest entries and its feeds. */
  topics: { topic: Topic; entries: ServedEntry[]; urls: Record<FeedFormatName, string> }[]
  /** The feeds of everything. */
  all: Record<FeedFormatName, string>
}

/** The newsroom: its topics with their latest. */
export function HomePage({ newsroom, url, topics, all }: HomePageProps) {
  const { title, description, language } = newsroom
  return (
    <Layout
      title={title}
      description={description}
      language={language}
      newsroomTitle={title}
      url={url}
      feeds={{ title, urls: all }}
    >
      <h1>{title}</h1>
      <p class="lede">{description}</p>
      <Search action="/topics/all" />
      <Subscribe urls={all} />
      {topics.map(({ topic, entries, urls }) => (
        <section class="topic" aria-labelledby={`topic-${topic.slug}`}>
          <h2 id={`topic-${topic.slug}`}>
            <a href={`/topics/${topic.slug}`}>{topic.title}</a>
          </h2>
          <p class="lede">{topic.description}</p>
          <Subscribe urls={urls} />
          <ol class="entries">
            {entries.map((entry) => (
              <li lang={entry.language}>
                <h3>
                  <a href={entry.url ?? `/entries/${entry.key}`}>{entry.title || 'Untitled'}</a>
                </h3>
                <Byline entry={entry} language={language} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </Layout>
  )
}
