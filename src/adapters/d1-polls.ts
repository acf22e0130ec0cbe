import type { EntryWrite, PollStore, SourceWrite } from '../domain/store.ts'
import { FILE, UNFILE } from './d1-filing.ts'
import { isSettled, placingStatements } from './d1-stories.ts'
import { inShort, REMEMBERED_POLLS } from './d1-poll-history.ts'
import { packed } from './packed.ts'

const rowOf = ({ entry, withdrawnBecause }: EntryWrite) => {
  const {
    key,
    id,
    source,
    lead,
    sortAt,
    firstSeenAt,
    changedAt,
    updated,
    revision,
    fingerprint,
    content,
    ...head
  } = entry
  return {
    key,
    id,
    source,
    lead,
    sortAt,
    firstSeenAt,
    changedAt,
    updated,
    revision,
    fingerprint,
    head,
    content,
    ...(withdrawnBecause !== undefined && { withdrawnAt: changedAt, withdrawnBecause }),
  }
}

/** A duplicate is filed as well, for whoever asks to see it; what is withdrawn is shown to nobody. */
const isFiled = ({ withdrawnBecause }: EntryWrite) => withdrawnBecause === undefined

const filingOf = (write: EntryWrite) => ({
  key: write.entry.key,
  sortAt: write.entry.sortAt,
  topics: isFiled(write) ? write.topics : [],
})

const wordsOf = ({ entry, words }: EntryWrite) => ({ key: entry.key, words })

const originalOf = ({ entry, written, digest, sanitizerVersion }: EntryWrite) => ({
  key: entry.key,
  revision: entry.revision,
  fingerprint: entry.fingerprint,
  sanitizerVersion,
  digest,
  written,
})

/** What an entry said before it is overwritten; read from the table, so no round trip is needed. */
const KEEP_REVISION = `
  INSERT OR IGNORE INTO revisions (key, revision, changed_at, updated, head, content)
  SELECT e.key, e.revision, e.changed_at, e.updated, e.head, e.content
  FROM json_each(?1) n JOIN entries e ON e.key = n.value ->> 'key'
  WHERE e.revision = (n.value ->> 'revision') - 1`

/**
 * What the operator has withdrawn stays so, whatever comes. Only the next revision overwrites: when
 * two polls of one source race, the second finds nothing to do.
 */
const WRITE_ENTRY = `
  INSERT INTO entries (key, id, source, lead, sort_at, first_seen_at, changed_at, updated, revision,
                       fingerprint, head, content, source_withdrew_at, source_withdrew_because,
                       withdrawn_at, withdrawn_because)
  SELECT value ->> 'key', value ->> 'id', value ->> 'source', value ->> 'lead', value ->> 'sortAt',
         value ->> 'firstSeenAt', value ->> 'changedAt', value ->> 'updated', value ->> 'revision',
         value ->> 'fingerprint', value -> 'head', value ->> 'content',
         value ->> 'withdrawnAt', value ->> 'withdrawnBecause',
         CASE WHEN w.key IS NULL THEN value ->> 'withdrawnAt' ELSE w.withdrawn_at END,
         CASE WHEN w.key IS NULL THEN value ->> 'withdrawnBecause' ELSE w.because END
  FROM json_each(?1) n LEFT JOIN withdrawals w ON w.key = n.value ->> 'key' WHERE true
  ON CONFLICT (key) DO UPDATE SET
    sort_at = excluded.sort_at, changed_at = excluded.changed_at, updated = excluded.updated, revision = excluded.revision,
    fingerprint = excluded.fingerprint, head = excluded.head, content = excluded.content,
    source_withdrew_at = excluded.source_withdrew_at,
    source_withdrew_because = excluded.source_withdrew_because,
    withdrawn_at = excluded.withdrawn_at, withdrawn_because = excluded.withdrawn_because
  WHERE excluded.revision = entries.revision + 1`

/** Beside the revision that was made from it: another poll may have written that one first. */
const WRITE_ORIGINAL = `
  INSERT OR REPLACE INTO originals (key, sanitizer_version, digest, written)
  SELECT e.key, n.value ->> 'sanitizerVersion', n.value ->> 'digest', n.value -> 'written'
  FROM json_each(?1) n JOIN entries e ON e.key = n.value ->> 'key'
  WHERE e.revision = n.value ->> 'revision' AND e.fingerprint = n.value ->> 'fingerprint'`

const WRITE_ENRICHMENTS = `
  INSERT OR REPLACE INTO enrichments (key, as_fed, outcome, asked_at)
  SELECT value ->> 'key', value ->> 'asFed', value ->> 'outcome', value ->> 'askedAt'
  FROM json_each(?1) WHERE value ->> 'key' IN (SELECT key FROM entries)`

