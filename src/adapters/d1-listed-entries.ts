import * as v from 'valibot'
import type { EntryContent } from '../domain/entry.ts'
import {
  ENTRY_STATES,
  type EntryState,
  type ListedEntry,
  type ListedEntryStore,
  type ListQuery,
} from '../domain/listed-entry.ts'
import type { TopicMatch } from '../domain/topic.ts'
import { differingMembers } from '../web/canonical-json.ts'
import { listHeld } from './d1-held-entries.ts'
import { jsonColumn } from './json-column.ts'
import { selectEntries, type Among } from './select-entries.ts'
import { setSizes, sizeIfRare } from './set-sizes.ts'

/** One of the operator's own that is held back was not withdrawn by anybody's word. */
const IS_HELD = `
  e.source IS NULL AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.key = e.key)
  AND EXISTS (SELECT 1 FROM own_entries o WHERE o.slug = e.key AND o.held IS NOT NULL)`

type StoredState = Exclude<EntryState, 'draft' | 'scheduled'>

/** What entries in a state are: the conditions of the partial index that each has for itself. */
const IN_STATE: Record<StoredState, Omit<Among, 'needsEntry'>> = {
  shown: {
    from: 'entries e',
    entries: ['e.lead IS NULL', 'e.withdrawn_at IS NULL'],
    filings: ['f.is_duplicate = 0'],
  },
  duplicate: {
    from: 'entries e INDEXED BY entries_duplicate',
    entries: ['e.lead IS NOT NULL', 'e.withdrawn_at IS NULL'],
    filings: ['f.is_duplicate = 1'],
  },
  withdrawn: {
    from: 'entries e INDEXED BY entries_withdrawn',
    entries: ['e.withdrawn_at IS NOT NULL', `NOT (${IS_HELD})`],
    filings: [],
  },
}

/** The operator's own are few among many, and stand together in the index of sources. */
const among = (state: StoredState, isOwn: boolean): Among =>
  isOwn
    ? {
        ...IN_STATE[state],
        from: 'entries e INDEXED BY entries_source',
        entries: ['e.source IS NULL', ...IN_STATE[state].entries],
        needsEntry: true,
      }
    : { ...IN_STATE[state], needsEntry: state === 'withdrawn' }

/** What one source shows is walked along the index of sources, however much it is. */
const OF_ONE_SOURCE: Among = {
  ...IN_STATE.shown,
  from: 'entries e INDEXED BY entries_source',
  entries: ["e.source = (?1 ->> '$.sources[0]')", ...IN_STATE.shown.entries],
  needsEntry: true,
}
const isOfOneSource = ({ state, isOwn, sources, search, languages, expression }: ListQuery) =>
  state === 'shown' &&
  !isOwn &&
  sources.length === 1 &&
  search.length + languages.length + expression.terms.length === 0

const STATE = `
  CASE WHEN ${IS_HELD} THEN (SELECT o.held FROM own_entries o WHERE o.slug = e.key)
    WHEN e.withdrawn_at IS NOT NULL THEN 'withdrawn'
    WHEN e.lead IS NOT NULL THEN 'duplicate' ELSE 'shown' END`

const LISTED = `
  e.sort_at, e.key, e.id, e.head ->> 'title' AS title, e.head ->> 'url' AS url, e.source,
  e.head ->> 'published' AS published, e.updated, e.revision, e.withdrawn_at, e.withdrawn_because,
  ${STATE} AS state,
  (SELECT coalesce(s.settings ->> 'title', nullif(s.feed ->> 'title', ''), s.slug)
     FROM sources s WHERE s.slug = e.source) AS source_title,
  (SELECT json_group_array(t.topic ORDER BY t.topic) FROM entry_topics t WHERE t.key = e.key) AS topics,
  (SELECT o.managed_by FROM own_entries o WHERE o.slug = e.key AND e.source IS NULL) AS managed_by`

const State = v.picklist(ENTRY_STATES)

const ListedRow = v.object({
  sort_at: v.string(),
  key: v.string(),
  id: v.string(),
  title: v.nullable(v.string()),
  url: v.nullable(v.string()),
  source: v.nullable(v.string()),
  source_title: v.nullable(v.string()),
  published: v.nullable(v.string()),
  updated: v.string(),
  revision: v.number(),
  withdrawn_at: v.nullable(v.string()),
  withdrawn_because: v.nullable(v.string()),
  state: State,
  topics: jsonColumn<string[]>(),
  managed_by: v.nullable(v.picklist(['data', 'api'])),
})

