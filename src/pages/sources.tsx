import type { NewsroomMetadata } from '../domain/newsroom.ts'
import { sourceState, type Source } from '../domain/source.ts'
import { withoutCredentials } from '../web/credentials.ts'
import { Layout } from './layout.tsx'
import { Moment } from './moment.tsx'

/** In plain words, how a source does. Why it failed is for its operator: `GET /api/sources`. */
const HEALTH = {
  new: 'Not polled yet',
  paused: 'Paused by the newsroom',
  answering: 'Answers',
  failing: 'Did not answer with a feed',
  ended: 'Has ended, as it said itself',
}

/** The state as a word for the stylesheet: those that want attention stand out. */
const isTroubled = (source: Source) => ['failing', 'ended'].includes(sourceState(source))

/** Where its readers go; of a private one only what its operator has told. */
function placesOf(source: Source): { page: string | undefined; feed: string | undefined } {
  const { feed, homePageUrl, url } = source
  if (source.private) return { page: homePageUrl, feed: undefined }
  return { page: homePageUrl ?? feed?.homePageUrl, feed: withoutCredentials(url).url }
}

function SourceItem({ source, language }: { source: Source; language: string }) {
  const title = source.title ?? (source.feed?.title || source.slug)
  const { page, feed } = placesOf(source)
  const { polledAt, nextPollAt, because } = source
  return (
    <li class={isTroubled(source) ? 'source troubled' : 'source'}>
      <h2>
        <bdi>
          {page ? (
            <a href={page} rel="external noopener">
              {title}
            </a>
          ) : (
            title
          )}
        </bdi>
      </h2>
      <p class="state">{HEALTH[sourceState(source)]}</p>
      <p class="meta">
        {polledAt ? (
          <>
            Last asked <Moment at={polledAt} language={language} />
          </>
        ) : (
          'Never asked yet'
        )}
        {!source.paused && (
          <>
            , next <Moment at={nextPollAt} language={language} />
          </>
        )}
        : {because}.
      </p>
      <p class="meta">
        <a href={`/topics/all?source=${source.slug}`} aria-label={`Entries from ${title}`}>
          Entries
        </a>
        {feed && (
          <>
            {' · '}
            <a href={feed} rel="external noopener" aria-label={`Feed of ${title}`}>
              Feed
            </a>
          </>
        )}
      </p>
    </li>
  )
}

export interface SourcesPageProps {
  newsroom: NewsroomMetadata
  url: string
  sources: readonly Source[]
  /** What is wrong when nearly nobody can be reached, in words. */
  outage?: string | undefined
  /** Of many sources this page shows some; paths of the first page and of the next. */
  first?: string | undefined
  next?: string | undefined
}

function Paging({ first, next }: Pick<SourcesPageProps, 'first' | 'next'>) {
  if (!first && !next) return null
  return (
    <nav class="paging" aria-label="Pages">
      {first && (
        <a href={first} rel="first">
          First sources
        </a>
      )}
      {next && (
        <a href={next} rel="next">
          More sources
        </a>
      )}
    </nav>
  )
}

/** Who is polled, how they do, and why they are asked when they are. */
export function SourcesPage({ newsroom, url, sources, outage, first, next }: SourcesPageProps) {
  return (
    <Layout
      title={`Sources · ${newsroom.title}`}
      description={`The feeds that ${newsroom.title} is made from.`}
      language={newsroom.language}
      newsroomTitle={newsroom.title}
      url={url}
    >
      <h1>Sources</h1>
      <p class="lede">
        The feeds this newsroom is made from, how they do, and when they are asked.
      </p>
      {outage && (
        <p class="alarm" role="status">
          <strong>It is us, not them.</strong> {outage}.
        </p>
      )}
      {(first ?? next) && (
        <p class="lede">
          They are many: here are some, in the order of their names. All of them are in the{' '}
          <a href="/sources.opml">OPML</a>.
        </p>
      )}
      {sources.length === 0 && (
        <p class="nothing">{first ? 'No more feeds are polled.' : 'No feed is polled yet.'}</p>
      )}
      <ul class="sources">
        {sources.map((source) => (
          <SourceItem source={source} language={newsroom.language} />
        ))}
      </ul>
      <Paging first={first} next={next} />
    </Layout>
  )
}
