import * as v from 'valibot'
import { NewsroomMetadata, type Newsroom } from '../domain/newsroom.ts'
import type { NewsroomStore, OwnEntryStore } from '../domain/store.ts'
import { Topic } from '../domain/topic.ts'
import { ADOPT_ENTRIES } from './d1-sources.ts'

/** Definitions are read with the schemas of their files, so that a row is held to what a file is. */
const SettingsRow = v.object({ settings: v.pipe(v.string(), v.parseJson(), NewsroomMetadata) })
const TopicRow = v.object({
  slug: v.string(),
  definition: v.pipe(v.string(), v.parseJson(), Topic),
})
const StreamRow = v.object({ changed_at: v.string() })
const VersionsRow = v.object({ versions: v.string() })
const EndedRows = v.array(v.object({ slug: v.string(), ended_at: v.string() }))
const SlugRows = v.array(v.object({ slug: v.string() }))

const slugsOf = (result: D1Result | undefined) =>
  v.parse(SlugRows, result?.results ?? []).map(({ slug }) => slug)

/** What our feeds show of the newsroom itself is in all of them. */
const WRITE_SETTINGS = `
  INSERT INTO newsroom (one, settings, changed_at) VALUES (1, ?1, ?2)
  ON CONFLICT (one) DO UPDATE SET settings = excluded.settings, changed_at = excluded.changed_at
  WHERE newsroom.settings <> excluded.settings RETURNING 'all' AS slug`

const WRITE_TOPICS = `
  INSERT INTO topics (slug, definition, changed_at)
  SELECT value ->> 'slug', value, ?2 FROM json_each(?1) WHERE true
  ON CONFLICT (slug) DO UPDATE SET definition = excluded.definition, changed_at = excluded.changed_at
  WHERE topics.definition <> excluded.definition RETURNING slug`

const DROP_TOPICS = `
  DELETE FROM topics WHERE slug NOT IN (SELECT value ->> 'slug' FROM json_each(?1)) RETURNING slug`

const UNFILE_DROPPED = `
  DELETE FROM entry_topics WHERE topic NOT IN (SELECT value ->> 'slug' FROM json_each(?1))`

const WRITE_STREAMS = `
  INSERT INTO streams (slug, version, changed_at)
  SELECT slug, 1, changed_at FROM topics UNION ALL SELECT 'all', 1, changed_at FROM newsroom WHERE true
  ON CONFLICT (slug) DO UPDATE SET
    version = version + 1, changed_at = excluded.changed_at, ended_at = NULL
  WHERE (streams.changed_at < excluded.changed_at AND excluded.changed_at = ?1)
     OR streams.ended_at IS NOT NULL`

/** Its readers come back, and are told for ever. */
const END_STREAMS = `
  UPDATE streams SET version = version + 1, ended_at = ?1
  WHERE ended_at IS NULL AND slug <> 'all' AND slug NOT IN (SELECT slug FROM topics)`

const ENDED = `
  SELECT slug, ended_at FROM streams
  WHERE ended_at IS NOT NULL AND slug IN (SELECT value FROM json_each(?1))`

const VERSIONS = `
  SELECT stamp || ' ' || sources_version || ' ' ||
    (SELECT json_group_object(slug, version ORDER BY slug) FROM streams
     WHERE slug IN (SELECT value FROM json_each(?1))) AS versions
  FROM newsroom`

/** Whether a source that is declared again was already declared with this address, and is polled. */
const IS_SAME_ADDRESS = `
  sources.settings ->> 'url' = excluded.url AND sources.retired_at IS NULL`

/**
 * A source keeps what it learned, its new address among it when it has moved since it was declared.
 * One that is declared with another address is asked there at once, and what the old one taught is
 * forgotten.
 */
const WRITE_SOURCES = `
  INSERT INTO sources (slug, url, first_url, settings, managed_by, changed_at, next_poll_at, because)
  SELECT value ->> 'slug', value ->> 'url', value ->> 'url', value, 'data', ?2, ?2, 'it is new'
  FROM json_each(?1) WHERE true
  ON CONFLICT (slug) DO UPDATE SET
    url = CASE WHEN ${IS_SAME_ADDRESS} THEN sources.url ELSE excluded.url END,
    settings = excluded.settings, managed_by = 'data',
    changed_at = CASE WHEN sources.settings = excluded.settings THEN sources.changed_at ELSE ?2 END,
    next_poll_at = CASE WHEN ${IS_SAME_ADDRESS} THEN sources.next_poll_at ELSE ?2 END,
    because = CASE WHEN ${IS_SAME_ADDRESS} THEN sources.because ELSE 'its address is new' END,
    memory = CASE WHEN ${IS_SAME_ADDRESS} THEN sources.memory ELSE '{}' END,
    failures = CASE WHEN ${IS_SAME_ADDRESS} THEN sources.failures ELSE 0 END,
    retired_at = NULL
  WHERE sources.settings <> excluded.settings OR sources.retired_at IS NOT NULL
     OR sources.managed_by <> 'data'
  RETURNING slug`