const toListed = (row: v.InferOutput<typeof ListedRow>): ListedEntry => ({
  key: row.key,
  id: row.id,
  title: row.title ?? '',
  url: row.url,
  source: row.source,
  sourceTitle: row.source_title,
  published: row.published,
  updated: row.updated,
  revision: row.revision,
  state: row.state,
  withdrawnAt: row.withdrawn_at,
  withdrawnBecause: row.withdrawn_because,
  topics: row.topics,
  own: row.managed_by && { managedBy: row.managed_by },
})

const DetailsRow = v.object({
  state: State,
  is_withheld: v.number(),
  topics: jsonColumn<TopicMatch[]>(),
})

const DETAILS = `
  SELECT ${STATE} AS state,
    EXISTS (SELECT 1 FROM withdrawals w WHERE w.key = e.key) AS is_withheld,
    (SELECT json_group_array(json_object('slug', t.topic, 'evidence', json(t.evidence)) ORDER BY t.topic)
       FROM entry_topics t WHERE t.key = e.key) AS topics
  FROM entries e WHERE e.key = ?1`

const SaidRows = v.array(
  v.object({
    revision: v.number(),
    changed_at: v.string(),
    head: jsonColumn<Omit<EntryContent, 'content'>>(),
    content: v.nullable(v.string()),
  }),
)

const SAID = `
  SELECT revision, changed_at, head, content FROM entries WHERE key = ?1
  UNION ALL SELECT * FROM (
    SELECT revision, changed_at, head, content FROM revisions WHERE key = ?1
    ORDER BY revision DESC LIMIT ?2)
  ORDER BY revision DESC`

/** Each with what it changed in the one before, of which there is one more. */
function summaries(said: v.InferOutput<typeof SaidRows>, max: number) {
  return said.slice(0, max).map(({ revision, changed_at: changedAt, head, content }, i) => {
    const before = said[i + 1]
    const differs = before
      ? differingMembers({ ...before.head, content: before.content }, { ...head, content })
      : []
    return { revision, changedAt, differs }
  })
}

export function d1ListedEntries(db: D1Database): ListedEntryStore {
  /** Where it is quickest to begin; the index of languages has only what is shown. */
  async function sizesOf(query: ListQuery, wanted: Among) {
    const [sizes, all] = await Promise.all([
      setSizes(db, { ...query, showsDuplicates: query.state !== 'shown' }),
      query.state === 'shown' && !query.isOwn
        ? undefined
        : sizeIfRare(db, `${wanted.from} WHERE ${wanted.entries.join(' AND ')}`),
    ])
    return { ...sizes, all }
  }

  return {
    async list(query) {
      const { state, isOwn, limit } = query
      if (state === 'draft' || state === 'scheduled') return listHeld(db, { ...query, state })
      const isOneSource = isOfOneSource(query)
      const wanted = isOneSource ? OF_ONE_SOURCE : among(state, isOwn)
      const sizes = isOneSource ? { topics: new Map() } : await sizesOf(query, wanted)
      const { sql, values } = selectEntries(query, sizes, wanted)
      const { results } = await db
        .prepare(
          `SELECT ${LISTED} FROM (${sql}) p CROSS JOIN entries e ON e.key = p.key
           ORDER BY p.sort_at DESC, p.key DESC LIMIT ?2`,
        )
        // One more than the page holds tells whether there is another.
        .bind(values, limit + 1)
        .all()
      const rows = v.parse(v.array(ListedRow), results)
      const last = rows[limit - 1]
      const next = rows.length > limit && last ? { sortAt: last.sort_at, key: last.key } : undefined
      return { entries: rows.slice(0, limit).map(toListed), next }
    },

    async details(key, maxRevisions) {
      const [found, said] = await db.batch([
        db.prepare(DETAILS).bind(key),
        db.prepare(SAID).bind(key, maxRevisions),
      ])
      const [row] = found?.results ?? []
      if (row === undefined) return undefined
      const { state, is_withheld: isWithheld, topics } = v.parse(DetailsRow, row)
      const revisions = summaries(v.parse(SaidRows, said?.results), maxRevisions)
      return { state, topics, revisions, isWithheld: isWithheld === 1 }
    },
  }
}
