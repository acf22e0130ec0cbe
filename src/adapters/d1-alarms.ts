import type { AlarmStore } from '../domain/store.ts'

export function d1Alarms(db: D1Database): AlarmStore {
  return {
    async isRaised(name) {
      return (await db.prepare('SELECT 1 FROM alarms WHERE name = ?').bind(name).first()) !== null
    },

    /** Of two polls that see it at the same time one alone raises it. */
    async raise(name, now) {
      const { meta } = await db
        .prepare('INSERT OR IGNORE INTO alarms (name, since) VALUES (?, ?)')
        .bind(name, now)
        .run()
      return meta.changes > 0
    },

    async clear(name) {
      await db.prepare('DELETE FROM alarms WHERE name = ?').bind(name).run()
    },
  }
}
