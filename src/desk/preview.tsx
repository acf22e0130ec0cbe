import type { Fault } from '../domain/fault.ts'
import type { Evidence } from '../domain/topic.ts'
import { Moment } from '../pages/moment.tsx'
import { directionOf } from '../web/direction.ts'
import { Faults } from './source.tsx'

/** What would be kept of a feed, as `GET /api/preview` tells it. */
export interface ToldPreview {
  title?: string
  home_page_url?: string
  language?: string
  items: {
    title?: string
    url?: string
    date_published?: string
    language?: string
    _topics: { slug: string; evidence: Evidence[] }[]
  }[]
  _faults: Fault[]
}

/** Titles of the topics by their slugs. */
export type TopicTitles = ReadonlyMap<string, string>

const MOST_SHOWN = 10

/** Where an entry is filed, and the words that put it there. */
export function Filed(props: {
  topics: readonly { slug: string; evidence: readonly Evidence[] }[]
  titles: TopicTitles
}) {
  const { topics, titles } = props
  if (topics.length === 0) return <p class="quiet">In no topic</p>
  return (
    <p>
      {topics.map(({ slug, evidence }, i) => {
        const quotes = [...new Set(evidence.map(({ quote }) => quote.toLowerCase()))].slice(0, 4)
        return (
          <>
            {i > 0 && '; '}
            <strong>{titles.get(slug) ?? slug}</strong>
            {quotes.length > 0 && ' for '}
            {quotes.map((quote, j) => (
              <>
                {j > 0 && ' '}
                <mark>{quote}</mark>
              </>
            ))}
          </>
        )
      })}
    </p>
  )
}

const countIn = (items: ToldPreview['items'], slug: string) =>
  items.filter(({ _topics }) => _topics.some((topic) => topic.slug === slug)).length

/** How many of them would be where. */
function Distribution({ items, titles }: { items: ToldPreview['items']; titles: TopicTitles }) {
  const nowhere = items.filter(({ _topics }) => _topics.length === 0).length
  const counts = [...titles]
    .map(([slug, title]) => ({ title, count: countIn(items, slug) }))
    .filter(({ count }) => count > 0)
  return (
    <dl class="figures">
      <div>
        <dt>{items.length === 1 ? 'entry' : 'entries'}</dt>
        <dd>{items.length}</dd>
      </div>
      {counts.map(({ title, count }) => (
        <div>
          <dt>in {title}</dt>
          <dd>{count}</dd>
        </div>
      ))}
      {nowhere > 0 && (
        <div>
          <dt>in no topic</dt>
          <dd>{nowhere}</dd>
        </div>
      )}
    </dl>
  )
}

/** What a feed would bring, before anything of it is kept. */
export function Preview({ preview, titles }: { preview: ToldPreview; titles: TopicTitles }) {
  const { items, _faults: faults } = preview
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">What it would bring</h2>
      <Distribution items={items} titles={titles} />
      {faults.length > 0 && (
        <>
          <h3>What is wrong in it</h3>
          <Faults faults={faults} />
        </>
      )}
      <ul class="rows">
        {items.slice(0, MOST_SHOWN).map((item) => (
          <li>
            <h3 lang={item.language ?? ''} dir={directionOf(item.language)}>
              {item.url ? (
                <a href={item.url} rel="external noopener">
                  {item.title ?? 'Untitled'}
                </a>
              ) : (
                (item.title ?? 'Untitled')
              )}
            </h3>
            <Filed topics={item._topics} titles={titles} />
            {item.date_published && (
              <p class="quiet">
                <Moment at={item.date_published} language="en" />
              </p>
            )}
          </li>
        ))}
      </ul>
      {items.length > MOST_SHOWN && <p class="quiet">and {items.length - MOST_SHOWN} more</p>}
    </section>
  )
}
