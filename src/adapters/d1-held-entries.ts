import * as v from 'valibot'
import type { Cursor } from '../domain/feed-query.ts'
import type { ListedEntry, ListQuery } from '../domain/listed-entry.ts'
import { NewsroomMetadata } from '../domain/newsroom.ts'
import { OwnEntry, type Held } from '../domain/own-entry.ts'
import { ownEntryId } from '../ingest/own-entries.ts'

const HeldRow = v.object({
  definition: v.pipe(v.string(), v.parseJson(), OwnEntry),
  managed_by: v.picklist(['data', 'api']),
  revision: v.number(),
  settings: v.pipe(v.string(), v.parseJson(), NewsroomMetadata),
})

const TEXT = `
  lower((o.definition ->> 'title') || ' ' || coalesce(o.definition ->> 'summary', '') || ' '
    || (o.definition ->> 'markdown'))`
const LANGUAGE = "lower(o.definition ->> 'language')"

/**
 * Along the index of what is held back. What is searched for is looked for in the text as it was
 * written: words are indexed of what readers may find.
 */
const HELD = `
  SELECT o.definition, o.managed_by, n.settings,
    coalesce((SELECT e.revision FROM entries e WHERE e.key = o.slug), 0) AS revision
  FROM own_entries o CROSS JOIN newsroom n
  WHERE o.held = ?1 ->> '$.state'
    AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.key = o.slug)
    AND (?1 ->> '$.before' IS NULL
      OR (o.definition ->> 'published', o.slug) < (?1 ->> '$.before.sortAt', ?1 ->> '$.before.key'))
    AND (?1 ->> '$.since' IS NULL OR o.definition ->> 'published' >= ?1 ->> '$.since')
    AND (json_array_length(?1, '$.languages') = 0 OR EXISTS (
      SELECT 1 FROM json_each(?1, '$.languages') l
      WHERE ${LANGUAGE} = l.value OR ${LANGUAGE} LIKE l.value || '-%'))
    AND NOT EXISTS (
      SELECT 1 FROM json_each(?1, '$.search') s
      WHERE (instr(${TEXT}, s.value ->> 'text') > 0) = (s.value ->> 'not'))
  ORDER BY o.definition ->> 'published' DESC, o.slug DESC LIMIT ?2`

/** As a list tells of one that is held back. */
function heldEntry(
  own: { definition: OwnEntry; managedBy: 'data' | 'api'; held: Held },
  newsroom: NewsroomMetadata,
  revision: number,
): ListedEntry {
  const { definition, managedBy, held } = own
  return {
    key: definition.slug,
    id: ownEntryId(definition, newsroom),
    title: definition.title,
    url: definition.url ?? null,
    source: null,
    sourceTitle: null,
    published: definition.published,
    updated: definition.updated ?? definition.published,
    revision,
    state: held,
    withdrawnAt: null,
    withdrawnBecause: null,
    topics: [],
    own: { managedBy },
  }
}

/** The operator's own that are not shown yet: no source has brought them, and no topic has them. */
export async function listHeld(
  db: D1Database,
  query: ListQuery & { state: Held },
): Promise<{ entries: ListedEntry[]; next: Cursor | undefined }> {
  const { before, expression, languages, limit, search, since, sources, state: held } = query
  if (sources.length > 0 || expression.terms.length > 0) return { entries: [], next: undefined }
  const { results } = await db
    .prepare(HELD)
    .bind(JSON.stringify({ state: held, before, languages, search, since }), limit + 1)
    .all()
  const rows = v.parse(v.array(HeldRow), results)
  const last = rows[limit - 1]?.definition
  return {
    entries: rows
      .slice(0, limit)
      .map(({ definition, managed_by: managedBy, settings, revision }) =>
        heldEntry({ definition, managedBy, held }, settings, revision),
      ),
    next: rows.length > limit && last ? { sortAt: last.published, key: last.slug } : undefined,
  }
}
