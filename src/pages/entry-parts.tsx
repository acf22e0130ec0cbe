import type { ServedEntry } from '../domain/feed.ts'
import type { Evidence, Topic } from '../domain/topic.ts'
import { shownHtml } from './shown-html.ts'

/** A moment as a person reads it, with the exact one behind it. Fixed in UTC, so that pages hold still. */
function Moment({ at, language, class: name }: { at: string; language: string; class: string }) {
  const words = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(at),
  )
  return (
    <time datetime={at} class={name}>
      {words}
    </time>
  )
}

const names = (entry: ServedEntry) =>
  entry.authors.map(({ name, email, url }) => name ?? email ?? url ?? '')

/** Where an entry came from, who wrote it and when. */
export function Byline({ entry, language }: { entry: ServedEntry; language: string }) {
  const from = entry.servedFrom
  const authors = names(entry)
  return (
    <p class="meta">
      {from && (from.homePageUrl ? <a href={from.homePageUrl}>{from.title}</a> : from.title)}
      {from && ' · '}
      {authors.map((author, i) => (
        <>
          {i > 0 && ', '}
          <span class="p-author">{author}</span>
        </>
      ))}
      {authors.length > 0 && ' · '}
      {entry.published === undefined ? (
        <Moment at={entry.updated} language={language} class="dt-updated" />
      ) : (
        <>
          <Moment at={entry.published} language={language} class="dt-published" />
          <data class="dt-updated" value={entry.updated} />
        </>
      )}
      {/* As `u-uid` it would be resolved as a URL is; ids are compared character by character. */}
      <data class="p-uid" value={entry.id} />
    </p>
  )
}

/** The words that stand for a match, each once, however it was capitalised. */
function quotesOf(evidence: readonly Evidence[]): string[] {
  const quotes = evidence.map(({ quote }) => quote)
  const isFirst = (quote: string, i: number) =>
    quotes.findIndex((other) => other.toLowerCase() === quote.toLowerCase()) === i
  return quotes.filter(isFirst).slice(0, 5)
}

/** The words that put an entry under its topics. */
export function Why({ entry, topics }: { entry: ServedEntry; topics: readonly Topic[] }) {
  if (entry.topics.length === 0) return null
  const title = (slug: string) => topics.find((topic) => topic.slug === slug)?.title ?? slug
  return (
    <p class="why">
      {entry.topics.map(({ slug, evidence }, i) => (
        <>
          {i > 0 && '; '}
          <a href={`/topics/${slug}`} class="p-category">
            {title(slug)}
          </a>{' '}
          for
          {quotesOf(evidence).map((quote) => (
            <>
              {' '}
              <mark>{quote}</mark>
            </>
          ))}
        </>
      ))}
    </p>
  )
}

/** Who tells the same story, each with a link to what it says. */
export function AlsoReportedBy({ entry: { duplicates } }: { entry: ServedEntry }) {
  if (duplicates.length === 0) return null
  return (
    <p class="meta">
      Also reported by{' '}
      {duplicates.map(({ url, title, source }, i) => (
        <>
          {i > 0 && ', '}
          {url ? <a href={url}>{source ?? title}</a> : (source ?? title)}
        </>
      ))}
    </p>
  )
}

/** An entry in a list: enough to decide whether to open it. */
export function EntryItem({
  entry,
  topics,
  language,
}: {
  entry: ServedEntry
  topics: readonly Topic[]
  language: string
}) {
  return (
    <li class="h-entry" lang={entry.language}>
      <h2 class="p-name">
        <a class="u-url" href={entry.url ?? `/entries/${entry.key}`}>
          {entry.title || 'Untitled'}
        </a>
      </h2>
      <Byline entry={entry} language={language} />
      {entry.summary && (
        <div
          class="excerpt p-summary"
          dangerouslySetInnerHTML={{ __html: shownHtml(entry.summary) }}
        />
      )}
      <Why entry={entry} topics={topics} />
      <AlsoReportedBy entry={entry} />
    </li>
  )
}
