import { combined, type Combination } from '../domain/combine.ts'
import type { Expression } from '../domain/expression.ts'
import { printFeedQuery, type FeedQuery } from '../domain/feed-query.ts'

/** The page of a query, by its one address. */
const pathOf = (query: FeedQuery): string => `/topics/${printFeedQuery(query)}`

/** The page of the same question asked in another way, from its beginning. */
export const changed = (query: FeedQuery, change: Partial<FeedQuery>): string =>
  pathOf({ ...query, before: undefined, ...change })

/** The page of the stream combined with a topic; undefined where that says nothing new. */
export function combinedPath(query: FeedQuery, slug: string, how: Combination): string | undefined {
  const expression: Expression | undefined = combined(query.expression, slug, how)
  return expression && changed(query, { expression })
}

/** A list with a value added, or without it where it was there. */
export const toggled = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter((other) => other !== value) : [...values, value].toSorted()

/** What narrows a stream beside its topics and what is searched for, as a form passes it on. */
export function parametersOf(query: FeedQuery, without: string): [name: string, value: string][] {
  const [, parameters = ''] = printFeedQuery({ ...query, before: undefined }).split('?')
  return [...new URLSearchParams(parameters)].filter(([name]) => name !== without)
}
