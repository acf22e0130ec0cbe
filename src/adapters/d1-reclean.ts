import * as v from 'valibot'
import type { ParsedEntry } from '../domain/document.ts'
import type { CleanHtml, EntryContent } from '../domain/entry.ts'
import type { RecleanedEntry, RecleanStore, StaleEntry } from '../domain/store.ts'
import type { TopicMatch } from '../domain/topic.ts'
import { jsonColumn } from './json-column.ts'

const StaleRow = v.object({
  key: v.string(),
  source: v.nullable(v.string()),
  revision: v.number(),
  sort_at: v.string(),
  is_filed: v.number(),
  head: jsonColumn<Omit<EntryContent, 'content'>>(),
  // By an older sanitiser, but by one.
  content: v.nullable(v.custom<CleanHtml>((value) => typeof value === 'string')),
  written: jsonColumn<ParsedEntry>(),
  topics: jsonColumn<TopicMatch[]>(),
})

const STALE = `
  SELECT e.key, e.source, e.revision, e.sort_at, e.withdrawn_at IS NULL AS is_filed,
    e.head, e.content, o.written,
    (SELECT json_group_array(json_object('slug', t.topic, 'evidence', json(t.evidence)) ORDER BY t.topic)
       FROM entry_topics t WHERE t.key = e.key) AS topics`

/** At least one, however long it is. */
const SOME = `
  ${STALE} FROM (
    SELECT key, written, sum(length(written)) OVER (ORDER BY sanitizer_version, key) AS so_far
    FROM (SELECT key, written, sanitizer_version FROM originals
          WHERE sanitizer_version < ?1 ORDER BY sanitizer_version, key LIMIT ?2)
  ) o JOIN entries e ON e.key = o.key
  WHERE o.so_far - length(o.written) < ?3`

const AMONG = `
  ${STALE} FROM json_each(?2) n JOIN originals o ON o.key = n.value JOIN entries e ON e.key = o.key
  WHERE o.sanitizer_version < ?1`

/** Of these entries, those that no poll has overwritten since they were read. */
const UNCHANGED = `
  json_each(?1) n JOIN entries e
  ON e.key = n.value ->> 'key' AND e.revision = n.value ->> 'revision'`

/** What is served with an entry is its copies too. */
const MARK_STREAMS = `
  UPDATE streams SET version = version + 1, changed_at = ?2 WHERE slug = 'all' OR slug IN (
    SELECT t.topic FROM ${UNCHANGED} JOIN entry_topics t ON t.key = coalesce(e.lead, e.key)
    UNION ALL
    SELECT m.value ->> 'slug' FROM ${UNCHANGED}, json_each(n.value -> 'topics') m)`

const UNFILE = `DELETE FROM entry_topics WHERE key IN (SELECT e.key FROM ${UNCHANGED})`

const FILE = `
  INSERT OR REPLACE INTO entry_topics (topic, sort_at, key, evidence)
  SELECT m.value ->> 'slug', n.value ->> 'sortAt', e.key, m.value -> 'evidence'
  FROM ${UNCHANGED}, json_each(n.value -> 'topics') m`

/** Neither a revision nor a moment moves: to its readers nothing has happened. */
const WRITE = `
  UPDATE entries SET head = n.value -> 'head', content = n.value ->> 'content',
    fingerprint = n.value ->> 'fingerprint', cleanings = cleanings + 1
  FROM json_each(?1) n
  WHERE entries.key = n.value ->> 'key' AND entries.revision = n.value ->> 'revision'`

const MARK_ORIGINALS = `
  UPDATE originals SET sanitizer_version = ?1
  WHERE sanitizer_version < ?1 AND key IN (SELECT value FROM json_each(?2))`

const toStale = (row: v.InferOutput<typeof StaleRow>): StaleEntry => ({
  key: row.key,
  source: row.source,
  revision: row.revision,
  sortAt: row.sort_at,
  isFiled: row.is_filed === 1,
  content: { ...row.head, ...(row.content !== null && { content: row.content }) },
  written: row.written,
  topics: row.topics,
})

const toRow = ({ content: { content, ...head }, ...entry }: RecleanedEntry) => ({
  ...entry,
  head,
  content: content ?? null,
})

export function d1Reclean(db: D1Database): RecleanStore {
  async function found(statement: D1PreparedStatement): Promise<StaleEntry[]> {
    const { results } = await statement.all()
    return v.parse(v.array(StaleRow), results).map(toStale)
  }

  return {
    async isAnyStale(version) {
      const row = await db
        .prepare('SELECT 1 FROM originals WHERE sanitizer_version < ? LIMIT 1')
        .bind(version)
        .first()
      return row !== null
    },

    stale: (version, { entries, characters }) =>
      found(db.prepare(SOME).bind(version, entries, characters)),

    staleAmong: (keys, version) => found(db.prepare(AMONG).bind(version, JSON.stringify(keys))),

    /** One batch, which is one transaction: a run that is cut off has done nothing. */
    async reclean(keys, changed, version, now) {
      if (keys.length === 0) return
      // One statement for each, as its text may be as long as a parameter can be.
      const writes = changed.map(toRow).map((row) => JSON.stringify([row]))
      await db.batch([
        ...writes.flatMap((row) => [
          db.prepare(MARK_STREAMS).bind(row, now),
          db.prepare(UNFILE).bind(row),
          db.prepare(FILE).bind(row),
          db.prepare(WRITE).bind(row),
        ]),
        db.prepare(MARK_ORIGINALS).bind(version, JSON.stringify(keys)),
      ])
    },
  }
}
