import * as v from 'valibot'
import { OwnEntry } from '../domain/own-entry.ts'
import type { OwnEntryStore, StoredOwnEntry } from '../domain/own-entry-store.ts'
import { packed } from './packed.ts'

/** Read with the schema of its file, so that a row is held to what a file is. */
const Definition = v.pipe(v.string(), v.parseJson(), OwnEntry)

const ManagedBy = v.picklist(['data', 'api'])
const SlugRows = v.array(v.object({ slug: v.string() }))
const NearRows = v.array(v.object({ slug: v.string(), definition: v.nullable(Definition) }))
const DueRows = v.array(
  v.object({ slug: v.string(), definition: v.nullable(Definition), version: v.number() }),
)
const OwnRow = v.object({
  definition: Definition,
  managed_by: ManagedBy,
  version: v.number(),
  changed_at: v.string(),
  held: v.nullable(v.picklist(['draft', 'scheduled'])),
})

/** As `heldAs` tells it of a definition at a moment. */
const held = (definition: string, now: string) => `
  CASE WHEN ${definition} ->> 'draft' THEN 'draft'
    WHEN ${definition} ->> 'published' > ${now} THEN 'scheduled' END`

/** What all own entries have from the newsroom, such as their language, is another: looked at anew. */
const ALL_DUE = `
  UPDATE own_entries SET due_at = ?2
  WHERE due_at IS NULL AND definition IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM newsroom WHERE settings = ?1)`

const WRITE = `
  INSERT INTO own_entries (slug, definition, managed_by, changed_at, held, due_at)
  SELECT value ->> 'slug', value, 'data', ?2, ${held('value', '?2')}, ?2
  FROM json_each(?1) WHERE true
  ON CONFLICT (slug) DO UPDATE SET
    definition = excluded.definition, managed_by = 'data', changed_at = excluded.changed_at,
    held = excluded.held, due_at = excluded.due_at, version = version + 1
  WHERE definition IS NOT excluded.definition OR managed_by <> 'data'`

/** What the API wrote stays, for `data/` does not know of it. */
const DROP = `
  UPDATE own_entries SET definition = NULL, held = NULL, due_at = ?2, changed_at = ?2,
    version = version + 1
  WHERE managed_by = 'data' AND (definition IS NOT NULL OR due_at IS NULL)
    AND slug NOT IN (SELECT value FROM json_each(?1))`

/**
 * Makes the definitions of `data/` match, in the batch that writes the newsroom's settings and before
 * them; what they say is carried out afterwards, from here.
 */
export const ownEntryStatements = (
  db: D1Database,
  entries: readonly OwnEntry[],
  settings: string,
  now: string,
): D1PreparedStatement[] => [
  db.prepare(ALL_DUE).bind(settings, now),
  ...packed(entries).map((list) => db.prepare(WRITE).bind(list, now)),
  db.prepare(DROP).bind(JSON.stringify(entries.map(({ slug }) => slug)), now),
]

const ADD = `
  INSERT INTO own_entries (slug, definition, managed_by, changed_at, held, due_at)
  SELECT ?1, ?2, 'api', ?3, ${held('?2', '?3')}, ?3
  WHERE NOT EXISTS (SELECT 1 FROM entries WHERE key = ?1)
  ON CONFLICT DO NOTHING`

const CHANGE = `
  UPDATE own_entries SET definition = ?2, version = version + 1, changed_at = ?4, due_at = ?4,
    held = ${held('?2', '?4')}
  WHERE slug = ?1 AND version = ?3`

const FORGET = `
  DELETE FROM own_entries WHERE slug = ?1 AND managed_by = 'api'
    AND NOT EXISTS (SELECT 1 FROM entries WHERE key = ?1)`

/** From "name" up to "name.", which comes after every "name-…": no others begin so and are near. */
const NEAR = `
  SELECT key AS slug, NULL AS definition FROM entries WHERE key >= ?1 AND key < ?1 || '.'
  UNION ALL SELECT slug, definition FROM own_entries WHERE slug >= ?1 AND slug < ?1 || '.'`

/** Of these, the entries that their definitions have shown so far. */
const SHOWN = `
  json_each(?1) n CROSS JOIN entries e ON e.key = n.value ->> 'key'
  WHERE e.source IS NULL AND e.source_withdrew_at IS NULL`