/** What the API added stays, for `data/` does not know of it, unless `data/` gives its URL another slug. */
const RETIRE_SOURCES = `
  UPDATE sources SET retired_at = ?2, because = 'it is no longer listed'
  WHERE retired_at IS NULL AND (
    (managed_by = 'data' AND slug NOT IN (SELECT value ->> 'slug' FROM json_each(?1)))
    OR EXISTS (SELECT 1 FROM json_each(?1)
               WHERE value ->> 'url' IN (url, settings ->> 'url') AND value ->> 'slug' <> slug))
  RETURNING slug`

/** Chance and not a count, for a database may be another one than the last that was asked. */
const STAMP = 'UPDATE newsroom SET stamp = lower(hex(randomblob(16)))'

const StampRow = v.object({ stamp: v.string() })

type Definitions = Awaited<ReturnType<NewsroomStore['current']>>

/** Thousands of terms are read once for each isolate, not for each request. */
let remembered: { stamp: string; definitions: Definitions } | undefined

async function definitions(db: D1Database): Promise<typeof remembered> {
  const [settings, topics] = await db.batch([
    db.prepare('SELECT stamp, settings FROM newsroom'),
    db.prepare('SELECT slug, definition FROM topics ORDER BY slug'),
  ])
  const [row] = settings?.results ?? []
  if (row === undefined) return undefined
  return {
    stamp: v.parse(StampRow, row).stamp,
    definitions: {
      newsroom: v.parse(SettingsRow, row).settings,
      topics: v.parse(v.array(TopicRow), topics?.results).map(({ definition }) => definition),
    },
  }
}

export function d1Newsroom(db: D1Database): NewsroomStore & OwnEntryStore {
  return {
    async current() {
      const row = await db.prepare('SELECT stamp FROM newsroom').first()
      if (row === null) return undefined
      const { stamp } = v.parse(StampRow, row)
      if (remembered?.stamp !== stamp) remembered = await definitions(db)
      return remembered?.definitions
    },

    async changedAt(slugs) {
      const row = await db
        .prepare(
          `SELECT max(changed_at) AS changed_at FROM (
             SELECT changed_at FROM streams WHERE slug IN (SELECT value FROM json_each(?))
             UNION ALL SELECT changed_at FROM newsroom)`,
        )
        .bind(JSON.stringify(slugs))
        .first()
      return v.parse(StreamRow, row).changed_at
    },

    async versions(slugs) {
      const row = await db.prepare(VERSIONS).bind(JSON.stringify(slugs)).first()
      return row === null ? undefined : v.parse(VersionsRow, row).versions
    },

    async ended(slugs) {
      const { results } = await db.prepare(ENDED).bind(JSON.stringify(slugs)).all()
      return v.parse(EndedRows, results).map(({ slug, ended_at: endedAt }) => ({ slug, endedAt }))
    },

    async apply({ newsroom, topics, sources }: Newsroom, now) {
      const topicList = JSON.stringify(topics)
      const sourceList = JSON.stringify(sources)
      const results = await db.batch([
        db.prepare(WRITE_SETTINGS).bind(JSON.stringify(newsroom), now),
        db.prepare(WRITE_TOPICS).bind(topicList, now),
        db.prepare(DROP_TOPICS).bind(topicList),
        db.prepare(RETIRE_SOURCES).bind(sourceList, now),
        db.prepare(WRITE_SOURCES).bind(sourceList, now),
        db.prepare(ADOPT_ENTRIES),
        db.prepare(UNFILE_DROPPED).bind(topicList),
        db.prepare(WRITE_STREAMS).bind(now),
        db.prepare(STAMP),
        db.prepare(END_STREAMS).bind(now),
      ])
      return {
        topics: [...slugsOf(results[1]), ...slugsOf(results[2])],
        sources: slugsOf(results[4]),
        retiredSources: slugsOf(results[3]),
      }
    },

    async withdrawOthers(keys, because, now) {
      const gone = `source IS NULL AND withdrawn_at IS NULL
                    AND key NOT IN (SELECT value FROM json_each(?1))`
      const list = JSON.stringify(keys)
      const results = await db.batch([
        db
          .prepare(
            `UPDATE streams SET version = version + 1, changed_at = ?2 WHERE slug IN (
               SELECT topic FROM entry_topics WHERE key IN (SELECT key FROM entries WHERE ${gone}))
             OR (slug = 'all' AND EXISTS (SELECT 1 FROM entries WHERE ${gone}))`,
          )
          .bind(list, now),
        db
          .prepare(`DELETE FROM entry_topics WHERE key IN (SELECT key FROM entries WHERE ${gone})`)
          .bind(list),
        db
          .prepare(
            `UPDATE entries SET withdrawn_at = ?2, withdrawn_because = ?3 WHERE ${gone}
             RETURNING key AS slug`,
          )
          .bind(list, now, because),
      ])
      return slugsOf(results[2])
    },
  }
}
