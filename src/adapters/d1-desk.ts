import * as v from 'valibot'
import {
  type BoundedCount,
  EVERYBODY,
  type GuessStore,
  type KeptEntriesStore,
  type SessionStore,
} from '../domain/desk-store.ts'

export function d1Sessions(db: D1Database): SessionStore {
  return {
    async begin(digest, now, endsAt) {
      await db.batch([
        db.prepare('DELETE FROM sessions WHERE ends_at <= ?').bind(now),
        db.prepare('INSERT INTO sessions VALUES (?, ?, ?)').bind(digest, now, endsAt),
      ])
    },

    async isOpen(digest, now) {
      const row = await db
        .prepare('SELECT 1 FROM sessions WHERE digest = ? AND ends_at > ?')
        .bind(digest, now)
        .first()
      return row !== null
    },

    async end(digest) {
      await db.prepare('DELETE FROM sessions WHERE digest = ?').bind(digest).run()
    },
  }
}

const GuessesRow = v.object({
  address: v.string(),
  wrong: v.number(),
  last_at: v.string(),
  trusted_until: v.nullable(v.string()),
})

const COUNT = `
  INSERT INTO guesses (address, wrong, last_at) VALUES (?1, ?2 + 1, ?3)
  ON CONFLICT (address) DO UPDATE SET wrong = ?2 + 1, last_at = ?3 WHERE wrong = ?2
  RETURNING wrong`

export function d1Guesses(db: D1Database): GuessStore {
  return {
    async of(addresses) {
      const { results } = await db
        .prepare('SELECT * FROM guesses WHERE address IN (SELECT value FROM json_each(?))')
        .bind(JSON.stringify(addresses))
        .all()
      return new Map(
        v
          .parse(v.array(GuessesRow), results)
          .map(({ address, wrong, last_at: lastAt, trusted_until: trustedUntil }) => [
            address,
            { wrong, lastAt, trustedUntil },
          ]),
      )
    },

    async count(address, seen, now) {
      const row = await db
        .prepare(COUNT)
        .bind(address, seen?.wrong ?? 0, now)
        .first()
      return row !== null
    },

    async forgive(address, now, trustedUntil) {
      await db.batch([
        db
          .prepare(
            `INSERT INTO guesses VALUES (?1, 0, ?2, ?3)
             ON CONFLICT (address) DO UPDATE SET wrong = 0, trusted_until = ?3`,
          )
          .bind(address, now, trustedUntil),
        db
          .prepare('UPDATE guesses SET wrong = max(wrong - 1, 0) WHERE address = ?')
          .bind(EVERYBODY),
      ])
    },

    async forget(lastBefore, now) {
      await db
        .prepare(
          'DELETE FROM guesses WHERE last_at < ? AND (trusted_until IS NULL OR trusted_until <= ?)',
        )
        .bind(lastBefore, now)
        .run()
    },
  }
}

const CountRow = v.object({ entries: v.number() })
const TopicRow = v.object({ slug: v.string(), entries: v.number() })

const COUNT_OF = `
  SELECT count(*) AS entries FROM (SELECT 1 FROM entries WHERE source = ?1 LIMIT ?2)`

const TOPICS_OF = `
  SELECT topic AS slug, count(*) AS entries
  FROM (SELECT key FROM entries WHERE source = ?1 ORDER BY sort_at DESC LIMIT ?2)
  JOIN entry_topics USING (key) GROUP BY topic`

/** By the index of what is shown: of a day it reads that day. */
const SHOWN_SINCE = `
  SELECT count(*) AS entries FROM entries
  WHERE lead IS NULL AND withdrawn_at IS NULL AND sort_at > ?`

const FILED = `
  SELECT count(*) AS entries FROM (SELECT 1 FROM entry_topics WHERE topic = ?1 LIMIT ?2)`

export function d1KeptEntries(db: D1Database): KeptEntriesStore {
  async function boundedCount(sql: string, of: string, most: number): Promise<BoundedCount> {
    const row = await db
      .prepare(sql)
      .bind(of, most + 1)
      .first()
    const { entries } = v.parse(CountRow, row)
    return { count: Math.min(entries, most), isMore: entries > most }
  }
  return {
    countOf: (source, most) => boundedCount(COUNT_OF, source, most),

    filedUnder: (topic, most) => boundedCount(FILED, topic, most),

    async topicsOf(source, latest) {
      const { results } = await db.prepare(TOPICS_OF).bind(source, latest).all()
      return v.parse(v.array(TopicRow), results)
    },

    async shownSince(moment) {
      const row = await db.prepare(SHOWN_SINCE).bind(moment).first()
      return v.parse(CountRow, row).entries
    },
  }
}
