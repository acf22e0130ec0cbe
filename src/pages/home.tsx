import type { ServedEntry } from '../domain/feed.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { Topic } from '../domain/topic.ts'
import { Byline, languageOf, linkOf, titleOf } from './entry-parts.tsx'
import type { FeedUrls } from './formats.ts'
import { Layout } from './layout.tsx'
import { Search } from './search.tsx'
import { FeedLinks, Subscribe } from './subscribe.tsx'

interface TopicOnHome {
  topic: Topic
  entries: ServedEntry[]
  urls: FeedUrls
}

export interface HomePageProps {
  newsroom: NewsroomMetadata
  url: string
  /** Each topic with its latest entries and its feeds. */
  topics: TopicOnHome[]
  /** The feeds of everything. */
  all: FeedUrls
}

function TopicSection({ topic, entries, urls, language }: TopicOnHome & { language: string }) {
  return (
    <section class="topic" aria-labelledby={`topic-${topic.slug}`}>
      <h2 id={`topic-${topic.slug}`}>
        <a href={`/topics/${topic.slug}`}>{topic.title}</a>
      </h2>
      <p class="lede">{topic.description}</p>
      {entries.length === 0 && <p class="nothing">Nothing here yet.</p>}
      <ol class="entries">
        {entries.map((entry) => (
          <li {...languageOf(entry)}>
            <h3>
              <a {...linkOf(entry)}>{titleOf(entry)}</a>
            </h3>
            <Byline entry={entry} language={language} />
          </li>
        ))}
      </ol>
      <FeedLinks urls={urls} of={topic.title} />
    </section>
  )
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
      <div class="home">
        <h1>{title}</h1>
        <p class="lede">{description}</p>
        <Search action="/topics/all" />
        <Subscribe urls={all} />
        <div class="topics">
          {topics.map((shown) => (
            <TopicSection {...shown} language={language} />
          ))}
        </div>
      </div>
    </Layout>
  )
}
