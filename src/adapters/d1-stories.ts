import * as v from 'valibot'
import type { CleanHtml, EntryContent } from '../domain/entry.ts'
import type { Because, Signature, StoryDecision } from '../domain/story.ts'
import type {
  Placing,
  Standing,
  StoredMember,
  StoryStore,
  UnplacedEntry,
} from '../domain/story-store.ts'
import { jsonColumn } from './json-column.ts'
import { packed } from './packed.ts'

/** Of a mark that many bear, so many on either side of a moment are looked at, however many there are. */
const NEAREST = 20

/** The nearest bearers of a mark on either side of a moment, no farther than a window reaches. */
const nearest = (mark: string, from: string, to: string) => `
  json_each((SELECT json_group_array(key) FROM (
    SELECT * FROM (SELECT key FROM marks m
      WHERE m.mark = ${mark} AND m.sort_at <= n.value ->> 'at' AND m.sort_at >= ${from}
      ORDER BY m.sort_at DESC, m.key DESC LIMIT ${NEAREST})
    UNION ALL
    SELECT * FROM (SELECT key FROM marks m
      WHERE m.mark = ${mark} AND m.sort_at > n.value ->> 'at' AND m.sort_at <= ${to}
      ORDER BY m.sort_at, m.key LIMIT ${NEAREST}))))`

const NEAR = `
  SELECT c.value AS key FROM json_each(?1) n, json_each(n.value -> 'marks') k,
    ${nearest('k.value', "n.value ->> 'from'", "n.value ->> 'to'")} c
  UNION
  SELECT c.value FROM json_each(?1) n, json_each(n.value -> 'timeless') k,
    ${nearest('k.value', "''", "'~'")} c
  UNION
  SELECT value FROM json_each(?2)`

/** Whole neighbourhoods of whoever is near, and of those that the operator's word ties to them. */
const AROUND = `
  WITH near AS (${NEAR}),
  named AS (
    SELECT key FROM near
    UNION SELECT d.duplicate_of FROM story_decisions d JOIN near ON near.key = d.key
    UNION SELECT d.key FROM story_decisions d JOIN near ON near.key = d.duplicate_of),
  neighbourhoods AS (
    SELECT DISTINCT t.neighbourhood FROM named CROSS JOIN tellings t ON t.key = named.key)
  SELECT t.key, t.neighbourhood, t.page, t.signature, t.marks, t.because,
    d.key IS NOT NULL AS is_decided, d.duplicate_of, d.is_apart,
    e.id, e.source, e.sort_at, e.lead, e.served_id,
    e.withdrawn_at IS NOT NULL AS is_withdrawn,
    e.source IS NULL OR coalesce(s.settings ->> 'official', 0) AS is_official,
    EXISTS (SELECT 1 FROM entries o WHERE o.id = e.id AND o.rowid < e.rowid) AS is_repeat
  FROM neighbourhoods h
  CROSS JOIN tellings t ON t.neighbourhood = h.neighbourhood
  CROSS JOIN entries e ON e.key = t.key
  LEFT JOIN sources s ON s.slug = e.source
  LEFT JOIN story_decisions d ON d.key = t.key
  WHERE t.signature IS NOT NULL`

const OFFICIAL = `
  SELECT slug FROM sources
  WHERE slug IN (SELECT value FROM json_each(?1)) AND settings ->> 'official'`

const TICK = 'SELECT tick FROM story_clock'

const MemberRow = v.object({
  key: v.string(),
  neighbourhood: v.string(),
  page: v.nullable(v.string()),
  signature: jsonColumn<Signature>(),
  marks: jsonColumn<number[]>(),
  because: v.nullable(jsonColumn<Because>()),
  id: v.string(),
  source: v.nullable(v.string()),
  sort_at: v.string(),
  lead: v.nullable(v.string()),
  served_id: v.nullable(v.string()),
  is_withdrawn: v.number(),
  is_official: v.number(),
  is_repeat: v.number(),
  is_decided: v.number(),
  duplicate_of: v.nullable(v.string()),
  is_apart: v.nullable(v.number()),
})
const SlugRow = v.object({ slug: v.string() })
const TickRow = v.object({ tick: v.number() })

const toMember = (row: v.InferOutput<typeof MemberRow>): StoredMember => ({
  key: row.key,
  neighbourhood: row.neighbourhood,
  page: row.page ?? undefined,
  signature: row.signature,
  marks: row.marks,
  because: row.because,
  id: row.id,
  source: row.source,
  sortAt: row.sort_at,
  lead: row.lead,
  servedId: row.served_id,
  isWithdrawn: row.is_withdrawn === 1,
  isOfficial: row.is_official === 1,
  isRepeat: row.is_repeat === 1,
})

const toDecision = (row: v.InferOutput<typeof MemberRow>): StoryDecision => ({
  key: row.key,
  duplicateOf: row.duplicate_of,
  isApart: row.is_apart === 1,
})