/** One that its operator has withdrawn is in no stream; a duplicate is told beside its lead too. */
const MARK_STREAMS = `
  UPDATE streams SET version = version + 1, changed_at = ?2
  WHERE (slug = 'all' AND EXISTS (SELECT 1 FROM ${SHOWN} AND e.withdrawn_at IS NULL))
     OR slug IN (SELECT t.topic FROM json_each(?1) n CROSS JOIN entries e ON e.key = n.value ->> 'key'
                 CROSS JOIN entry_topics t ON t.key IN (e.key, e.lead)
                 WHERE e.withdrawn_at IS NULL)`
const UNFILE = `
  DELETE FROM entry_topics WHERE key IN (SELECT value ->> 'key' FROM json_each(?1))`
const NAME_SHOWN = `SELECT e.key AS slug FROM ${SHOWN}`
const WITHDRAW = `
  UPDATE entries SET source_withdrew_because = n.value ->> 'because',
    source_withdrew_at = coalesce(source_withdrew_at, ?2),
    withdrawn_because = CASE WHEN EXISTS (SELECT 1 FROM withdrawals w WHERE w.key = entries.key)
      THEN withdrawn_because ELSE n.value ->> 'because' END,
    withdrawn_at = coalesce(withdrawn_at, ?2)
  FROM json_each(?1) n WHERE entries.key = n.value ->> 'key' AND entries.source IS NULL`

/** Whoever carried out what was written over meanwhile may have undone the later one. */
const DONE = `
  UPDATE own_entries SET
    due_at = CASE WHEN version = n.value ->> 'version' THEN n.value ->> 'dueAt' ELSE ?2 END,
    held = CASE WHEN version = n.value ->> 'version' THEN n.value ->> 'held' ELSE held END
  FROM json_each(?1) n WHERE slug = n.value ->> 'slug'`
const DROP_GONE = `
  DELETE FROM own_entries WHERE definition IS NULL AND due_at IS NULL
    AND slug IN (SELECT value ->> 'slug' FROM json_each(?1) WHERE value ->> 'isGone')`

const toOwn = (row: v.InferOutput<typeof OwnRow>): StoredOwnEntry => ({
  definition: row.definition,
  managedBy: row.managed_by,
  version: row.version,
  changedAt: row.changed_at,
  held: row.held,
})

export function d1OwnEntries(db: D1Database): OwnEntryStore {
  const hasChanged = async (statement: D1PreparedStatement) =>
    ((await statement.run()).meta.changes ?? 0) > 0

  return {
    async bySlug(slug) {
      const row = await db
        .prepare('SELECT * FROM own_entries WHERE slug = ? AND definition IS NOT NULL')
        .bind(slug)
        .first()
      return row === null ? undefined : toOwn(v.parse(OwnRow, row))
    },

    async byId(id, except) {
      const { results } = await db
        .prepare(`SELECT slug FROM own_entries WHERE definition ->> 'id' = ?1 AND slug <> ?2`)
        .bind(id, except)
        .all()
      return v.parse(SlugRows, results)[0]?.slug
    },

    async near(slug) {
      const { results } = await db.prepare(NEAR).bind(slug).all()
      return new Map(v.parse(NearRows, results).map((row) => [row.slug, row.definition]))
    },

    add: (definition, now) =>
      hasChanged(db.prepare(ADD).bind(definition.slug, JSON.stringify(definition), now)),

    change: (definition, version, now) =>
      hasChanged(
        db.prepare(CHANGE).bind(definition.slug, JSON.stringify(definition), version, now),
      ),

    forget: (slug) => hasChanged(db.prepare(FORGET).bind(slug)),

    async due(now, limit) {
      const { results } = await db
        .prepare(
          `SELECT slug, definition, version FROM own_entries WHERE due_at <= ?1
           ORDER BY due_at, slug LIMIT ?2`,
        )
        .bind(now, limit)
        .all()
      return v.parse(DueRows, results)
    },

    async isAnyDue(now) {
      const row = await db
        .prepare('SELECT 1 FROM own_entries WHERE due_at <= ? LIMIT 1')
        .bind(now)
        .first()
      return row !== null
    },

    async withdraw(entries, now) {
      if (entries.length === 0) return []
      const list = JSON.stringify(entries)
      const results = await db.batch([
        db.prepare(NAME_SHOWN).bind(list),
        db.prepare(MARK_STREAMS).bind(list, now),
        db.prepare(UNFILE).bind(list),
        db.prepare(WITHDRAW).bind(list, now),
      ])
      return v.parse(SlugRows, results[0]?.results).map(({ slug }) => slug)
    },

    async done(entries, now) {
      if (entries.length === 0) return
      const list = JSON.stringify(entries)
      await db.batch([db.prepare(DONE).bind(list, now), db.prepare(DROP_GONE).bind(list)])
    },
  }
}
