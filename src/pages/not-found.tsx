import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { Topic } from '../domain/topic.ts'
import { Layout } from './layout.tsx'
import { Search } from './search.tsx'

export interface NotFoundProps {
  what: string
  /** Slugs of topics that may have been meant. */
  near: readonly string[]
  newsroom: NewsroomMetadata
  topics: readonly Topic[]
}

/** Says what is not there, and where to go instead. */
export function NotFoundPage({ what, near, newsroom, topics }: NotFoundProps) {
  const titleOf = (slug: string) => topics.find((topic) => topic.slug === slug)?.title ?? slug
  return (
    <Layout
      title={`Not found · ${newsroom.title}`}
      description={what}
      language={newsroom.language}
      newsroomTitle={newsroom.title}
    >
      <h1>Not found</h1>
      <p>{what}</p>
      {near.length > 0 && (
        <p>
          Did you mean{' '}
          {near.map((slug, i) => (
            <>
              {i > 0 && ' or '}
              <a href={`/topics/${slug}`}>{titleOf(slug)}</a>
            </>
          ))}
          ?
        </p>
      )}
      <p>What it was about may be found by its words:</p>
      <Search action="/topics/all" />
      <p>
        <a href="/">All topics of this newsroom</a>
      </p>
    </Layout>
  )
}
