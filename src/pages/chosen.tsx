import { topicsOf } from '../domain/expression.ts'
import type { FeedQuery } from '../domain/feed-query.ts'
import type { ServedEntry } from '../domain/feed.ts'
import { printSearch } from '../domain/search-terms.ts'
import type { Topic } from '../domain/topic.ts'
import { languageName } from './language-name.ts'
import { changed, combinedPath, toggled } from './topic-links.ts'

interface ChosenProps {
  query: FeedQuery
  entries: readonly ServedEntry[]
  topics: readonly Topic[]
  /** BCP 47, of the page. */
  language: string
}

/** What the page is made of, each with the page that is left without it. */
function choicesOf({ query, entries, topics, language }: ChosenProps) {
  const titleOf = (slug: string) => topics.find((topic) => topic.slug === slug)?.title ?? slug
  const sourceOf = (slug: string) =>
    entries.find(({ source }) => source === slug)?.servedFrom?.title ?? slug
  const { sources, languages, search, showsDuplicates, since } = query
  return [
    ...topicsOf(query.expression).map((slug) => ({
      label: titleOf(slug),
      href: combinedPath(query, slug, 'drop'),
    })),
    ...sources.map((slug) => ({
      label: `only from ${sourceOf(slug)}`,
      href: changed(query, { sources: toggled(sources, slug) }),
    })),
    ...languages.map((range) => ({
      label: `only in ${languageName(range, language)}`,
      href: changed(query, { languages: toggled(languages, range) }),
    })),
    ...(since === undefined
      ? []
      : [{ label: `since ${since.slice(0, 10)}`, href: changed(query, { since: undefined }) }]),
    ...(showsDuplicates
      ? [{ label: 'every report', href: changed(query, { showsDuplicates: false }) }]
      : []),
    ...(search.length === 0
      ? []
      : [{ label: printSearch(search), href: changed(query, { search: [] }) }]),
  ]
}

/** What a page was narrowed to, to be taken back one by one. */
export function Chosen(props: ChosenProps) {
  const choices = choicesOf(props).filter(({ href }) => href !== undefined)
  if (choices.length === 0) return null
  return (
    <ul class="chips chosen" aria-label="What this page is made of">
      {choices.map(({ label, href }) => (
        <li>
          <a href={href} aria-label={`Without: ${label}`}>
            {label} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
