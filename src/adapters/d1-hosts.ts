import * as v from 'valibot'
import type { HostStore } from '../domain/store.ts'

const HostRow = v.object({ host: v.string(), not_before: v.string(), because: v.string() })

export function d1Hosts(db: D1Database): HostStore {
  return {
    async waiting(host, now) {
      const row = await db
        .prepare('SELECT * FROM hosts WHERE host = ? AND not_before > ?')
        .bind(host, now)
        .first()
      if (row === null) return undefined
      const { not_before: notBefore, because } = v.parse(HostRow, row)
      return { host, notBefore, because }
    },
  }
}
