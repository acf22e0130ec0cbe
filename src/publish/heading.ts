import type { Conjunction, Expression } from '../domain/expression.ts'
import type { FeedQuery } from '../domain/feed-query.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import { printSearch, type SearchTerm } from '../domain/search-terms.ts'
import type { Topic } from '../domain/topic.ts'

const topicTitle = (slug: string, topics: readonly Topic[]) =>
  topics.find((topic) => topic.slug === slug)?.title ?? slug

/** "Defence and Indo-Pacific, without Crypto or Space". */
function words(conjunction: Conjunction, topics: readonly Topic[]): string {
  const titles = (not: boolean) =>
    conjunction.filter((literal) => literal.not === not).map(({ slug }) => topicTitle(slug, topics))
  const [wanted, unwanted] = [titles(false).join(' and '), titles(true).join(' or ')]
  return unwanted === '' ? wanted : `${wanted || 'Everything'}, without ${unwanted}`
}

/** A feed's title in words, from its expression. */
function headingOf({ terms }: Expression, topics: readonly Topic[]): string {
  return terms.map((conjunction) => words(conjunction, topics)).join('; or ') || 'Everything'
}

/** What a search adds to the title: who subscribes to it must tell it from the topic. */
const searchedFor = (terms: readonly SearchTerm[]) =>
  terms.length === 0 ? '' : `: ${printSearch(terms)}`

/** The title as it stands on the newsroom's own page, which has named the newsroom already. */
export const headingOfFeed = ({ expression, search }: FeedQuery, topics: readonly Topic[]) =>
  `${headingOf(expression, topics)}${searchedFor(search)}`

/** The title anywhere else. That of everything is the newsroom's own. */
export function titleOf(
  query: FeedQuery,
  { newsroom, topics }: { newsroom: NewsroomMetadata; topics: readonly Topic[] },
): string {
  const isAll = query.expression.terms.length === 0 && query.search.length === 0
  return isAll ? newsroom.title : `${headingOfFeed(query, topics)} · ${newsroom.title}`
}

/** What a feed of one topic is about; undefined where several are combined, or none. */
export function descriptionOf({ terms }: Expression, topics: readonly Topic[]): string | undefined {
  const literals = terms.flat()
  const [only] = literals
  return literals.length === 1 && only && !only.not
    ? topics.find(({ slug }) => slug === only.slug)?.description
    : undefined
}
