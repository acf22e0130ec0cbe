import type { CleanHtml } from '../domain/entry.ts'
import type { ServedEntry } from '../domain/feed.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import type { Topic } from '../domain/topic.ts'
import { AlsoReportedBy, Byline, Why } from './entry-parts.tsx'
import { EvidenceList, Marked } from './evidence.tsx'
import { Layout } from './layout.tsx'
import { shownHtml } from './shown-html.ts'

export interface EntryPageProps {
  entry: ServedEntry
  /** What it says, with the words that put it under its topics marked. */
  marked: CleanHtml | undefined
  newsroom: NewsroomMetadata
  topics: readonly Topic[]
  url: string
}

const LINK_WORDS: Record<string, string> = {
  related: 'Related',
  via: 'Found at',
  license: 'Licence',
  replies: 'Replies',
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url)

/** One entry: what it says, where it came from, and why it is here. */
export function EntryPage({ entry, marked, newsroom, topics, url }: EntryPageProps) {
  const inTitle = entry.topics.flatMap(({ evidence }) =>
    evidence.filter(({ field }) => field === 'title'),
  )
  const links = entry.links.filter(({ rel }) => Object.hasOwn(LINK_WORDS, rel))
  return (
    <Layout
      title={`${entry.title || 'Untitled'} · ${newsroom.title}`}
      description={newsroom.description}
      language={newsroom.language}
      newsroomTitle={newsroom.title}
      url={url}
    >
      <article class="h-entry" lang={entry.language}>
        <h1 class="p-name">
          {entry.title ? <Marked text={entry.title} evidence={inTitle} /> : 'Untitled'}
        </h1>
        <Byline entry={entry} language={newsroom.language} />
        <Why entry={entry} topics={topics} />
        <div class="content e-content" dangerouslySetInnerHTML={{ __html: shownHtml(marked) }} />
        {entry.url && entry.url !== url && (
          <p>
            <a class="u-url" href={entry.url} rel="noopener">
              Read it at {hostOf(entry.url)}
            </a>
          </p>
        )}
        {links.map(({ rel, href, title }) => (
          <p class="meta">
            {LINK_WORDS[rel]}:{' '}
            <a href={href} rel={`${rel} noopener`}>
              {title ?? hostOf(href)}
            </a>
          </p>
        ))}
        <AlsoReportedBy entry={entry} />
        {entry.lead !== null && (
          <p class="meta">
            Shown in feeds as <a href={`/entries/${entry.lead}`}>a report of the same story</a>
          </p>
        )}
        {entry.rights && <p class="meta">{entry.rights}</p>}
        <EvidenceList matches={entry.topics} topics={topics} />
      </article>
    </Layout>
  )
}
