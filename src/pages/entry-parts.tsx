import type { ServedEntry } from '../domain/feed.ts'
import type { Evidence, Topic } from '../domain/topic.ts'
import { directionOf } from '../web/direction.ts'
import { Moment } from './moment.tsx'

const names = (entry: ServedEntry) =>
  entry.authors.map(({ name, email, url }) => name ?? email ?? url ?? '')

/**
 * In what language an entry is, and which way it runs. One whose language nobody told is in none,
 * rather than in the page's: WCAG 2.2 §3.1.2.
 */
export const languageOf = ({ language }: ServedEntry) => ({
  lang: language ?? '',
  dir: directionOf(language),
})

/** Our own words beside an entry, in the language of the page. */
export const inPage = (language: string) => ({ lang: language, dir: directionOf(language) })

/** Where an entry is read: at its publisher's, or here. */
export const linkOf = ({ url, key, source }: ServedEntry) => ({
  href: url ?? `/entries/${key}`,
  ...(source !== null && url !== undefined && { rel: 'external' }),
})

/** What an entry is called, for want of a title by what it says. */
export const titleOf = (entry: ServedEntry) => entry.title || 'Untitled'

/** Where an entry came from, who wrote it and when; the date leads to all that we know of it. */
export function Byline({ entry, language }: { entry: ServedEntry; language: string }) {
  const from = entry.servedFrom
  const authors = names(entry)
  return (
    <p class="meta" {...inPage(language)}>
      {from && (
        <bdi>
          {from.homePageUrl ? (
            <a href={from.homePageUrl} rel="external">
              {from.title}
            </a>
          ) : (
            from.title
          )}
        </bdi>
      )}
      {from && ' · '}
      {authors.map((author, i) => (
        <>
          {i > 0 && ', '}
          <bdi class="p-author">{author}</bdi>
        </>
      ))}
      {authors.length > 0 && ' · '}
      <a href={`/entries/${entry.key}`}>
        {entry.published === undefined ? (
          <Moment at={entry.updated} language={language} class="dt-updated" />
        ) : (
          <Moment at={entry.published} language={language} class="dt-published" />
        )}
      </a>
      {entry.published !== undefined && <data class="dt-updated" value={entry.updated} />}
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

interface WhyProps {
  entry: ServedEntry
  topics: readonly Topic[]
  language: string
}

/** The words that put an entry under its topics. */
export function Why({ entry, topics, language }: WhyProps) {
  if (entry.topics.length === 0) return null
  const title = (slug: string) => topics.find((topic) => topic.slug === slug)?.title ?? slug
  return (
    <p class="why" {...inPage(language)}>
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
export function AlsoReportedBy({
  entry: { duplicates },
  language,
}: {
  entry: ServedEntry
  language: string
}) {
  if (duplicates.length === 0) return null
  return (
    <p class="meta" {...inPage(language)}>
      Also reported by{' '}
      {duplicates.map(({ url, title, source }, i) => (
        <>
          {i > 0 && ', '}
          <bdi>
            {url ? (
              <a href={url} rel="external">
                {source ?? title}
              </a>
            ) : (
              (source ?? title)
            )}
          </bdi>
        </>
      ))}
    </p>
  )
}

/** An entry in a list: enough to decide whether to open it. */
export function EntryItem({ entry, topics, language, excerpt }: WhyProps & { excerpt: string }) {
  return (
    <li class="h-entry" {...languageOf(entry)}>
      <h2 class="p-name">
        <a class="u-url" {...linkOf(entry)}>
          {titleOf(entry)}
        </a>
      </h2>
      <Byline entry={entry} language={language} />
      {excerpt !== '' && <p class="excerpt p-summary">{excerpt}</p>}
      <Why entry={entry} topics={topics} language={language} />
      <AlsoReportedBy entry={entry} language={language} />
    </li>
  )
}
