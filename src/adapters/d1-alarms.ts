import * as v from 'valibot'
import type { AlarmStore, AlertOutbox, OutgoingAlert } from '../domain/alert.ts'
import { ADD_TO_COUNTER } from './d1-audit.ts'

/** The one who raised it is known by the id of its alert. */
const RAISE = `INSERT OR IGNORE INTO alarms (name, since, alert) VALUES (?1, ?2, ?3)`
const SEND_IF_OURS = `
  INSERT INTO alerts (id, at, payload, next_attempt_at) SELECT ?2, ?3, ?4, ?3
  WHERE EXISTS (SELECT 1 FROM alarms WHERE name = ?1 AND alert = ?2)`
const SEND_IF_RAISED = `
  INSERT INTO alerts (id, at, payload, next_attempt_at) SELECT ?2, ?3, ?4, ?3
  WHERE EXISTS (SELECT 1 FROM alarms WHERE name = ?1)`
const CLEAR = `DELETE FROM alarms WHERE name = ?1`

const ENDED = `
  SELECT slug FROM sources
  WHERE retired_at IS NULL AND state = 'ended'
    AND NOT EXISTS (SELECT 1 FROM alarms WHERE name = 'ended:' || slug)
  ORDER BY slug LIMIT ?1`
/** One that was removed is told of when it is added again, if ever. */
const RETURNED = `
  SELECT s.slug FROM alarms a JOIN sources s ON s.slug = substr(a.name, 7)
  WHERE a.name >= 'ended:' AND a.name < 'ended;' AND s.state <> 'ended' AND s.retired_at IS NULL
  ORDER BY s.slug LIMIT ?1`

const Slugs = v.array(v.object({ slug: v.string() }))

export function d1Alarms(db: D1Database): AlarmStore {
  const send = (sql: string, name: string, alert: OutgoingAlert | undefined) =>
    alert === undefined ? [] : [db.prepare(sql).bind(name, alert.id, alert.at, alert.payload)]
  return {
    async isRaised(name) {
      return (await db.prepare('SELECT 1 FROM alarms WHERE name = ?').bind(name).first()) !== null
    },

    async raised() {
      const { results } = await db
        .prepare(`SELECT name FROM alarms WHERE name < 'ended:' OR name >= 'ended;'`)
        .all()
      return new Set(
        v.parse(v.array(v.object({ name: v.string() })), results).map(({ name }) => name),
      )
    },

    /** Of two polls that see it at the same time one alone raises it. */
    async raise(name, now, alert) {
      const [raised] = await db.batch([
        db.prepare(RAISE).bind(name, now, alert?.id ?? null),
        ...send(SEND_IF_OURS, name, alert),
      ])
      return (raised?.meta.changes ?? 0) > 0
    },

    async clear(name, alert) {
      const answers = await db.batch([
        ...send(SEND_IF_RAISED, name, alert),
        db.prepare(CLEAR).bind(name),
      ])
      return (answers.at(-1)?.meta.changes ?? 0) > 0
    },

    async endings(limit) {
      const [ended, returned] = await db.batch([
        db.prepare(ENDED).bind(limit),
        db.prepare(RETURNED).bind(limit),
      ])
      const slugs = (rows: unknown) => v.parse(Slugs, rows).map(({ slug }) => slug)
      return { ended: slugs(ended?.results), returned: slugs(returned?.results) }
    },
  }
}

const AlertRow = v.object({
  id: v.string(),
  at: v.string(),
  payload: v.string(),
  attempts: v.number(),
})

const CLAIM = `
  UPDATE alerts SET next_attempt_at = ?2
  WHERE id IN (SELECT id FROM alerts WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at LIMIT ?3)
  RETURNING id`

export function d1AlertOutbox(db: D1Database): AlertOutbox {
  return {
    async add({ id, at, payload }, nextAttemptAt) {
      await db
        .prepare('INSERT INTO alerts (id, at, payload, next_attempt_at) VALUES (?, ?, ?, ?)')
        .bind(id, at, payload, nextAttemptAt)
        .run()
    },

    async claim(now, until, limit) {
      const { results } = await db.prepare(CLAIM).bind(now, until, limit).all()
      return v.parse(v.array(v.object({ id: v.string() })), results).map(({ id }) => id)
    },

    async byId(id) {
      const row = await db
        .prepare('SELECT id, at, payload, attempts FROM alerts WHERE id = ?')
        .bind(id)
        .first()
      return row === null ? undefined : v.parse(AlertRow, row)
    },

    async postpone(id, nextAttemptAt) {
      await db
        .prepare('UPDATE alerts SET attempts = attempts + 1, next_attempt_at = ?2 WHERE id = ?1')
        .bind(id, nextAttemptAt)
        .run()
    },

    async close(id, as) {
      await db.batch([
        db.prepare('DELETE FROM alerts WHERE id = ?').bind(id),
        db
          .prepare(ADD_TO_COUNTER)
          .bind(as === 'delivered' ? 'alerts_delivered' : 'alerts_given_up', 1),
      ])
    },
  }
}
