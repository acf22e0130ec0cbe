import * as v from 'valibot'
import { EntryPatch, Withdrawal } from '../domain/entry-patch.ts'
import { ENTRY_STATES } from '../domain/listed-entry.ts'
import { FrontMatter, NewOwnEntry } from '../domain/own-entry.ts'
import { RUNGS } from '../domain/story.ts'
import { TopicMatch } from './evidence.ts'
import { At, Count } from './moments.ts'
import { json, nothing, type OperationTable } from './operation.ts'

/** Why an entry is taken for another's duplicate. */
const StoryBecause = v.object({
  rung: v.pipe(v.picklist(RUNGS), v.description('What ties them, the surest first')),
  with: v.pipe(v.string(), v.description('Key of the entry that it is tied to')),
})

const Source = v.nullable(v.pipe(v.string(), v.description('Slug; null: the operator’s own')))
const State = v.pipe(v.picklist(ENTRY_STATES), v.description('What readers see of it'))
const Revision = v.pipe(Count, v.description('1 when first seen; 0: it was never shown'))
const ManagedBy = v.pipe(
  v.picklist(['data', 'api']),
  v.description('What `data/` has is changed there'),
)

const standing = {
  key: v.string(),
  title: v.string(),
  url: v.optional(v.string()),
  source: Source,
  withdrawnAt: v.nullable(At),
}

/** An own entry as it was written, to be edited. */
const Written = v.object({
  ...FrontMatter.entries,
  slug: v.string(),
  published: At,
  updated: v.optional(At),
  authors: v.optional(
    v.array(
      v.object({
        name: v.optional(v.string()),
        email: v.optional(v.string()),
        url: v.optional(v.string()),
      }),
    ),
  ),
  categories: v.optional(
    v.array(
      v.object({
        term: v.string(),
        scheme: v.optional(v.string()),
        label: v.optional(v.string()),
      }),
    ),
  ),
  markdown: v.string(),
})

/** An entry as its operator sees it. */
export const ShownEntry = v.object({
  ...standing,
  id: v.string(),
  servedId: v.pipe(v.string(), v.description('The id that readers know it by')),
  published: v.optional(At),
  updated: At,
  revision: Revision,
  state: State,
  withdrawnBecause: v.nullable(v.string()),
  withdrawnBy: v.nullable(v.picklist(['operator', 'source'])),
  duplicateOf: v.nullable(
    v.pipe(v.string(), v.description('Key of the entry that is shown instead; null: it is shown')),
  ),
  because: v.nullable(StoryBecause),
  decision: v.nullable(
    v.pipe(
      v.object({ duplicateOf: v.nullable(v.string()), isApart: v.boolean(), decidedAt: At }),
      v.description('What the operator has said of it'),
    ),
  ),
  duplicates: v.pipe(
    v.array(v.object({ ...standing, because: v.nullable(StoryBecause) })),
    v.description('Those that tell the same and are not shown'),
  ),
  own: v.nullable(
    v.pipe(
      v.object({ managedBy: ManagedBy, definition: Written }),
      v.description('Of the operator’s own: what was written'),
    ),
  ),
  topics: v.array(TopicMatch),
  revisions: v.pipe(
    v.array(
      v.object({
        revision: Count,
        changedAt: At,
        differs: v.pipe(v.array(v.string()), v.description('Names of what was changed')),
      }),
    ),
    v.description('Newest first'),
  ),
})
export type ShownEntry = v.InferOutput<typeof ShownEntry>

/** An entry in a list. */
const ListedEntry = v.object({
  key: v.string(),
  id: v.string(),
  title: v.string(),
  url: v.nullable(v.string()),
  source: Source,
  sourceTitle: v.nullable(v.string()),
  published: v.nullable(At),
  updated: At,
  revision: Revision,
  state: State,
  withdrawnAt: v.nullable(At),
  withdrawnBecause: v.nullable(v.string()),
  topics: v.pipe(v.array(v.string()), v.description('Slugs')),
  own: v.nullable(v.object({ managedBy: ManagedBy })),
})

