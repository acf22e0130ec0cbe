import * as v from 'valibot'
import { ruleDigest } from '../classify/rule-digest.ts'
import type { Gazetteer } from '../domain/gazetteer.ts'
import { NewsroomMetadata, type Newsroom } from '../domain/newsroom.ts'
import type { Definitions, NewsroomStore, StreamChanges } from '../domain/store.ts'
import type { Topic } from '../domain/topic.ts'
import {
  END_OTHER_RUNS,
  filedBy,
  gazetteersOf,
  newlyFiledBy,
  SELECT_GAZETTEERS,
  SELECT_TOPICS,
  STAMP,
  topicsOf,
} from './d1-definitions.ts'
import { ownEntryStatements } from './d1-own-entries.ts'
import { ADOPT_ENTRIES } from './d1-sources.ts'
import { jsonColumn } from './json-column.ts'

const SettingsRow = v.object({ settings: v.pipe(v.string(), v.parseJson(), NewsroomMetadata) })
const ChangesRow = v.object({
  changed_at: v.string(),
  removals: jsonColumn<StreamChanges['removals']>(),
})
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

const WRITE_GAZETTEERS = `
  INSERT OR REPLACE INTO gazetteers (slug, definition)
  SELECT value ->> 'slug', value FROM json_each(?1)`

/** One that a topic of the API's refers to stays. */
const DROP_GAZETTEERS = `
  DELETE FROM gazetteers WHERE slug NOT IN (SELECT value ->> 'slug' FROM json_each(?1))
    AND slug NOT IN (SELECT g.value ->> 'gazetteer' FROM topics, json_each(definition, '$.groups') g
                     WHERE g.value ->> 'gazetteer' IS NOT NULL)`

const WRITE_TOPICS = `
  INSERT INTO topics (slug, definition, rule, filed_by, changed_at)
  SELECT value ->> '$.topic.slug', value -> 'topic', value ->> 'rule',
    ${newlyFiledBy("value ->> 'rule'")}, ?2 FROM json_each(?1) WHERE true
  ON CONFLICT (slug) DO UPDATE SET
    definition = excluded.definition, rule = excluded.rule, managed_by = 'data',
    filed_by = ${filedBy('excluded.rule')},
    changed_at = CASE WHEN definition = excluded.definition THEN changed_at ELSE ?2 END
  WHERE topics.definition <> excluded.definition OR topics.rule <> excluded.rule
     OR topics.managed_by <> 'data'
  RETURNING slug`

/** What the API added stays, for `data/` does not know of it. */
const DROP_TOPICS = `
  DELETE FROM topics WHERE managed_by = 'data'
    AND slug NOT IN (SELECT value ->> '$.topic.slug' FROM json_each(?1)) RETURNING slug`

/** A gazetteer that changed changes the rules of those topics as well. */
const RENEW_RULES = `
  UPDATE topics SET rule = n.value ->> 'rule', filed_by = ${filedBy("n.value ->> 'rule'")} FROM json_each(?1) n
  WHERE slug = n.value ->> '$.topic.slug' AND rule <> n.value ->> 'rule' RETURNING slug`

/** What is told of an entry is all its topics, so the feeds it stays in have changed as well. */
const MARK_DROPPED = `
  UPDATE streams SET version = version + 1, changed_at = ?1
  WHERE EXISTS (SELECT 1 FROM entry_topics WHERE topic NOT IN (SELECT slug FROM topics))
    AND (slug = 'all' OR slug IN (
      SELECT other.topic FROM entry_topics t JOIN entry_topics other ON other.key = t.key
      WHERE t.topic NOT IN (SELECT slug FROM topics)))`

const UNFILE_DROPPED = `DELETE FROM entry_topics WHERE topic NOT IN (SELECT slug FROM topics)`

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

const CHANGES = `
  SELECT max(changed_at) AS changed_at,
    (SELECT json_group_array(json_object('sortAt', sort_at, 'at', at)) FROM removals
     WHERE slug IN (SELECT value FROM json_each(?1))) AS removals
  FROM (
    SELECT changed_at FROM streams WHERE slug IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT changed_at FROM newsroom)`

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

const StampRow = v.object({ stamp: v.string() })

/** Thousands of terms are read once for each isolate, not for each request. */
let remembered: { stamp: string; definitions: Definitions } | undefined

