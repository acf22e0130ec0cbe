import * as v from 'valibot'
import type { AuditStore, CounterStore } from '../domain/audit.ts'
import { jsonColumn } from './json-column.ts'

const Row = v.object({
  id: v.number(),
  at: v.string(),
  who: v.picklist(['token', 'desk', 'files']),
  address: v.nullable(v.string()),
  method: v.string(),
  path: v.string(),
  what: v.string(),
  status: v.nullable(v.number()),
  detail: jsonColumn<Record<string, unknown>>(),
})

const BEGIN = `
  INSERT INTO audit (at, who, address, method, path, what, detail)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`

const LATEST = `SELECT * FROM audit WHERE ?2 IS NULL OR id < ?2 ORDER BY id DESC LIMIT ?1`

export function d1Audit(db: D1Database): AuditStore {
  return {
    async begin({ at, who, address, method, path, what, detail }) {
      const { meta } = await db
        .prepare(BEGIN)
        .bind(at, who, address, method, path, what, JSON.stringify(detail))
        .run()
      return meta.last_row_id
    },

    async end(id, status, detail) {
      await db
        .prepare('UPDATE audit SET status = ?2, detail = ?3 WHERE id = ?1')
        .bind(id, status, JSON.stringify(detail))
        .run()
    },

    async latest(limit, before) {
      const { results } = await db
        .prepare(LATEST)
        .bind(limit, before ?? null)
        .all()
      return v.parse(v.array(Row), results)
    },

    async forget(before) {
      await db.prepare('DELETE FROM audit WHERE at < ?').bind(before).run()
    },
  }
}

/** Adds ?2 to what is counted under ?1. */
export const ADD_TO_COUNTER = `
  INSERT INTO counters (name, value) VALUES (?1, ?2)
  ON CONFLICT (name) DO UPDATE SET value = value + excluded.value`

export function d1Counters(db: D1Database): CounterStore {
  return {
    async add(name, count) {
      await db.prepare(ADD_TO_COUNTER).bind(name, count).run()
    },
  }
}
