/**
 * Statements that remove entries whole. Each takes a JSON list of their keys as `?1`, and those that
 * need it the moment as `?2`. The operator's own entries are never among them.
 */

const GOING = `(SELECT g.key FROM json_each(?1) n CROSS JOIN entries g ON g.key = n.value AND g.source IS NOT NULL)`

/** What readers saw of these entries: themselves, what they are told beside, and what steps forward for them. */
const SEEN = `(
  SELECT key, sort_at FROM entries WHERE key IN ${GOING} AND withdrawn_at IS NULL
  UNION SELECT l.key, l.sort_at FROM entries e CROSS JOIN entries l ON l.key = e.lead WHERE e.key IN ${GOING}
  UNION SELECT key, sort_at FROM entries WHERE lead IN ${GOING})`

/** Where each stream is another from now on. */
const LEFT = `(
  SELECT t.topic AS slug, s.sort_at FROM ${SEEN} s CROSS JOIN entry_topics t ON t.key = s.key
  UNION ALL SELECT 'all', sort_at FROM ${SEEN})`

const NOTE_REMOVALS = `
  INSERT OR REPLACE INTO removals (slug, sort_at, at)
  SELECT slug, max(sort_at), ?2 FROM ${LEFT} GROUP BY slug`

/** Whatever reaches down to one that is lower and older reaches the higher and newer as well. */
const FORGET_REMOVALS = `
  DELETE FROM removals WHERE EXISTS (
    SELECT 1 FROM removals h
    WHERE h.slug = removals.slug AND h.sort_at > removals.sort_at AND h.at >= removals.at)`

const MARK_STREAMS = `
  UPDATE streams SET version = version + 1 WHERE slug IN (SELECT slug FROM ${LEFT})`

const REMEMBER = `
  INSERT OR REPLACE INTO forgotten (key, source, at)
  SELECT key, source, ?2 FROM entries WHERE key IN ${GOING}`

/** Those that stay of a story are placed anew: what tied them to it may be gone. */
const UNPLACE = `
  UPDATE tellings SET ladder_version = 0 WHERE key NOT IN ${GOING} AND key IN (
    SELECT o.key FROM tellings t CROSS JOIN tellings o ON o.neighbourhood = t.neighbourhood
    WHERE t.key IN ${GOING} AND o.because ->> 'with' IN ${GOING}
    UNION SELECT lead FROM entries WHERE key IN ${GOING} AND lead IS NOT NULL
    UNION SELECT key FROM entries WHERE lead IN ${GOING})`

/** Until then the first of them stands for all, so that none is missing and none is there twice. */
const HAND_ON = `
  UPDATE entries SET
    lead = CASE WHEN entries.key = h.heir THEN NULL ELSE h.heir END,
    served_id = CASE WHEN entries.key = h.heir THEN h.served_id END
  FROM (
    SELECT l.key AS was,
      (SELECT d.key FROM entries d WHERE d.lead = l.key AND d.key NOT IN ${GOING}
       ORDER BY d.withdrawn_at IS NOT NULL, d.sort_at, d.key LIMIT 1) AS heir,
      (SELECT d.id FROM entries d WHERE d.lead = l.key AND d.key NOT IN ${GOING}
         AND d.id = l.served_id AND d.withdrawn_at IS NULL) AS served_id
    FROM entries l WHERE l.key IN ${GOING}) h
  WHERE entries.lead = h.was AND h.heir IS NOT NULL AND entries.key NOT IN ${GOING}`

/** Who was called the duplicate of what is gone is nobody's; who was taken apart stays so. */
const UNDECIDE = `DELETE FROM story_decisions WHERE duplicate_of IN ${GOING} AND is_apart = 0`
const UNDECIDE_APART = `UPDATE story_decisions SET duplicate_of = NULL WHERE duplicate_of IN ${GOING}`

const UNMARK = `
  DELETE FROM marks WHERE (mark, sort_at, key) IN (
    SELECT m.value, e.sort_at, e.key FROM entries e CROSS JOIN tellings t ON t.key = e.key,
    json_each(t.marks) m WHERE e.key IN ${GOING})`

const FORGET_WORDS = `
  DELETE FROM entry_words WHERE rowid IN (SELECT rowid FROM entries WHERE key IN ${GOING})`

/** What hangs on them goes with them. */
const REMOVE = `DELETE FROM entries WHERE key IN ${GOING}`

/** In an order in which each still finds what it needs. */
export function removalStatements(
  db: D1Database,
  keys: readonly string[],
  now: string,
): D1PreparedStatement[] {
  if (keys.length === 0) return []
  const list = JSON.stringify(keys)
  return [
    db.prepare(NOTE_REMOVALS).bind(list, now),
    db.prepare(FORGET_REMOVALS),
    db.prepare(MARK_STREAMS).bind(list),
    db.prepare(REMEMBER).bind(list, now),
    ...[UNPLACE, HAND_ON, UNDECIDE, UNDECIDE_APART, UNMARK, FORGET_WORDS, REMOVE].map((sql) =>
      db.prepare(sql).bind(list),
    ),
  ]
}
