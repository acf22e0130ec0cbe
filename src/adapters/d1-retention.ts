import * as v from 'valibot'
import type {
  AgingEntry,
  AgingPage,
  Cutoffs,
  RetentionReport,
  RetentionRules,
  RetentionRun,
  RetentionStore,
} from '../domain/retention-store.ts'
import { removalStatements } from './d1-removal.ts'
import { jsonColumn } from './json-column.ts'

const RULES = `
  SELECT json_object(
    'newsroom', (SELECT json(settings -> 'keep') FROM newsroom),
    'topics', (SELECT json_group_array(json_object('slug', slug, 'keep', json(definition -> 'keep'))
                                       ORDER BY slug) FROM topics),
    'sources', (SELECT json_group_array(json_object('slug', slug, 'keep', json(settings -> 'keep'))
                                        ORDER BY slug)
                FROM sources WHERE settings ->> 'keep' IS NOT NULL)) AS rules`

const RulesRow = v.object({ rules: v.string() })

const RunRow = v.object({
  rules: v.string(),
  cutoffs: jsonColumn<Cutoffs>(),
  scope: v.number(),
  after_sort_at: v.string(),
  after_key: v.string(),
  removed: jsonColumn<Record<string, number>>(),
  begun_at: v.string(),
  ended_at: v.nullable(v.string()),
  last: v.nullable(jsonColumn<RetentionReport>()),
})

const BEGIN = `
  INSERT INTO retention (one, rules, cutoffs, scope, after_sort_at, after_key, removed, begun_at)
  VALUES (1, ?1, ?2, 0, '', '', '{}', ?3)
  ON CONFLICT (one) DO UPDATE SET rules = ?1, cutoffs = ?2, scope = 0, after_sort_at = '',
    after_key = '', removed = '{}', begun_at = ?3, ended_at = NULL
  WHERE retention.rules <> ?1 OR retention.ended_at IS NOT NULL`

/** Two messages that meet have done the same; the second to say so says nothing. */
const ADVANCE = `
  UPDATE retention SET scope = ?5, after_sort_at = ?6, after_key = ?7, removed = ?8
  WHERE begun_at = ?1 AND scope = ?2 AND after_sort_at = ?3 AND after_key = ?4 AND ended_at IS NULL`

const END = `
  UPDATE retention SET ended_at = ?2,
    last = CASE WHEN removed = '{}' THEN last
      ELSE json_object('begunAt', begun_at, 'endedAt', ?2, 'removed', json(removed)) END
  WHERE begun_at = ?1 AND ended_at IS NULL`

/** A source that was given up and is back under another slug holds what the old one held. */
const ADOPT_FORGOTTEN = `
  UPDATE forgotten SET source = moved.slug FROM (
    SELECT old.slug AS was, new.slug AS slug FROM sources old
    JOIN sources new ON new.first_url = old.first_url AND new.retired_at IS NULL
    WHERE old.retired_at IS NOT NULL) moved
  WHERE forgotten.source = moved.was`

/** A source that is polled no more is missing all it held since then. */
const MISS_RETIRED = `
  UPDATE forgotten SET missing_since = s.retired_at FROM sources s
  WHERE s.slug = forgotten.source AND s.retired_at IS NOT NULL AND forgotten.missing_since IS NULL`

/** Nobody brings it again, so nobody has to be told that it is withdrawn. */
const FORGET_WITHDRAWALS = `
  DELETE FROM withdrawals WHERE key IN (SELECT key FROM forgotten WHERE missing_since <= ?1)`

const FORGET = `DELETE FROM forgotten WHERE missing_since <= ?1`

const AgingRow = v.object({
  key: v.string(),
  source: v.nullable(v.string()),
  sort_at: v.string(),
  topics: jsonColumn<string[]>(),
})

const AGING = `
  SELECT e.key, e.source, e.sort_at,
    (SELECT json_group_array(t.topic) FROM entry_topics t WHERE t.key = e.key) AS topics`