async function definitions(db: D1Database): Promise<typeof remembered> {
  const [settings, topics, gazetteers] = await db.batch([
    db.prepare('SELECT stamp, settings FROM newsroom'),
    db.prepare(`${SELECT_TOPICS} ORDER BY slug`),
    db.prepare(SELECT_GAZETTEERS),
  ])
  const [row] = settings?.results ?? []
  if (row === undefined) return undefined
  return {
    stamp: v.parse(StampRow, row).stamp,
    definitions: {
      newsroom: v.parse(SettingsRow, row).settings,
      topics: topicsOf(topics?.results),
      gazetteers: gazetteersOf(gazetteers?.results),
    },
  }
}

/** Each topic with the digest of its rule. */
const withRules = (topics: readonly Topic[], gazetteers: readonly Gazetteer[]) =>
  topics.map((topic) => ({ topic, rule: ruleDigest(topic, gazetteers) }))

/** What stays in place whatever `data/` says: the API's topics, and the places they may refer to. */
async function others(db: D1Database) {
  const [topics, gazetteers] = await db.batch([
    db.prepare(`${SELECT_TOPICS} WHERE managed_by = 'api'`),
    db.prepare(SELECT_GAZETTEERS),
  ])
  return { topics: topicsOf(topics?.results), gazetteers: gazetteersOf(gazetteers?.results) }
}

export function d1Newsroom(db: D1Database): NewsroomStore {
  return {
    async current() {
      const row = await db.prepare('SELECT stamp FROM newsroom').first()
      if (row === null) return undefined
      const { stamp } = v.parse(StampRow, row)
      if (remembered?.stamp !== stamp) remembered = await definitions(db)
      return remembered?.definitions
    },

    async changes(slugs) {
      const row = v.parse(ChangesRow, await db.prepare(CHANGES).bind(JSON.stringify(slugs)).first())
      return { changedAt: row.changed_at, removals: row.removals }
    },

    async versions(slugs) {
      const row = await db.prepare(VERSIONS).bind(JSON.stringify(slugs)).first()
      return row === null ? undefined : v.parse(VersionsRow, row).versions
    },

    async ended(slugs) {
      const { results } = await db.prepare(ENDED).bind(JSON.stringify(slugs)).all()
      return v.parse(EndedRows, results).map(({ slug, ended_at: endedAt }) => ({ slug, endedAt }))
    },

    async apply({ newsroom, topics, gazetteers: given, sources, entries }: Newsroom, now) {
      const there = await others(db)
      const kept = there.gazetteers.filter(
        ({ slug }) => !given?.some((other) => other.slug === slug),
      )
      const gazetteers = [...(given ?? []), ...kept]
      const topicList = JSON.stringify(withRules(topics, gazetteers))
      const otherList = JSON.stringify(withRules(there.topics, gazetteers))
      const gazetteerList = JSON.stringify(given ?? there.gazetteers)
      const sourceList = JSON.stringify(sources)
      const settings = JSON.stringify(newsroom)
      const own = ownEntryStatements(db, entries, settings, now)
      const results = await db.batch([
        ...own,
        db.prepare(WRITE_SETTINGS).bind(settings, now),
        db.prepare(WRITE_TOPICS).bind(topicList, now),
        db.prepare(DROP_TOPICS).bind(topicList),
        db.prepare(RENEW_RULES).bind(otherList),
        db.prepare(WRITE_GAZETTEERS).bind(gazetteerList),
        db.prepare(DROP_GAZETTEERS).bind(gazetteerList),
        db.prepare(RETIRE_SOURCES).bind(sourceList, now),
        db.prepare(WRITE_SOURCES).bind(sourceList, now),
        db.prepare(ADOPT_ENTRIES),
        db.prepare(MARK_DROPPED).bind(now),
        db.prepare(UNFILE_DROPPED),
        db.prepare(WRITE_STREAMS).bind(now),
        db.prepare(STAMP),
        db.prepare(END_OTHER_RUNS),
        db.prepare(END_STREAMS).bind(now),
      ])
      const told = results.slice(own.length)
      return {
        topics: [1, 2, 3].flatMap((index) => slugsOf(told[index])),
        sources: slugsOf(told[7]),
        retiredSources: slugsOf(told[6]),
      }
    },
  }
}
