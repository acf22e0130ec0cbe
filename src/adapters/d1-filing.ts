/**
 * Statements that file entries under their topics. Each takes one parameter: a JSON list of
 * `{key, sortAt, topics: [{slug, evidence}]}`.
 */

export const UNFILE = `
  DELETE FROM entry_topics WHERE key IN (SELECT value ->> 'key' FROM json_each(?1))`

export const FILE = `
  INSERT OR REPLACE INTO entry_topics (topic, sort_at, key, evidence)
  SELECT m.value ->> 'slug', n.value ->> 'sortAt', n.value ->> 'key', m.value -> 'evidence'
  FROM json_each(?1) n, json_each(n.value -> 'topics') m`
