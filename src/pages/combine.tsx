import { topicsOf } from '../domain/expression.ts'
import type { FeedQuery } from '../domain/feed-query.ts'
import type { Topic } from '../domain/topic.ts'
import { combinedPath } from './topic-links.ts'

const WORDS = [
  ['and', 'and'],
  ['or', 'or'],
  ['without', 'without'],
] as const

/** A topic that is not named yet: all that can be done with it. */
function Addable({ query, topic }: { query: FeedQuery; topic: Topic }) {
  const ways = WORDS.flatMap(([how, word]) => {
    const href = combinedPath(query, topic.slug, how)
    return href === undefined ? [] : [{ href, word }]
  })
  if (ways.length === 0) return null
  return (
    <li>
      <span>{topic.title}</span>
      <span class="ways">
        {ways.map(({ href, word }) => (
          <a href={href} aria-label={`${word} ${topic.title}`}>
            {word}
          </a>
        ))}
      </span>
    </li>
  )
}

/** Topics combined by click: each other one, to be asked for as well, instead, or not at all. */
export function Combine({ query, topics }: { query: FeedQuery; topics: readonly Topic[] }) {
  const named = topicsOf(query.expression)
  const others = topics.filter(({ slug }) => !named.includes(slug))
  if (others.length === 0) return null
  return (
    <details class="tool">
      <summary>Combine topics</summary>
      <ul class="combine">
        {others.map((topic) => (
          <Addable query={query} topic={topic} />
        ))}
      </ul>
    </details>
  )
}