const OF_SOURCE = `
  ${AGING} FROM entries e
  WHERE e.source = ?1 AND e.sort_at < ?2 AND (e.sort_at, e.key) > (?3, ?4)
  ORDER BY e.sort_at, e.key LIMIT ?5`

const OF_TOPIC = `
  ${AGING} FROM entry_topics f CROSS JOIN entries e ON e.key = f.key
  WHERE f.topic = ?1 AND f.sort_at < ?2 AND (f.sort_at, f.key) > (?3, ?4)
  ORDER BY f.sort_at, f.key LIMIT ?5`

const oldest = (where: string) => `
  SELECT * FROM (
    SELECT key, source, sort_at FROM entries
    WHERE ${where} AND sort_at < ?1 AND (sort_at, key) > (?2, ?3)
    ORDER BY sort_at, key LIMIT ?4)`

/** Those that are withdrawn are in an index of their own. */
const OF_ALL = `
  ${AGING} FROM (
    ${oldest('withdrawn_at IS NULL')} UNION ALL ${oldest('withdrawn_at IS NOT NULL')}
  ) e ORDER BY e.sort_at, e.key LIMIT ?4`

const MarkedRow = v.object({
  key: v.string(),
  sort_at: v.string(),
  marks: v.nullable(jsonColumn<number[]>()),
})

/** Those whose marks nobody has taken out. */
const IS_MARKED = `
  e.withdrawn_at IS NULL AND e.sort_at < ?1
  AND (e.sort_at, e.key) > (coalesce((SELECT unmarked_sort_at FROM retention), ''),
                            coalesce((SELECT unmarked_key FROM retention), ''))`

const IS_ANY_OVER = `
  SELECT EXISTS (SELECT 1 FROM entries e WHERE ${IS_MARKED})
      OR EXISTS (SELECT 1 FROM forgotten WHERE missing_since <= ?2) AS is_over`

const MARKED = `
  SELECT e.key, e.sort_at, t.marks FROM entries e LEFT JOIN tellings t ON t.key = e.key
  WHERE ${IS_MARKED} ORDER BY e.sort_at, e.key LIMIT ?2`

const UNMARK = `
  DELETE FROM marks WHERE (mark, sort_at, key) IN (
    SELECT m.value, n.value ->> 'sortAt', n.value ->> 'key'
    FROM json_each(?1) n, json_each(n.value -> 'marks') m)`

const toEntry = (row: v.InferOutput<typeof AgingRow>): AgingEntry => ({
  key: row.key,
  source: row.source,
  sortAt: row.sort_at,
  topics: row.topics,
})

const NEWEST = {
  source: 'SELECT sort_at FROM entries WHERE source = ?2 ORDER BY sort_at DESC LIMIT 1 OFFSET ?1',
  topic: `SELECT sort_at FROM entry_topics WHERE topic = ?2 AND is_duplicate = 0
          ORDER BY sort_at DESC, key DESC LIMIT 1 OFFSET ?1`,
  all: `SELECT sort_at FROM entries WHERE lead IS NULL AND withdrawn_at IS NULL
        ORDER BY sort_at DESC, key DESC LIMIT 1 OFFSET ?1`,
}

const oldestAfter = (table: string, place: string) => `
  SELECT n.value ->> 'slug' AS slug, (
    SELECT sort_at FROM ${table} WHERE ${place} = n.value ->> 'slug'
      AND (sort_at, key) > (n.value ->> 'sortAt', n.value ->> 'key')
    ORDER BY sort_at LIMIT 1) AS sort_at
  FROM json_each(?1) n`

const OLDEST_AFTER = {
  source: oldestAfter('entries', 'source'),
  topic: oldestAfter('entry_topics', 'topic'),
}
const OldestRow = v.object({ slug: v.string(), sort_at: v.nullable(v.string()) })