const UNMARK = `
  DELETE FROM marks WHERE (mark, sort_at, key) IN (
    SELECT m.value, e.sort_at, e.key FROM json_each(?1) n
    CROSS JOIN tellings t ON t.key = n.value ->> 'key' JOIN entries e ON e.key = t.key,
    json_each(t.marks) m)`

/** What an entry tells, unless somebody has written another revision of it meanwhile. */
const TELL = `
  UPDATE tellings SET page = n.value ->> 'page', signature = n.value -> 'signature',
    marks = n.value -> 'marks'
  FROM json_each(?1) n JOIN entries e
    ON e.key = n.value ->> 'key' AND e.fingerprint = n.value ->> 'fingerprint'
  WHERE tellings.key = e.key`

const MARK = `
  INSERT INTO marks (mark, sort_at, key)
  SELECT m.value, e.sort_at, e.key FROM json_each(?1) n
  CROSS JOIN tellings t ON t.key = n.value ->> 'key' JOIN entries e ON e.key = t.key,
  json_each(t.marks) m
  WHERE true ON CONFLICT DO NOTHING`

const TICK_ON = 'UPDATE story_clock SET tick = tick + 1'

/**
 * Two polls may place entries of one story at the same time, and neither sees what the other writes.
 * Who writes second meets what was placed since it read, and leaves its own to be placed again.
 */
const PLACE = `
  UPDATE tellings SET
    neighbourhood = n.value ->> 'neighbourhood', because = nullif(n.value -> 'because', 'null'),
    tick = (SELECT tick FROM story_clock),
    ladder_version = CASE WHEN tellings.tick > ?3 OR EXISTS (
      SELECT 1 FROM tellings other, json_each(other.marks) theirs, json_each(tellings.marks) ours
      WHERE other.tick > ?3 AND other.tick < (SELECT tick FROM story_clock)
        AND theirs.value = ours.value)
    THEN 0 ELSE ?2 END
  FROM json_each(?1) n WHERE tellings.key = n.value ->> 'key'
  RETURNING ladder_version`

const LEAD = `
  UPDATE entries SET lead = n.value ->> 'lead', served_id = n.value ->> 'servedId'
  FROM json_each(?1) n WHERE entries.key = n.value ->> 'key'
    AND (lead IS NOT n.value ->> 'lead' OR served_id IS NOT n.value ->> 'servedId')`

/** Whoever leaves a feed, joins it or is told of beside another changes it, and no entry can tell. */
const MARK_TOUCHED_STREAMS = `
  UPDATE streams SET version = version + 1, changed_at = ?2 WHERE slug = 'all' OR slug IN (
    SELECT t.topic FROM json_each(?1) n JOIN entry_topics t ON t.key = n.value)`

/** The later word counts: who was called the duplicate of this one is so no more. */
const DECIDE = `
  INSERT OR REPLACE INTO story_decisions (key, duplicate_of, is_apart, decided_at)
  VALUES (?1, ?2, ?3, ?4)`
const UNDECIDE_OTHER = `
  UPDATE story_decisions SET duplicate_of = NULL WHERE key = ?2 AND duplicate_of = ?1`

/** Whether nothing was placed meanwhile that this placing did not know of: told by its results. */
export const isSettled = (results: readonly D1Result[]) =>
  !results.some((result) =>
    result.results.some(
      (row) =>
        typeof row === 'object' &&
        row !== null &&
        'ladder_version' in row &&
        row.ladder_version === 0,
    ),
  )

/** What writes a placing, in a batch whose entries are written and filed. */
export function placingStatements(
  db: D1Database,
  { version, tick, told, places, touched }: Placing,
  now: string,
): D1PreparedStatement[] {
  const each = (sql: string, values: readonly object[], ...more: (string | number)[]) =>
    packed(values).map((list) => db.prepare(sql).bind(list, ...more))
  const keys = told.map(({ key }) => ({ key }))
  return [
    ...each(UNMARK, keys),
    ...each(TELL, told),
    ...each(MARK, keys),
    db.prepare(TICK_ON),
    ...each(LEAD, places),
    ...each(PLACE, places, version, tick),
    ...(touched.length === 0
      ? []
      : [db.prepare(MARK_TOUCHED_STREAMS).bind(JSON.stringify(touched), now)]),
  ]
}

const UnplacedRow = v.object({
  key: v.string(),
  id: v.string(),
  source: v.nullable(v.string()),
  sort_at: v.string(),
  withdrawn_at: v.nullable(v.string()),
  fingerprint: v.string(),
  head: jsonColumn<Omit<EntryContent, 'content'>>(),
  // Written by the sanitiser, the only way into this column.
  content: v.nullable(v.custom<CleanHtml>((value) => typeof value === 'string')),
})

const UNPLACED = `
  SELECT e.key, e.id, e.source, e.sort_at, e.withdrawn_at, e.fingerprint, e.head, e.content`

