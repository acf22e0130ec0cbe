import * as v from 'valibot'
import type { CleanHtml, EntryContent } from '../domain/entry.ts'
import type { FiledEntry, RecentEntries, RefilingStore } from '../domain/topic-store.ts'
import type { TopicMatch } from '../domain/topic.ts'
import { PENDING_RULES } from './d1-definitions.ts'
import { jsonColumn } from './json-column.ts'

/** Whether a run still files by the rules that are asked for: nothing of an older one is kept. */
const IS_CURRENT = `EXISTS (SELECT 1 FROM refiling WHERE rules = ?1 AND rules = (${PENDING_RULES}))`

const PendingRow = v.object({
  pending: v.nullable(v.string()),
  topics: jsonColumn<string[]>(),
  rules: v.nullable(v.string()),
  after: v.nullable(v.string()),
  done: v.nullable(v.number()),
  entries: v.nullable(v.number()),
  begun_at: v.nullable(v.string()),
})

const SELECT_PENDING = `
  SELECT (${PENDING_RULES}) AS pending,
    (SELECT json_group_array(slug ORDER BY slug) FROM topics WHERE rule <> filed_by) AS topics,
    r.* FROM (SELECT 1) LEFT JOIN refiling r`

/** What an older run has left is of no use to this one. */
const FORGET = `DELETE FROM refiled WHERE NOT EXISTS (SELECT 1 FROM refiling WHERE rules = ?1)`

const BEGIN = `
  INSERT INTO refiling (one, rules, after, done, entries, begun_at)
  SELECT 1, ?1, '', 0, count(*), ?2 FROM entries WHERE withdrawn_at IS NULL
  ON CONFLICT (one) DO UPDATE SET rules = excluded.rules, after = '', done = 0,
    entries = excluded.entries, begun_at = excluded.begun_at
  WHERE refiling.rules <> excluded.rules`

const FiledRow = v.object({
  key: v.string(),
  source: v.nullable(v.string()),
  revision: v.number(),
  cleanings: v.number(),
  sort_at: v.string(),
  head: jsonColumn<Omit<EntryContent, 'content'>>(),
  // Written by the sanitiser, the only way into this column.
  content: v.nullable(v.custom<CleanHtml>((value) => typeof value === 'string')),
  topics: jsonColumn<TopicMatch[]>(),
})

const FILED = `
  SELECT e.key, e.source, e.revision, e.cleanings, e.sort_at, e.head, e.content,
    (SELECT json_group_array(json_object('slug', t.topic, 'evidence', json(t.evidence)) ORDER BY t.topic)
       FROM entry_topics t WHERE t.key = e.key) AS topics`

/** At least one, however long it is. */
const AFTER = `
  ${FILED} FROM (
    SELECT key, size, sum(size) OVER (ORDER BY key) AS so_far
    FROM (SELECT key, length(head) + coalesce(length(content), 0) AS size FROM entries
          WHERE withdrawn_at IS NULL AND key > ?1 ORDER BY key LIMIT ?2)
  ) p JOIN entries e ON e.key = p.key
  WHERE p.so_far - p.size < ?3 ORDER BY e.key`

const NEWEST = `
  ${FILED} FROM entries e
  WHERE e.lead IS NULL AND e.withdrawn_at IS NULL
    AND (?1 IS NULL OR (e.sort_at, e.key) < (?1, ?2))
  ORDER BY e.sort_at DESC, e.key DESC LIMIT ?3`

const BY_URL = `
  ${FILED} FROM entries e WHERE (e.head ->> 'url' = ?1 OR e.id = ?1) AND e.withdrawn_at IS NULL
  ORDER BY e.lead IS NOT NULL, e.first_seen_at, e.key LIMIT 1`

/** Two runs that meet have found the same; the second to say so stops. */
const IS_NEXT = `EXISTS (SELECT 1 FROM refiling WHERE rules = ?1 AND rules = (${PENDING_RULES}) AND after = ?2)`

const STAGE = `
  INSERT OR REPLACE INTO refiled (key, revision, cleanings, topics)
  SELECT e.key, n.value ->> 'revision', n.value ->> 'cleanings', n.value -> 'topics'
  FROM json_each(?3) n JOIN entries e ON e.key = n.value ->> 'key' WHERE ${IS_NEXT}`

