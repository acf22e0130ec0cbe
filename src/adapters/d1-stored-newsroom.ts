import * as v from 'valibot'
import { NewsroomMetadata } from '../domain/newsroom.ts'
import type { StoredNewsroom } from '../domain/newsroom-difference.ts'
import { OwnEntry } from '../domain/own-entry.ts'
import type { SourceSettings } from '../domain/source.ts'
import { gazetteersOf, SELECT_GAZETTEERS, SELECT_TOPICS, TopicRow } from './d1-definitions.ts'
import { jsonColumn } from './json-column.ts'

const ManagedBy = v.picklist(['data', 'api'])
const SettingsRow = v.object({ settings: v.pipe(v.string(), v.parseJson(), NewsroomMetadata) })
const SourceRow = v.object({
  url: v.string(),
  settings: jsonColumn<SourceSettings>(),
  managed_by: ManagedBy,
})
const OwnRow = v.object({
  slug: v.string(),
  definition: v.nullable(v.pipe(v.string(), v.parseJson(), OwnEntry)),
  managed_by: ManagedBy,
})

/** All that `data/` could change, as it is at one moment. */
export async function d1StoredNewsroom(db: D1Database): Promise<StoredNewsroom> {
  const [settings, topics, gazetteers, sources, entries] = await db.batch([
    db.prepare('SELECT settings FROM newsroom'),
    db.prepare(`${SELECT_TOPICS} ORDER BY slug`),
    db.prepare(SELECT_GAZETTEERS),
    db.prepare(
      'SELECT url, settings, managed_by FROM sources WHERE retired_at IS NULL ORDER BY slug',
    ),
    // Without what is gone already and only waits to be withdrawn.
    db.prepare(
      `SELECT slug, definition, managed_by FROM own_entries
       WHERE definition IS NOT NULL OR due_at IS NULL ORDER BY slug`,
    ),
  ])
  const [row] = settings?.results ?? []
  const topicRows = v.parse(v.array(TopicRow), topics?.results)
  const needed = new Set(
    topicRows.flatMap(({ definition, managed_by }) =>
      managed_by === 'api'
        ? Object.values(definition.groups).flatMap(({ gazetteer }) => gazetteer ?? [])
        : [],
    ),
  )
  return {
    newsroom: row === undefined ? undefined : v.parse(SettingsRow, row).settings,
    topics: topicRows.map(({ definition, managed_by: managedBy }) => ({ definition, managedBy })),
    gazetteers: gazetteersOf(gazetteers?.results).map((definition) => ({
      definition,
      isNeeded: needed.has(definition.slug),
    })),
    sources: v.parse(v.array(SourceRow), sources?.results).map((source) => ({
      url: source.url,
      definition: source.settings,
      managedBy: source.managed_by,
    })),
    entries: v.parse(v.array(OwnRow), entries?.results).map((entry) => ({
      slug: entry.slug,
      definition: entry.definition,
      managedBy: entry.managed_by,
    })),
  }
}
