import type { NewsroomMetadata } from '../domain/newsroom.ts'
import { sourceState, type Source } from '../domain/source.ts'
import { Layout } from './layout.tsx'

/** In plain words, how a source does. Why it failed is for its operator: `GET /api/sources`. */
const HEALTH = {
  new: 'Not polled yet',
  paused: 'Paused by the newsroom',
  answering: 'Answers',
  failing: 'Did not answer with a feed',
  ended: 'Has ended, as it said itself',
}

/** Who is polled, and why they are asked when they are. */
export function SourcesPage({
  newsroom,
  sources,
}: {
  newsroom: NewsroomMetadata
  sources: readonly Source[]
}) {
  return (
    <Layout
      title={`Sources · ${newsroom.title}`}
      description={`The feeds that ${newsroom.title} is made from.`}
      language={newsroom.language}
      newsroomTitle={newsroom.title}
    >
      <h1>Sources</h1>
      <p class="lede">The feeds this newsroom is made from, and how they do.</p>
      <div class="table" role="region" aria-label="Sources" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">How it does</th>
              <th scope="col">Why it is polled when it is</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => {
              const title = source.title ?? (source.feed?.title || source.slug)
              const page =
                source.homePageUrl ?? (source.private ? undefined : source.feed?.homePageUrl)
              return (
                <tr>
                  <th scope="row">{page ? <a href={page}>{title}</a> : title}</th>
                  <td>{HEALTH[sourceState(source)]}</td>
                  <td>{source.because}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Layout>
  )
}