const ADVANCE = `UPDATE refiling SET after = ?3, done = done + ?4 WHERE ${IS_NEXT}`

/**
 * What was read is still what is stored; a poll that has changed an entry meanwhile has filed it as
 * well. CROSS JOIN walks what is kept aside, mostly little, and not all entries:
 * https://www.sqlite.org/optoverview.html#crossjoin
 */
const VALID = `
  refiled r CROSS JOIN entries e
  ON e.key = r.key AND e.revision = r.revision AND e.cleanings = r.cleanings
    AND e.withdrawn_at IS NULL`

const MARK_STREAMS = `
  UPDATE streams SET version = version + 1, changed_at = ?2
  WHERE ${IS_CURRENT} AND (
    slug IN (SELECT t.topic FROM ${VALID} JOIN entry_topics t ON t.key = e.key
             UNION ALL SELECT m.value ->> 'slug' FROM ${VALID}, json_each(r.topics) m)
    OR (slug = 'all' AND EXISTS (SELECT 1 FROM ${VALID})))`

const UNFILE = `DELETE FROM entry_topics WHERE ${IS_CURRENT} AND key IN (SELECT e.key FROM ${VALID})`

const FILE = `
  INSERT OR REPLACE INTO entry_topics (topic, sort_at, key, evidence)
  SELECT m.value ->> 'slug', e.sort_at, e.key, m.value -> 'evidence'
  FROM ${VALID}, json_each(r.topics) m
  WHERE ${IS_CURRENT} AND m.value ->> 'slug' IN (SELECT slug FROM topics)`

const FORGET_STAGED = `DELETE FROM refiled WHERE ${IS_CURRENT}`
const MARK_FILED = `UPDATE topics SET filed_by = rule WHERE ${IS_CURRENT}`
const END = `DELETE FROM refiling WHERE (${PENDING_RULES}) IS NULL`

const toFiled = (row: v.InferOutput<typeof FiledRow>): FiledEntry & { sortAt: string } => ({
  key: row.key,
  source: row.source,
  revision: row.revision,
  cleanings: row.cleanings,
  sortAt: row.sort_at,
  content: { ...row.head, ...(row.content !== null && { content: row.content }) },
  topics: row.topics,
})

export function d1Refiling(db: D1Database): RefilingStore & RecentEntries {
  const filed = async (statement: D1PreparedStatement) =>
    v.parse(v.array(FiledRow), (await statement.all()).results).map(toFiled)

  return {
    async pending() {
      const row = v.parse(PendingRow, await db.prepare(SELECT_PENDING).first())
      if (row.pending === null) return undefined
      const { pending: rules, topics, after, done, entries, begun_at: begunAt } = row
      const isBegun = row.rules === rules
      return isBegun && after !== null && done !== null && entries !== null && begunAt !== null
        ? { rules, topics, progress: { after, done, entries, begunAt } }
        : { rules, topics }
    },

    async begin(rules, now) {
      await db.batch([db.prepare(FORGET).bind(rules), db.prepare(BEGIN).bind(rules, now)])
    },

    after: (key, { entries, characters }) =>
      filed(db.prepare(AFTER).bind(key, entries, characters)),

    newest: (before, limit) =>
      filed(db.prepare(NEWEST).bind(before?.sortAt ?? null, before?.key ?? null, limit)),

    byUrl: async (url) => (await filed(db.prepare(BY_URL).bind(url)))[0],

    async stage({ rules, progress }, elsewhere, { last, entries }) {
      const results = await db.batch([
        db.prepare(STAGE).bind(rules, progress.after, JSON.stringify(elsewhere)),
        db.prepare(ADVANCE).bind(rules, progress.after, last, entries),
      ])
      return (results[1]?.meta.changes ?? 0) > 0
    },

    /** One batch, which is one transaction: readers see the old filing, then the new one. */
    async finish(rules, now) {
      await db.batch([
        db.prepare(MARK_STREAMS).bind(rules, now),
        db.prepare(UNFILE).bind(rules),
        db.prepare(FILE).bind(rules),
        db.prepare(FORGET_STAGED).bind(rules),
        db.prepare(MARK_FILED).bind(rules),
        db.prepare(END),
      ])
    },
  }
}
