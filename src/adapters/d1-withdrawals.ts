import * as v from 'valibot'
import type { CleanHtml, EntryContent } from '../domain/entry.ts'
import type { WithdrawalStore } from '../domain/withdrawal.ts'
import { jsonColumn } from './json-column.ts'

const RestorableRow = v.object({
  key: v.string(),
  source: v.nullable(v.string()),
  revision: v.number(),
  cleanings: v.number(),
  head: jsonColumn<Omit<EntryContent, 'content'>>(),
  // Written by the sanitiser, the only way into this column.
  content: v.nullable(v.custom<CleanHtml>((value) => typeof value === 'string')),
})

const IS_SHOWN = 'EXISTS (SELECT 1 FROM entries WHERE key = ?1 AND withdrawn_at IS NULL)'

/** The streams it is in, and those of the entry it is told beside. */
const STREAMS = `
  slug = 'all' OR slug IN (
    SELECT t.topic FROM entries e CROSS JOIN entry_topics t ON t.key IN (e.key, e.lead)
    WHERE e.key = ?1)`

const MARK_LEFT = `
  UPDATE streams SET version = version + 1, changed_at = ?2 WHERE ${IS_SHOWN} AND (${STREAMS})`

const WITHDRAW = `
  INSERT INTO withdrawals (key, because, withdrawn_at) VALUES (?1, ?3, ?2)
  ON CONFLICT (key) DO UPDATE SET because = excluded.because`
const UNFILE = 'DELETE FROM entry_topics WHERE key = ?1'
const HIDE = `
  UPDATE entries SET (withdrawn_at, withdrawn_because) =
    (SELECT w.withdrawn_at, w.because FROM withdrawals w WHERE w.key = ?1) WHERE key = ?1`

/** Whoever places its story just now has not seen this, and is to do it again: as `d1-stories` tells. */
const TICK_ON = 'UPDATE story_clock SET tick = tick + 1'
const PLACE_ANEW = `
  UPDATE tellings SET ladder_version = 0, tick = (SELECT tick FROM story_clock) WHERE key = ?1`

/** The entry as it was read; a poll may have written its next revision since. */
const AS_READ = 'entries.key = ?1 AND entries.revision = ?2 AND entries.cleanings = ?3'

const UNHIDE = `
  UPDATE entries SET withdrawn_at = source_withdrew_at, withdrawn_because = source_withdrew_because
  WHERE ${AS_READ} AND EXISTS (SELECT 1 FROM withdrawals WHERE key = ?1)`
const UNSAY = `
  DELETE FROM withdrawals WHERE key = ?1 AND EXISTS (SELECT 1 FROM entries WHERE ${AS_READ})`
const FILE = `
  INSERT OR REPLACE INTO entry_topics (topic, sort_at, key, evidence)
  SELECT m.value ->> 'slug', entries.sort_at, entries.key, m.value -> 'evidence'
  FROM entries, json_each(?4) m WHERE ${AS_READ}`
const MARK_JOINED = `
  UPDATE streams SET version = version + 1, changed_at = ?2 WHERE ${IS_SHOWN} AND (${STREAMS})`

export function d1Withdrawals(db: D1Database): WithdrawalStore {
  return {
    /** One batch, which is one transaction. */
    async withdraw(key, because, now) {
      await db.batch([
        db.prepare(MARK_LEFT).bind(key, now),
        db.prepare(WITHDRAW).bind(key, now, because),
        db.prepare(UNFILE).bind(key),
        db.prepare(HIDE).bind(key),
        db.prepare(TICK_ON),
        db.prepare(PLACE_ANEW).bind(key),
      ])
    },

    async restorable(key) {
      const row = await db
        .prepare(
          'SELECT key, source, revision, cleanings, head, content FROM entries WHERE key = ?',
        )
        .bind(key)
        .first()
      if (row === null) return undefined
      const { head, content, ...entry } = v.parse(RestorableRow, row)
      return { ...entry, content: { ...head, ...(content !== null && { content }) } }
    },

    async restore({ key, revision, cleanings }, topics, now) {
      const asRead = [key, revision, cleanings]
      const results = await db.batch([
        db.prepare(UNHIDE).bind(...asRead),
        db.prepare(UNSAY).bind(...asRead),
        db.prepare(FILE).bind(...asRead, JSON.stringify(topics)),
        db.prepare(MARK_JOINED).bind(key, now),
        db.prepare(TICK_ON),
        db.prepare(PLACE_ANEW).bind(key),
      ])
      return (results[1]?.meta.changes ?? 0) > 0
    },
  }
}
