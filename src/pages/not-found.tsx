import type { NewsroomMetadata } from '../domain/newsroom.ts'
import { Layout } from './layout.tsx'

export interface NotFoundProps {
  what: string
  /** Topics that may have been meant. */
  near: readonly string[]
  newsroom: NewsroomMetadata
}

/** Says what is not there, and where to go instead. */
export function NotFoundPage({ what, near, newsroom }: NotFoundProps) {
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
              <a href={`/topics/${slug}`}>{slug}</a>
            </>
          ))}
          ?
        </p>
      )}
      <p>
        <a href="/">All topics of this newsroom</a>
      </p>
    </Layout>
  )
}