/** A stream that an entry leaves has changed, and none of the entries left in it can tell. */
const MARK_LEFT_STREAMS = `
  UPDATE streams SET changed_at = ?2, version = version + 1 WHERE slug IN (
    SELECT t.topic FROM json_each(?1) n JOIN entry_topics t ON t.key = n.value ->> 'key'
    WHERE NOT EXISTS (
      SELECT 1 FROM json_each(n.value -> 'topics') m WHERE m.value ->> 'slug' = t.topic))`

/** What is withdrawn leaves the stream of all entries too, unless the operator had taken it out. */
const MARK_ALL_LEFT = `
  UPDATE streams SET changed_at = ?2, version = version + 1 WHERE slug = 'all' AND EXISTS (
    SELECT 1 FROM json_each(?1) WHERE value NOT IN (SELECT key FROM withdrawals))`

/** By the row of the entry; what was there before of it goes. */
const WRITE_WORDS = `
  INSERT OR REPLACE INTO entry_words (rowid, words)
  SELECT e.rowid, n.value ->> 'words' FROM json_each(?1) n JOIN entries e ON e.key = n.value ->> 'key'`

/** What nobody is shown moves nothing. */
const MARK_STREAMS = `
  WITH shown AS (
    SELECT n.value FROM json_each(?1) n CROSS JOIN entries e
    ON e.key = n.value ->> 'key' AND e.withdrawn_at IS NULL)
  UPDATE streams SET version = version + 1
  WHERE (slug = 'all' AND EXISTS (SELECT 1 FROM shown)) OR slug IN (
    SELECT m.value ->> 'slug' FROM shown, json_each(shown.value -> 'topics') m)`

/** A mark stands where its entry does: what moves takes its own along, which are set anew after. */
const UNMARK_MOVED = `
  DELETE FROM marks WHERE (mark, sort_at, key) IN (
    SELECT m.value, e.sort_at, e.key FROM json_each(?1) n
    CROSS JOIN entries e ON e.key = n.value ->> 'key' AND e.sort_at <> n.value ->> 'sortAt'
    CROSS JOIN tellings t ON t.key = e.key, json_each(t.marks) m)`

/** Of what was deleted after its withdrawal and now comes again: it was placed as if it were shown. */
const PLACE_WITHHELD_ANEW = `
  UPDATE tellings SET ladder_version = 0
  WHERE key IN (SELECT value FROM json_each(?1)) AND key IN (SELECT key FROM withdrawals)`

/** The history is a part of the row that is written anyway: one more poll, and the oldest goes. */
const WITH_LAST_POLL = `json_remove(
      json_insert(polls, '$[#]', json(?12)),
      CASE WHEN json_array_length(polls) < ${REMEMBERED_POLLS} THEN '$[${REMEMBERED_POLLS}]' ELSE '$[0]' END)`

/**
 * `changed_at` moves only when what our feeds tell of the source does, and its address is a part of
 * that; its `updated` is told per entry.
 */
const WRITE_SOURCE = `
  UPDATE sources SET
    changed_at = CASE
      WHEN ?10 IS NOT NULL THEN ?6
      WHEN ?2 IS NULL OR json_remove(coalesce(feed, '{}'), '$.updated') = json_remove(?2, '$.updated')
      THEN changed_at ELSE ?6 END,
    url = coalesce(?10, url),
    memory = ?11,
    feed = coalesce(?2, feed),
    validators = CASE WHEN ?3 IS NULL THEN validators ELSE nullif(?3, 'null') END,
    hints = coalesce(?4, hints),
    failures = ?5, polled_at = ?6, next_poll_at = ?7, because = ?8, last_report = ?9,
    queued_until = NULL,
    polls_fresh = polls_fresh + (?9 ->> 'outcome' = 'fresh'),
    polls_not_modified = polls_not_modified + (?9 ->> 'outcome' = 'not-modified'),
    polls_gone = polls_gone + (?9 ->> 'outcome' = 'gone'),
    polls_failed = polls_failed + (?9 ->> 'outcome' = 'failed'),
    entries_added = entries_added + (?9 ->> 'added'),
    entries_changed = entries_changed + (?9 ->> 'changed'),
    entries_duplicate = entries_duplicate + (?9 ->> 'duplicate'),
    polls = ${WITH_LAST_POLL}
  WHERE slug = ?1`

/** Who subscribed to the old address finds the source under it. */
const KEEP_ALIAS = `INSERT OR REPLACE INTO source_aliases (url, slug) VALUES (?1, ?2)`
const DROP_ALIAS = `DELETE FROM source_aliases WHERE url = ?1`

