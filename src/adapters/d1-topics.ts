import * as v from 'valibot'
import { ruleDigest } from '../classify/rule-digest.ts'
import type { StoredTopic, TopicStore } from '../domain/topic-store.ts'
import {
  END_OTHER_RUNS,
  filedBy,
  gazetteersOf,
  newlyFiledBy,
  SELECT_GAZETTEERS,
  SELECT_TOPICS,
  STAMP,
  TopicRow,
} from './d1-definitions.ts'

const WRITE = `
  INSERT INTO topics (slug, definition, rule, filed_by, managed_by, changed_at)
  VALUES (?1, ?2, ?3, ${newlyFiledBy('?3')}, 'api', ?4)
  ON CONFLICT (slug) DO UPDATE SET
    definition = excluded.definition, rule = excluded.rule,
    filed_by = ${filedBy('?3')},
    changed_at = CASE WHEN definition = excluded.definition THEN changed_at ELSE ?4 END`

/** What feeds tell of the topic itself is new as well. */
const MARK_STREAM = `
  INSERT INTO streams (slug, version, changed_at) VALUES (?1, 1, ?2)
  ON CONFLICT (slug) DO UPDATE SET version = version + 1, changed_at = ?2, ended_at = NULL`

/** Those that its entries are in too tell their readers of it. */
const MARK_OTHERS = `
  UPDATE streams SET version = version + 1, changed_at = ?2 WHERE slug = 'all' OR slug IN (
    SELECT other.topic FROM entry_topics t JOIN entry_topics other ON other.key = t.key
    WHERE t.topic = ?1 AND other.topic <> ?1)`

/** Its own stays, to say that it ended. */
const END_STREAM = `
  UPDATE streams SET version = version + 1, ended_at = ?2 WHERE slug = ?1 AND ended_at IS NULL`

const toStored = (row: v.InferOutput<typeof TopicRow>): StoredTopic => ({
  topic: row.definition,
  managedBy: row.managed_by,
  isFiled: row.is_filed === 1,
})

export function d1Topics(db: D1Database): TopicStore {
  const gazetteers = async () => gazetteersOf((await db.prepare(SELECT_GAZETTEERS).all()).results)

  return {
    gazetteers,

    async page(after, limit) {
      const { results } = await db
        .prepare(`${SELECT_TOPICS} WHERE slug > ? ORDER BY slug LIMIT ?`)
        .bind(after, limit + 1)
        .all()
      const topics = v.parse(v.array(TopicRow), results.slice(0, limit)).map(toStored)
      return { topics, next: results.length > limit ? (topics.at(-1)?.topic.slug ?? null) : null }
    },

    async bySlug(slug) {
      const row = await db.prepare(`${SELECT_TOPICS} WHERE slug = ?`).bind(slug).first()
      return row === null ? undefined : toStored(v.parse(TopicRow, row))
    },

    async put(topic, now) {
      const rule = ruleDigest(topic, await gazetteers())
      await db.batch([
        db.prepare(WRITE).bind(topic.slug, JSON.stringify(topic), rule, now),
        db.prepare(MARK_STREAM).bind(topic.slug, now),
        db.prepare(STAMP),
        db.prepare(END_OTHER_RUNS),
      ])
    },

    async remove(slug, now) {
      // What is told of it would move the feeds of others, for nothing.
      if (!(await db.prepare('SELECT 1 FROM topics WHERE slug = ?').bind(slug).first()))
        return false
      const results = await db.batch([
        db.prepare(MARK_OTHERS).bind(slug, now),
        db.prepare(END_STREAM).bind(slug, now),
        db.prepare('DELETE FROM entry_topics WHERE topic = ?').bind(slug),
        db.prepare('DELETE FROM topics WHERE slug = ?').bind(slug),
        db.prepare(STAMP),
        db.prepare(END_OTHER_RUNS),
      ])
      return (results[3]?.meta.changes ?? 0) > 0
    },
  }
}
