import type { D1Database } from '@cloudflare/workers-types'

/** Seconds of work: on a busy machine, longer questions are given up. */
const PER_STATEMENT = 10_000

/**
 * The numbers of some entries among all that are to be stored; one in every 60th part of them is
 * rare in every way. D1 binds every number as one with a fraction.
 */
const NUMBERS = `
  WITH RECURSIVE n (i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < ?2 - 1),
  m AS (SELECT i, i % (CAST(?3 AS INTEGER) / 60) = 0 AS rare,
          printf('%016x', (i * 2654435761) & 0xffffffffffff) AS key,
          strftime('%Y-%m-%dT%H:%M:%SZ', 1500000000 + i * 200, 'unixepoch') AS at FROM n)`

/** About a kilobyte each, of words enough that no two say the same. */
const ENTRIES = `${NUMBERS}
  INSERT INTO entries (key, id, source, sort_at, first_seen_at, changed_at, updated, revision,
                       fingerprint, head, content)
  SELECT key, 'urn:x:' || i, CASE WHEN rare THEN 's10' ELSE 's' || (i * 7 % 10) END,
    at, at, at, at, 1, '',
    json_object('title', 'Entry ' || i || ' with a title of the usual length',
      'url', 'https://s.example/entries/' || i, 'published', at,
      'authors', json('[{"name":"Some Body"}]'), 'contributors', json('[]'), 'categories', json('[]'),
      'links', json('[]'), 'enclosures', json('[]'),
      'language', CASE WHEN rare THEN 'mt' WHEN i % 5 = 0 THEN 'ja' ELSE 'en' END),
    '<p>' || (SELECT group_concat('word' || ((m.i * 7919 + w.value * 104729) % 5000), ' ')
              FROM json_each('[${Array.from({ length: 60 }, (_, i) => i).join()}]') w) || '</p>'
  FROM m`

/** a and b are common and overlap; every entry of c is in no other but where it is rare. */
const TOPICS = `${NUMBERS}
  INSERT INTO entry_topics (topic, sort_at, key, evidence)
  SELECT t.value, m.at, m.key, '[]' FROM m, json_each('["a","b","c"]') t
  WHERE CASE t.value WHEN 'a' THEN i * 13 % 10 < 3 WHEN 'b' THEN i * 31 % 100 < 40
        ELSE i % 2 = 0 AND i * 13 % 10 >= 3 OR rare END`

const WORDS = `${NUMBERS}
  INSERT INTO entry_words (rowid, words)
  SELECT e.rowid, 'entri with titl usual length someth said day ' || m.i
    || CASE WHEN m.i % 2 THEN ' odd' ELSE '' END || CASE WHEN rare THEN ' seldom' ELSE '' END
  FROM m JOIN entries e ON e.key = m.key`

/** Every tenth one fails, and the entries are of the first eleven. */
const SOURCES = `
  WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < CAST(?1 AS INTEGER) - 1)
  INSERT INTO sources (slug, url, first_url, settings, managed_by, changed_at, next_poll_at, because,
                       failures)
  SELECT 's' || i, 'https://s.example/' || i, 'https://s.example/' || i, '{}', 'data',
    '2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z', '', CASE WHEN i % 10 = 9 THEN 3 ELSE 0 END FROM n`

const SOURCES_OF_ENTRIES = 11

/**
 * Fills a newsroom of topics a, b and c with so many entries, the same for the same number.
 *
 * @param sources how many; 11 of them brought the entries.
 */
export async function storeEntries(
  db: D1Database,
  count: number,
  sources = SOURCES_OF_ENTRIES,
): Promise<void> {
  await db.prepare(SOURCES).bind(sources).run()
  for (const sql of [ENTRIES, TOPICS, WORDS])
    for (let from = 0; from < count; from += PER_STATEMENT)
      await db
        .prepare(sql)
        .bind(from, Math.min(from + PER_STATEMENT, count), count)
        .run()
}
