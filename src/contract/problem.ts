import * as v from 'valibot'
import type { Operation } from './operation.ts'

/** Something wrong in a document or a body, and where it was met. */
export const Fault = v.object({
  where: v.pipe(
    v.string(),
    v.description('Its place: `feed`, `entries[3]`, `groups.words.terms.0`'),
  ),
  what: v.pipe(v.string(), v.description('What is wrong, in words')),
})

/** RFC 9457; members that only some problems have are optional. */
export const Problem = v.object({
  title: v.pipe(v.string(), v.description('What the status is called')),
  status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
  detail: v.pipe(v.string(), v.description('What happened and what to do about it, in words')),
  faults: v.optional(
    v.pipe(v.array(Fault), v.description('All that is wrong with the body, each with its place')),
  ),
  slug: v.optional(v.pipe(v.string(), v.description('Of the source that is in the way'))),
  near: v.optional(v.pipe(v.array(v.string()), v.description('Topics that may have been meant'))),
  lines: v.optional(v.pipe(v.number(), v.description('How many lines of the archive are here'))),
  endedAt: v.optional(v.pipe(v.string(), v.description('When the topic ended (RFC 3339)'))),
})
export type Problem = v.InferOutput<typeof Problem>

export const PROBLEM_TYPE = 'application/problem+json'

const OF_EVERY_OPERATION = {
  400: 'The address, its parameters or the body cannot be read at all',
  401: 'There is no token, or not the right one',
  429: 'Too many requests; Retry-After says in how many seconds to ask again',
  500: 'Something broke here, and has been written down',
}
const OF_WRITES = { 409: 'An import is under way here: run it again, and it goes on where it was' }
const OF_BODIES = {
  413: 'The body is larger than it may be',
  415: 'The body is compressed, or of a type that cannot be what is wanted',
  422: 'The body can be read and is not what is wanted: `detail` and `faults` say what and where',
}

/** Every problem an operation may answer with, by status, in words. */
export function problemsOf(
  method: string,
  { isPublic, body, problems = {} }: Operation,
): Record<number, string> {
  if (isPublic) return problems
  const isWrite = method !== 'GET'
  const common = { ...OF_EVERY_OPERATION, ...(isWrite && OF_WRITES), ...(body && OF_BODIES) }
  const conflict = isWrite &&
    problems[409] && { 409: `${problems[409]}; or an import is under way` }
  return { ...common, ...problems, ...conflict }
}