const toUnplaced = (row: v.InferOutput<typeof UnplacedRow>): UnplacedEntry => ({
  key: row.key,
  id: row.id,
  source: row.source,
  sortAt: row.sort_at,
  isWithdrawn: row.withdrawn_at !== null,
  fingerprint: row.fingerprint,
  content: { ...row.head, ...(row.content !== null && { content: row.content }) },
})

const StandingRow = v.object({
  key: v.string(),
  id: v.string(),
  title: v.nullable(v.string()),
  url: v.nullable(v.string()),
  source: v.nullable(v.string()),
  published: v.nullable(v.string()),
  updated: v.string(),
  revision: v.number(),
  withdrawn_at: v.nullable(v.string()),
  withdrawn_because: v.nullable(v.string()),
  lead: v.nullable(v.string()),
  served_id: v.nullable(v.string()),
  because: v.nullable(jsonColumn<Because>()),
  duplicate_of: v.nullable(v.string()),
  is_apart: v.nullable(v.number()),
  decided_at: v.nullable(v.string()),
})

const STANDING = `
  WITH asked AS (SELECT coalesce(lead, key) AS lead FROM entries WHERE key = ?1)
  SELECT e.key, e.id, e.head ->> 'title' AS title, e.head ->> 'url' AS url, e.source,
    e.head ->> 'published' AS published, e.updated, e.revision, e.withdrawn_at,
    e.withdrawn_because, e.lead, e.served_id, t.because, d.duplicate_of, d.is_apart, d.decided_at
  FROM asked CROSS JOIN entries e ON e.key = asked.lead OR e.lead = asked.lead
  LEFT JOIN tellings t ON t.key = e.key LEFT JOIN story_decisions d ON d.key = e.key
  ORDER BY e.key <> ?1, e.sort_at, e.key`

const toStanding = (row: v.InferOutput<typeof StandingRow>): Standing => ({
  key: row.key,
  id: row.id,
  title: row.title ?? '',
  url: row.url ?? undefined,
  source: row.source,
  published: row.published ?? undefined,
  updated: row.updated,
  revision: row.revision,
  withdrawnAt: row.withdrawn_at,
  withdrawnBecause: row.withdrawn_because,
  lead: row.lead,
  servedId: row.served_id ?? row.id,
  because: row.because,
  decision:
    row.decided_at === null
      ? null
      : { duplicateOf: row.duplicate_of, isApart: row.is_apart === 1, decidedAt: row.decided_at },
})

export function d1Stories(db: D1Database): StoryStore {
  return {
    async around({ keys, marked, sources }) {
      const [members, official, tick] = await db.batch([
        db.prepare(AROUND).bind(JSON.stringify(marked), JSON.stringify(keys)),
        db.prepare(OFFICIAL).bind(JSON.stringify(sources)),
        db.prepare(TICK),
      ])
      const rows = v.parse(v.array(MemberRow), members?.results)
      return {
        members: rows.map(toMember),
        decisions: rows.flatMap((row) => (row.is_decided === 1 ? [toDecision(row)] : [])),
        official: v.parse(v.array(SlugRow), official?.results).map(({ slug }) => slug),
        tick: v.parse(v.tuple([TickRow]), tick?.results)[0].tick,
      }
    },

    async isAnyUnplaced(version) {
      const row = await db
        .prepare('SELECT 1 FROM tellings WHERE ladder_version < ? LIMIT 1')
        .bind(version)
        .first()
      return row !== null
    },

    async unplaced(version, limit) {
      const { results } = await db
        .prepare(
          `${UNPLACED} FROM (SELECT key FROM tellings WHERE ladder_version < ?1
                             ORDER BY ladder_version, key LIMIT ?2) t
           CROSS JOIN entries e ON e.key = t.key`,
        )
        .bind(version, limit)
        .all()
      return v.parse(v.array(UnplacedRow), results).map(toUnplaced)
    },

    async toPlace(keys) {
      const { results } = await db
        .prepare(`${UNPLACED} FROM json_each(?) n CROSS JOIN entries e ON e.key = n.value`)
        .bind(JSON.stringify(keys))
        .all()
      return v.parse(v.array(UnplacedRow), results).map(toUnplaced)
    },

    /** One batch, which is one transaction. */
    async place(placing, decision, now) {
      const decided = decision && [
        db
          .prepare(DECIDE)
          .bind(decision.key, decision.duplicateOf, decision.isApart ? 1 : 0, decision.decidedAt),
        db.prepare(UNDECIDE_OTHER).bind(decision.key, decision.duplicateOf),
      ]
      return isSettled(await db.batch([...(decided ?? []), ...placingStatements(db, placing, now)]))
    },

    async standing(key) {
      const { results } = await db.prepare(STANDING).bind(key).all()
      return v.parse(v.array(StandingRow), results).map(toStanding)
    },
  }
}