/** Of what was removed for good, when its source's documents held it last: mostly none of it moves. */
const MISS = `
  UPDATE forgotten SET missing_since = ?3 WHERE source = ?1 AND missing_since IS NULL
    AND key NOT IN (SELECT value FROM json_each(?2))`
const MEET_AGAIN = `
  UPDATE forgotten SET missing_since = NULL
  WHERE key IN (SELECT value FROM json_each(?1)) AND missing_since IS NOT NULL`

const WRITE_HOST = `
  INSERT INTO hosts (host, not_before, because) VALUES (?1, ?2, ?3)
  ON CONFLICT (host) DO UPDATE SET not_before = excluded.not_before, because = excluded.because
  WHERE excluded.not_before > hosts.not_before`
/** The others of the host wait as well, and say so; a URL with a password is met when it is due. */
const HOLD_NEIGHBOURS = `
  UPDATE sources SET next_poll_at = ?2, because = ?3
  WHERE retired_at IS NULL AND slug <> ?4 AND next_poll_at < ?2
    AND instr(url, '://' || ?1 || '/') IN (5, 6)`
const FORGET_HOSTS = `DELETE FROM hosts WHERE not_before <= ?1`

export function d1Polls(db: D1Database): PollStore {
  const forEach = (sql: string, lists: string[], ...more: string[]) =>
    lists.map((list) => db.prepare(sql).bind(list, ...more))

  const sourceStatements = (source: SourceWrite) => {
    const { slug, feed, validators, hints, memory, moved, hostWait, polledAt, report } = source
    const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
    const update = db
      .prepare(WRITE_SOURCE)
      .bind(
        slug,
        json(feed),
        json(validators),
        json(hints),
        source.failures,
        polledAt,
        report.nextPollAt,
        report.because,
        JSON.stringify(report),
        moved?.to ?? null,
        JSON.stringify(memory),
        JSON.stringify(inShort(source)),
      )
    const aliases = moved && [
      db.prepare(KEEP_ALIAS).bind(moved.from, slug),
      db.prepare(DROP_ALIAS).bind(moved.to),
    ]
    const hosts = hostWait && [
      db.prepare(FORGET_HOSTS).bind(polledAt),
      db.prepare(WRITE_HOST).bind(hostWait.host, hostWait.notBefore, hostWait.because),
      db.prepare(HOLD_NEIGHBOURS).bind(hostWait.host, hostWait.notBefore, hostWait.because, slug),
    ]
    const here = json(source.here)
    const met = here !== null && [
      db.prepare(MISS).bind(slug, here, polledAt),
      db.prepare(MEET_AGAIN).bind(here),
    ]
    return [update, ...(met || []), ...(aliases ?? []), ...(hosts ?? [])]
  }

  return {
    /** One batch, which D1 runs as one transaction: https://developers.cloudflare.com/d1/worker-api/d1-database/#batch */
    async record(writes, source, now, placing) {
      const rows = packed(writes.map(rowOf))
      const filings = packed(writes.map(filingOf))
      const originals = packed(writes.map(originalOf))
      const filed = filings.length > 0 && writes.some(isFiled)
      const keysOf = (wanted: (write: EntryWrite) => boolean) => {
        const keys = writes.flatMap((write) => (wanted(write) ? write.entry.key : []))
        return keys.length === 0 ? [] : [JSON.stringify(keys)]
      }
      const left = keysOf((write) => !isFiled(write) && write.entry.revision > 1)
      const added = keysOf(({ entry }) => entry.revision === 1)
      const own = packed(writes.filter(({ entry }) => entry.source === null).map(filingOf))
      const enrichments = packed(source?.enrichments ?? [])
      const statements = [
        ...forEach(KEEP_REVISION, rows),
        ...forEach(UNMARK_MOVED, own),
        ...forEach(WRITE_ENTRY, rows),
        ...forEach(WRITE_ORIGINAL, originals),
        ...forEach(WRITE_WORDS, packed(writes.map(wordsOf))),
        ...forEach(MARK_LEFT_STREAMS, filings, now),
        ...forEach(MARK_ALL_LEFT, left, now),
        ...forEach(UNFILE, filings),
        ...forEach(FILE, filings),
        ...(filed ? forEach(MARK_STREAMS, filings) : []),
        ...(placing ? placingStatements(db, placing, now) : []),
        ...forEach(PLACE_WITHHELD_ANEW, added),
        ...forEach(WRITE_ENRICHMENTS, enrichments),
        ...(source ? sourceStatements(source) : []),
      ]
      return statements.length === 0 || isSettled(await db.batch(statements))
    },
  }
}
