import * as v from 'valibot'
import { EXPORTED } from '../archive/tables.ts'
import type { ArchiveRow, ImportStore } from '../domain/archive-store.ts'
import { STAMP } from './d1-definitions.ts'
import { LAST_MIGRATION } from './d1-export.ts'
import { packed } from './packed.ts'

const StateRow = v.object({
  archive: v.string(),
  lines: v.number(),
  digest: v.string(),
  finished_at: v.nullable(v.string()),
})

const NewsroomRow = v.record(v.string(), v.unknown())

/** `npm start` applies `data/` before anybody can import: what it puts there is no loss. */
const IS_FRESH = `
  SELECT NOT EXISTS (SELECT 1 FROM entries WHERE source IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM own_entries WHERE managed_by = 'api')
     AND NOT EXISTS (SELECT 1 FROM sources WHERE managed_by = 'api')
     AND NOT EXISTS (SELECT 1 FROM topics WHERE managed_by = 'api') AS is_fresh`

/** In an order in which nothing refers to what is gone. */
const EMPTY = [
  'DELETE FROM entry_words WHERE rowid IN (SELECT rowid FROM entries)',
  'DELETE FROM marks',
  'DELETE FROM retention',
  'DELETE FROM refiling',
  ...[...EXPORTED]
    .filter((table) => !['sources', 'story_clock', 'entries'].includes(table))
    .map((table) => `DELETE FROM ${table}`),
  'DELETE FROM entries',
  'DELETE FROM sources',
]

const BEGIN = `INSERT INTO imports (one, archive, lines, digest, begun_at) VALUES (1, ?1, 0, '', ?2)`

const ADVANCE = `
  UPDATE imports SET lines = ?3, digest = ?4, finished_at = ?5,
    newsroom = coalesce(?6, newsroom) WHERE archive = ?1 AND lines = ?2`

const WRITE_WORDS = `
  INSERT OR REPLACE INTO entry_words (rowid, words)
  SELECT e.rowid, n.value ->> 'words' FROM json_each(?1) n JOIN entries e ON e.key = n.value ->> 'key'`

const MARK = `
  INSERT OR IGNORE INTO marks (mark, sort_at, key)
  SELECT m.value, e.sort_at, e.key FROM json_each(?1) n
  CROSS JOIN tellings t ON t.key = n.value ->> 'key' JOIN entries e ON e.key = t.key, json_each(t.marks) m`

/** From that moment it is shown. */
const SHOW = (columns: readonly string[]) => `
  INSERT INTO newsroom (${columns.join(', ')})
  SELECT ${columns.map((name) => `newsroom ->> '${name}'`).join(', ')} FROM imports`

/** After the last that the archive tells of, in the log it brings. */
const NOTE = `
  INSERT INTO audit (at, who, method, path, what, status, detail)
  VALUES (?1, ?2, 'POST', '/api/import', 'imported a newsroom from an archive', 200, ?3)`

/** Tables that have rows of their own meanwhile: from a migration, by a trigger, by who signs in. */
const REPLACED = new Set(['tellings', 'story_clock', 'audit'])

/** Rows that go into one table one after another, with the same columns. */
interface Group {
  table: string
  columns: string[]
  rows: ArchiveRow['row'][]
}

function grouped(rows: readonly ArchiveRow[]): Group[] {
  const groups: Group[] = []
  for (const { table, row } of rows) {
    const columns = Object.keys(row)
    const last = groups.at(-1)
    if (last?.table === table && last.columns.join() === columns.join()) last.rows.push(row)
    else groups.push({ table, columns, rows: [row] })
  }
  return groups
}

export function d1Import(db: D1Database): ImportStore {
  const forEach = (sql: string, values: readonly object[]) =>
    packed(values).map((list) => db.prepare(sql).bind(list))

  const insert = ({ table, columns, rows }: Group) => [
    ...forEach(
      `INSERT ${REPLACED.has(table) ? 'OR REPLACE ' : ''}INTO ${table} (${columns.join(', ')})
       SELECT ${columns.map((name) => `value ->> '${name}'`).join(', ')} FROM json_each(?1)`,
      rows,
    ),
    ...(table === 'tellings'
      ? forEach(
          MARK,
          rows.map(({ key }) => ({ key })),
        )
      : []),
  ]

  return {
    schema: async () => (await db.prepare(LAST_MIGRATION).first<string>('schema')) ?? '',

    isFresh: async () => (await db.prepare(IS_FRESH).first<number>('is_fresh')) === 1,

    async state() {
      const found = await db.prepare('SELECT * FROM imports').first()
      if (found === null) return undefined
      const { finished_at: finishedAt, ...row } = v.parse(StateRow, found)
      return { ...row, isFinished: finishedAt !== null }
    },

    async begin(archive, now) {
      await db.batch([...EMPTY.map((sql) => db.prepare(sql)), db.prepare(BEGIN).bind(archive, now)])
    },

    async abandon() {
      await db.batch([...EMPTY, 'DELETE FROM imports'].map((sql) => db.prepare(sql)))
    },

    async columns(table) {
      if (!EXPORTED.has(table)) throw new Error(`${table} is in no archive`)
      const { results } = await db.prepare(`PRAGMA table_info(${table})`).all()
      return new Set(
        v.parse(v.array(v.object({ name: v.string() })), results).map(({ name }) => name),
      )
    },

    async write(rows, words, from, to, who, now) {
      const newsroom = rows.find(({ table }) => table === 'newsroom')
      const others = rows.filter(({ table }) => table !== 'newsroom')
      const advance = db
        .prepare(ADVANCE)
        .bind(
          from.archive,
          from.lines,
          to.lines,
          to.digest,
          to.isFinished ? now : null,
          newsroom ? JSON.stringify(newsroom.row) : null,
        )
      await db.batch([
        ...grouped(others).flatMap(insert),
        ...forEach(WRITE_WORDS, words),
        advance,
        ...(to.isFinished
          ? [
              db.prepare(SHOW(await columnsOfNewsroom(newsroom))),
              // Copies may be kept of what that newsroom became after the archive was made.
              db.prepare(STAMP),
              db.prepare(NOTE).bind(now, who, JSON.stringify({ archive: from.archive })),
            ]
          : []),
      ])
    },
  }

  /** As the row has them, which was checked to name no others. */
  async function columnsOfNewsroom(newsroom: ArchiveRow | undefined): Promise<string[]> {
    const kept =
      newsroom?.row ?? (await db.prepare('SELECT newsroom FROM imports').first<string>('newsroom'))
    if (!kept) return []
    return Object.keys(typeof kept === 'string' ? v.parse(NewsroomRow, JSON.parse(kept)) : kept)
  }
}
