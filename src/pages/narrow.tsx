import type { FeedQuery } from '../domain/feed-query.ts'
import type { ServedEntry } from '../domain/feed.ts'
import { changed, parametersOf, toggled } from './topic-links.ts'
import { languageName } from './language-name.ts'

interface NarrowProps {
  query: FeedQuery
  entries: readonly ServedEntry[]
  /** BCP 47, of the page. */
  language: string
}

interface Choice {
  label: string
  href: string
}

const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label)

/** The sources on this page that are not asked for yet. */
function sourcesIn({ query, entries }: NarrowProps): Choice[] {
  const titles = new Map(
    entries.flatMap(({ servedFrom }) =>
      servedFrom ? [[servedFrom.slug, servedFrom.title] as const] : [],
    ),
  )
  return [...titles]
    .filter(([slug]) => !query.sources.includes(slug))
    .map(([slug, label]) => ({
      label,
      href: changed(query, { sources: toggled(query.sources, slug) }),
    }))
    .toSorted(byLabel)
}

/** Regions and scripts apart: `en` holds `en-GB`. */
const primaryOf = (language: string) => language.toLowerCase().split('-')[0] ?? ''

function languagesIn({ query, entries, language }: NarrowProps): Choice[] {
  const found = new Set(
    entries.flatMap((entry) => (entry.language ? [primaryOf(entry.language)] : [])),
  )
  return [...found]
    .filter((range) => !query.languages.includes(range))
    .map((range) => ({
      label: languageName(range, language),
      href: changed(query, { languages: toggled(query.languages, range) }),
    }))
    .toSorted(byLabel)
}

function Choices({ heading, choices }: { heading: string; choices: Choice[] }) {
  if (choices.length === 0) return null
  return (
    <>
      <p>{heading}</p>
      <ul class="chips">
        {choices.map(({ label, href }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

function Since({ query }: { query: FeedQuery }) {
  const [action = ''] = changed(query, {}).split('?')
  return (
    <form class="field" action={action}>
      <label for="since">Since (UTC)</label>
      <span>
        <input id="since" type="date" name="since" value={query.since?.slice(0, 10) ?? ''} />
        {parametersOf(query, 'since').map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">Show</button>
      </span>
    </form>
  )
}

/** How much of each entry is shown, and of each story. */
function viewsOf(query: FeedQuery): Choice[] {
  const view: Choice =
    query.view === 'title'
      ? { label: 'with excerpts', href: changed(query, { view: 'full' }) }
      : { label: 'titles alone', href: changed(query, { view: 'title' }) }
  const every = {
    label: 'every report of a story',
    href: changed(query, { showsDuplicates: true }),
  }
  return query.showsDuplicates ? [view] : [view, every]
}

/** Narrows a stream to what its reader wants of it: from whom, in which language, how far back, how much. */
export function Narrow(props: NarrowProps) {
  const { query } = props
  return (
    <details class="tool">
      <summary>Narrow down</summary>
      <Choices heading="Only from" choices={sourcesIn(props)} />
      <Choices heading="Only in" choices={languagesIn(props)} />
      <Since query={query} />
      <Choices heading="Show" choices={viewsOf(query)} />
    </details>
  )
}