export function d1Retention(db: D1Database): RetentionStore {
  const row = async () => {
    const found = await db.prepare('SELECT * FROM retention').first()
    return found === null ? undefined : v.parse(RunRow, found)
  }

  return {
    async rules() {
      const { rules: text } = v.parse(RulesRow, await db.prepare(RULES).first())
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the statement above from definitions we checked
      return { text, rules: JSON.parse(text) as RetentionRules }
    },

    async run() {
      const found = await row()
      return found && toRun(found)
    },

    last: async () => (await row())?.last ?? undefined,

    async newest(scope, entries) {
      const statement = db.prepare(NEWEST[scope.kind])
      const bound =
        scope.kind === 'all' ? statement.bind(entries - 1) : statement.bind(entries - 1, scope.slug)
      return bound.first<string>('sort_at')
    },

    async oldestAfter(kind, places) {
      if (places.length === 0) return new Map()
      const statement = db.prepare(OLDEST_AFTER[kind]).bind(JSON.stringify(places))
      const rows = v.parse(v.array(OldestRow), (await statement.all()).results)
      return new Map(
        rows.flatMap(({ slug, sort_at: at }) => (at === null ? [] : [[slug, at] as const])),
      )
    },

    async isAnyOver(markedBefore, missingSince) {
      const found = db.prepare(IS_ANY_OVER).bind(markedBefore, missingSince)
      return (await found.first<number>('is_over')) === 1
    },

    async begin(rules, cutoffs, now) {
      await db.batch([
        db.prepare(BEGIN).bind(rules, JSON.stringify(cutoffs), now),
        db.prepare(ADOPT_FORGOTTEN),
      ])
    },

    async aging({ scope, before, after, limit }: AgingPage) {
      const position = [before, after.sortAt, after.key, limit] as const
      const statement =
        scope.kind === 'all'
          ? db.prepare(OF_ALL).bind(...position)
          : db.prepare(scope.kind === 'source' ? OF_SOURCE : OF_TOPIC).bind(scope.slug, ...position)
      return v.parse(v.array(AgingRow), (await statement.all()).results).map(toEntry)
    },

    /** One batch, which is one transaction: a run that is cut off has done nothing. */
    async remove(keys, run, step, now) {
      const { begunAt, scope, after } = run
      await db.batch([
        ...removalStatements(db, keys, now),
        db
          .prepare(ADVANCE)
          .bind(
            begunAt,
            scope,
            after.sortAt,
            after.key,
            step.scope,
            step.after.sortAt,
            step.after.key,
            JSON.stringify(step.removed),
          ),
      ])
    },

    async end({ begunAt }, missingSince, now) {
      await db.batch([
        db.prepare(MISS_RETIRED),
        db.prepare(FORGET_WITHDRAWALS).bind(missingSince),
        db.prepare(FORGET).bind(missingSince),
        db.prepare(END).bind(begunAt, now),
      ])
    },

    async marked(before, limit) {
      const { results } = await db.prepare(MARKED).bind(before, limit).all()
      return v
        .parse(v.array(MarkedRow), results)
        .map(({ key, sort_at: sortAt, marks }) => ({ key, sortAt, marks: marks ?? [] }))
    },

    async unmark(entries) {
      const last = entries.at(-1)
      if (!last) return
      await db.batch([
        db.prepare(UNMARK).bind(JSON.stringify(entries)),
        db
          .prepare('UPDATE retention SET unmarked_sort_at = ?1, unmarked_key = ?2')
          .bind(last.sortAt, last.key),
      ])
    },
  }
}

const toRun = (row: v.InferOutput<typeof RunRow>): RetentionRun => ({
  rules: row.rules,
  cutoffs: row.cutoffs,
  scope: row.scope,
  after: { sortAt: row.after_sort_at, key: row.after_key },
  removed: row.removed,
  begunAt: row.begun_at,
  endedAt: row.ended_at,
})
