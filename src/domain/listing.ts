import * as v from 'valibot'
import { SOURCE_STATES } from './source.ts'

/** Parts of a list at once: more than most newsrooms have of anything, and soon written. */
const MAX_LISTED = 1000

const wholeNumber = (most: number) =>
  v.pipe(
    v.number('expected a whole number'),
    v.integer('expected a whole number'),
    v.minValue(1, 'expected at least 1'),
    v.maxValue(most, `expected at most ${most}`),
  )

/** What operators did, the newest first. */
export const AuditListing = {
  limit: v.optional(v.pipe(wholeNumber(500), v.description('At most so many; default 50')), 50),
  before: v.optional(
    v.pipe(
      v.number('expected the "next" of an earlier answer'),
      v.integer('expected the "next" of an earlier answer'),
      v.minValue(1, 'expected the "next" of an earlier answer'),
      v.description('The `next` of the page before'),
    ),
  ),
}

/** How much of a list is wanted, and from where. */
export const Listing = {
  limit: v.optional(
    v.pipe(wholeNumber(MAX_LISTED), v.description(`At most so many; default ${MAX_LISTED}`)),
    MAX_LISTED,
  ),
  after: v.optional(
    v.pipe(v.string(), v.maxLength(200), v.description('The `next` of the page before')),
    '',
  ),
}

/** Which sources are listed. */
export const SourceListing = {
  ...Listing,
  state: v.optional(
    v.pipe(
      v.picklist(SOURCE_STATES, `expected one of ${SOURCE_STATES.join(', ')}`),
      v.description('Only those that do so'),
    ),
  ),
  q: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(200, 'expected at most 200 characters'),
      v.description('Words, all of which are in its slug, its URL or its title'),
    ),
  ),
}

/** Whether a newsroom is to be applied, or what that would change only told. */
export const ApplyQuery = {
  'dry-run': v.optional(
    v.pipe(
      v.picklist(['true', 'false'], 'expected "true" or "false"'),
      v.description('`true`: tells the difference and writes nothing'),
    ),
    'false',
  ),
}

/** How far back a dry run looks: at most some weeks of a busy newsroom. */
export const DryRunScope = {
  entries: v.optional(
    v.pipe(
      wholeNumber(1000),
      v.description('How many of the newest entries to look at; default 1000'),
    ),
    1000,
  ),
}
