import * as v from 'valibot'
import type { CleanHtml } from '../domain/entry.ts'
import type { RevisionStore } from '../domain/revision.ts'

// Written by the sanitiser, the only way into these columns.
const Html = v.nullable(v.custom<CleanHtml>((value) => typeof value === 'string'))

const RevisionRow = v.object({
  revision: v.number(),
  changed_at: v.string(),
  title: v.nullable(v.string()),
  summary: Html,
  content: Html,
})

export const d1Revisions = (db: D1Database): RevisionStore => ({
  async revisions(key, limit) {
    const { results } = await db
      .prepare(
        `SELECT revision, changed_at, head ->> 'title' AS title, head ->> 'summary' AS summary, content
         FROM revisions WHERE key = ?1 ORDER BY revision DESC LIMIT ?2`,
      )
      .bind(key, limit)
      .all()
    return v.parse(v.array(RevisionRow), results).map((row) => ({
      revision: row.revision,
      changedAt: row.changed_at,
      title: row.title ?? '',
      summary: row.summary ?? undefined,
      content: row.content ?? undefined,
    }))
  },
})