const EntriesPage = v.object({
  entries: v.array(ListedEntry),
  next: v.pipe(
    v.nullable(v.string()),
    v.description('Send it as `before` for older ones; null: this is all'),
  ),
})
export type EntriesPage = v.InferOutput<typeof EntriesPage>

const text = (what: string) => v.optional(v.pipe(v.string(), v.description(what)))

const path = { key: v.pipe(v.string(), v.description('Of the entry, as `/entries/{key}` has it')) }
const noEntry = { 404: 'There is no such entry' }
const EXAMPLE = {
  slug: 'first-train',
  title: 'The first train',
  published: '2026-11-01',
  markdown: 'It **left**.',
}

export const ENTRY_OPERATIONS = {
  'GET /api/entries': {
    operationId: 'listEntries',
    subject: 'entries',
    summary: 'List entries, the newest first',
    query: {
      limit: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(1),
          v.maxValue(100),
          v.description('At most so many; default 50'),
        ),
      ),
      before: text('The `next` of the page before'),
      state: v.optional(v.pipe(v.picklist(ENTRY_STATES), v.description('Default `shown`'))),
      own: v.optional(v.pipe(v.picklist(['true', 'false']), v.description('Only your own'))),
      topic: text('A topic, or topics combined'),
      q: text('Words, `"phrases"`, and `-not`'),
      source: text('Slugs of sources, by commas'),
      lang: text('Languages (BCP 47), by commas'),
      since: text('A date or a date-time (RFC 3339)'),
    },
    answers: { 200: json('The entries', EntriesPage) },
    example: {},
  },
  'POST /api/entries': {
    operationId: 'addEntry',
    subject: 'entries',
    summary: 'Write an entry of your own',
    description:
      'A draft, or one whose time has not come, is shown to nobody until then. The same entry under the same slug again changes nothing.',
    body: json('The entry, in Markdown', NewOwnEntry),
    answers: {
      200: json('The same is there already', ShownEntry),
      201: json('The entry', ShownEntry, { Location: 'Its address in this API' }),
    },
    problems: { 409: 'Another entry has its slug or id: `slug` names it' },
    example: { body: EXAMPLE },
  },
  'GET /api/entries/{key}': {
    operationId: 'getEntry',
    subject: 'entries',
    summary: 'Show one entry: what it says of itself, its topics, and what it duplicates',
    path,
    answers: { 200: json('The entry', ShownEntry) },
    problems: noEntry,
    example: { path: '/api/entries/first-train' },
  },
  'PATCH /api/entries/{key}': {
    operationId: 'changeEntry',
    subject: 'entries',
    summary: 'Correct an entry of your own; join, split, withdraw or restore any',
    description:
      'One thing at a time: `duplicateOf` joins it to another (null splits it off), `withdrawn` withdraws it (null restores it), anything else corrects what it says, as a merge patch (RFC 7396).',
    path,
    body: json('What to change', EntryPatch),
    answers: { 200: json('The entry as it stands now', ShownEntry) },
    problems: { ...noEntry, 409: 'It is not yours, written in `data/`, or in the wrong state' },
    example: { path: '/api/entries/first-train', body: { withdrawn: { because: 'It was wrong' } } },
  },
  'DELETE /api/entries/{key}': {
    operationId: 'removeEntry',
    subject: 'entries',
    summary: 'Withdraw an entry; one that nobody has seen is deleted',
    path,
    query: { because: text('Why: told to whoever still comes for it') },
    body: json('Why', Withdrawal),
    isBodyOptional: true,
    answers: { 204: nothing('It is shown no more') },
    problems: { ...noEntry, 409: 'It is written in `data/`, and not shown yet' },
    example: { path: '/api/entries/first-train?because=It+was+wrong' },
  },
} as const satisfies OperationTable
