import * as v from 'valibot'
import { OF_ENTRIES, STEPS } from '../archive/tables.ts'
import type { ArchiveRow, Cell, ExportBegun, ExportStore, Row } from '../domain/archive-store.ts'
import { sha256 } from '../web/digest.ts'

const Cells = v.record(v.string(), v.union([v.string(), v.number(), v.null()]))
const Rows = v.array(Cells)

export const LAST_MIGRATION = 'SELECT max(name) AS schema FROM d1_migrations'

const BEGIN = `
  SELECT (${LAST_MIGRATION}) AS schema, (SELECT count(*) FROM entries) AS entries,
    (SELECT coalesce(max(rowid), 0) FROM sources) AS source, (SELECT tick FROM story_clock) AS tick,
    (SELECT json_group_array(json_array(slug, rule, filed_by) ORDER BY slug) FROM topics) AS filing`

const BegunRow = v.object({
  schema: v.string(),
  entries: v.number(),
  source: v.number(),
  tick: v.number(),
  filing: v.string(),
})

/**
 * Entries of sources that are exported: one that is younger would refer to nothing. With a plus, lest
 * the index of sources leads away from the order of rows, and each page reads them all.
 */
const OF_OLD_SOURCES = `
  (+e.source IS NULL OR +e.source IN (SELECT slug FROM sources WHERE rowid <= ?1))`

const isExported = (key: string) =>
  `EXISTS (SELECT 1 FROM entries e WHERE e.key = ${key} AND e.rowid <= ?2 AND ${OF_OLD_SOURCES})`

/** Which rows of a table are exported, where that is not all; both parameters are of `isExported`. */
const ONLY: Record<string, string> = {
  sources: 'rowid <= ?1',
  source_aliases: 'slug IN (SELECT slug FROM sources WHERE rowid <= ?1)',
  tellings: `tick > ?3 AND ${isExported('tellings.key')}`,
  story_decisions: `${isExported('story_decisions.key')}
    AND (duplicate_of IS NULL OR ${isExported('duplicate_of')})`,
}

/** At least one entry, however long it is. */
const PAGE = `
  SELECT p.id, p.key FROM (
    SELECT id, key, size, sum(size) OVER (ORDER BY id) AS so_far FROM (
      SELECT e.rowid AS id, e.key, length(e.head) + coalesce(length(e.content), 0)
        + coalesce((SELECT length(o.written) FROM originals o WHERE o.key = e.key), 0)
        + coalesce((SELECT sum(length(r.head) + coalesce(length(r.content), 0)) FROM revisions r
                    WHERE r.key = e.key), 0) AS size
      FROM entries e WHERE e.rowid > ?2 AND ${OF_OLD_SOURCES} ORDER BY e.rowid LIMIT ?3)
  ) p WHERE p.so_far - p.size < ?4 ORDER BY p.id`

const PageRows = v.array(v.object({ id: v.number(), key: v.string() }))

const OF_KEYS = (table: string) => `
  SELECT t.* FROM json_each(?1) n CROSS JOIN ${table} t ON t.key = n.value ORDER BY n.key`

export function d1Export(db: D1Database): ExportStore {
  const filing = async () => sha256(await begun().then((row) => row.filing))
  const begun = async () => v.parse(BegunRow, await db.prepare(BEGIN).first())

  /** Rules that have changed since may have filed some of the entries: then all are to be filed anew. */
  async function refiled(rows: Row[], before: ExportBegun): Promise<Row[]> {
    return (await filing()) === before.filing ? rows : rows.map((row) => ({ ...row, filed_by: '' }))
  }

  return {
    async begin() {
      const row = await begun()
      return { ...row, filing: sha256(row.filing) }
    },

    async rows(table, after, before, entry, limit) {
      const step = STEPS.find((other) => other !== 'entries' && other.name === table)
      if (!step || step === 'entries') throw new Error(`${table} is no step of an export`)
      const { by } = step
      const later =
        after.length === 0
          ? 'true'
          : `(${by.join(', ')}) > (${after.map((_, i) => `?${i + 5}`).join(', ')})`
      const { results } = await db
        .prepare(
          // Each parameter is named, for D1 wants as many as it is given.
          `SELECT * FROM ${table} WHERE ?1 + ?2 + ?3 IS NOT NULL AND ${ONLY[table] ?? 'true'} AND ${later}
           ORDER BY ${by.join(', ')} LIMIT ?4`,
        )
        .bind(before.source, entry, before.tick, limit, ...after)
        .all()
      const rows = v.parse(Rows, results)
      const last = rows.at(-1)
      const next = last && rows.length === limit ? by.map((name): Cell => last[name] ?? null) : []
      // What was placed meanwhile was placed among others than these.
      if (table === 'tellings')
        return { rows: rows.map((row) => ({ ...row, ladder_version: 0 })), after: next }
      return { rows: table === 'topics' ? await refiled(rows, before) : rows, after: next }
    },

    async entries(after, { source }, { entries, characters }) {
      const page = v.parse(
        PageRows,
        (await db.prepare(PAGE).bind(source, after, entries, characters).all()).results,
      )
      const last = page.at(-1)
      if (!last) return undefined
      const keys = JSON.stringify(page.map(({ key }) => key))
      const results = await db.batch(
        OF_ENTRIES.map((table) => db.prepare(OF_KEYS(table)).bind(keys)),
      )
      const rows = OF_ENTRIES.flatMap((table, i): ArchiveRow[] =>
        v.parse(Rows, results[i]?.results ?? []).map((row) => ({ table, row })),
      )
      return { rows, after: last.id }
    },
  }
}
