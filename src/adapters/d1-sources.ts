import * as v from 'valibot'
import type { ServedSource } from '../domain/feed.ts'
import type { FeedMetadata } from '../domain/feed-metadata.ts'
import type {
  KeptValidators,
  PollMemory,
  PollReport,
  PublisherHints,
  Source,
  SourceSettings,
} from '../domain/source.ts'
import type { SourceStore } from '../domain/store.ts'
import { withoutCredentials } from '../web/credentials.ts'
import { isAbsoluteIri } from '../web/url.ts'
import { jsonColumn } from './json-column.ts'

const SourceRow = v.object({
  slug: v.string(),
  url: v.string(),
  first_url: v.string(),
  settings: jsonColumn<SourceSettings>(),
  managed_by: v.picklist(['data', 'api']),
  feed: v.nullable(jsonColumn<FeedMetadata>()),
  changed_at: v.string(),
  validators: v.nullable(jsonColumn<KeptValidators>()),
  hints: jsonColumn<PublisherHints>(),
  failures: v.number(),
  memory: jsonColumn<PollMemory>(),
  polled_at: v.nullable(v.string()),
  next_poll_at: v.string(),
  because: v.string(),
  last_report: v.nullable(jsonColumn<PollReport>()),
})

/** All of it but the history of its polls, which only its operator asks for. */
const COLUMNS = Object.keys(SourceRow.entries).join(', ')

const toSource = (row: v.InferOutput<typeof SourceRow>): Source => ({
  ...row.settings,
  slug: row.slug,
  url: row.url,
  firstUrl: row.first_url,
  managedBy: row.managed_by,
  feed: row.feed,
  changedAt: row.changed_at,
  validators: row.validators,
  hints: row.hints,
  failures: row.failures,
  memory: row.memory,
  polledAt: row.polled_at,
  nextPollAt: row.next_poll_at,
  because: row.because,
  lastReport: row.last_report,
})

/** RFC 4287 §4.2.6: an id is an IRI, whatever the publisher wrote. */
const iriOf = (id: string | undefined, address: string) =>
  id !== undefined && isAbsoluteIri(id) ? id : address

/** As the readers of our feeds are told of a source: without passwords, a private one without its address. */
function served(source: Source): ServedSource {
  const { slug, feed, changedAt, licence, credit } = source
  const address = withoutCredentials(source.url).url
  return {
    slug,
    title: source.title ?? (feed?.title || slug),
    // Of many feeds the id is the address, and a private one may carry a token.
    id: source.private ? `urn:despatch:source:${slug}` : iriOf(feed?.id, address),
    homePageUrl: source.homePageUrl ?? (source.private ? undefined : feed?.homePageUrl),
    feedUrl: source.private ? undefined : address,
    rights: feed?.rights,
    licence,
    credit,
    changedAt,
  }
}

/** Some sources, by slug, as the readers of our feeds are told of them. */
export async function servedSource(
  db: D1Database,
  slugs: readonly string[],
): Promise<Map<string, ServedSource>> {
  if (slugs.length === 0) return new Map()
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM sources WHERE slug IN (SELECT value FROM json_each(?))`)
    .bind(JSON.stringify(slugs))
    .all()
  return new Map(
    v.parse(v.array(SourceRow), results).map((row) => [row.slug, served(toSource(row))]),
  )
}

/** Written so that no entry but theirs is read: joined, SQLite looks through all that are stored. */
const adopt = (moved: string) => `
  UPDATE entries SET source = (SELECT slug FROM (${moved}) WHERE was = entries.source)
  WHERE source IN (SELECT was FROM (${moved}))`

/** A source is keyed by its URL: under a new slug it keeps what it brought under the old one. */
export const ADOPT_ENTRIES = adopt(`
  SELECT old.slug AS was, new.slug AS slug FROM sources old
  CROSS JOIN sources new ON new.first_url = old.first_url AND new.retired_at IS NULL
  WHERE old.retired_at IS NOT NULL`)

/** The same for these alone. */
const ADOPT_ENTRIES_OF = adopt(`
  SELECT old.slug AS was, new.slug AS slug FROM json_each(?1) n
  CROSS JOIN sources new ON new.slug = n.value ->> 'slug' AND new.retired_at IS NULL
  CROSS JOIN sources old ON old.first_url = new.first_url AND old.retired_at IS NOT NULL`)

/** One that comes back to the address it had is the source it was. */
const ADD = `
  INSERT INTO sources (slug, url, first_url, settings, managed_by, changed_at, next_poll_at, because)
  SELECT value ->> 'slug', value ->> 'url', value ->> 'url', value, ?2, ?3, ?3, 'it is new'
  FROM json_each(?1) WHERE true
  ON CONFLICT (slug) DO UPDATE SET
    url = excluded.url, settings = excluded.settings, managed_by = excluded.managed_by,
    changed_at = excluded.changed_at, next_poll_at = excluded.next_poll_at,
    because = 'it is back', failures = 0, memory = '{}', retired_at = NULL
  WHERE retired_at IS NOT NULL`

/** Who subscribed to it under the old address still finds it. */
const KEEP_OLD_ADDRESS = `
  INSERT OR REPLACE INTO source_aliases (url, slug)
  SELECT url, slug FROM sources WHERE slug = ?1 AND url <> ?2`

/** What the old address taught is forgotten; validators know the address they are of. */
const UPDATE = `
  UPDATE sources SET
    url = ?2, settings = ?3, changed_at = ?4,
    next_poll_at = CASE WHEN url <> ?2 OR settings ->> 'paused' THEN ?4 ELSE next_poll_at END,
    because = CASE
      WHEN ?3 ->> 'paused' THEN 'its operator has paused it'
      WHEN url <> ?2 THEN 'its address is new'
      WHEN settings ->> 'paused' THEN 'its operator has resumed it'
      ELSE because END,
    memory = CASE WHEN url <> ?2 THEN '{}' ELSE memory END,
    failures = CASE WHEN url <> ?2 THEN 0 ELSE failures END
  WHERE slug = ?1`

/** Along the key: a page costs what it holds, however many there are, and by state too; only words are looked for in all. */
const pageSql = (isOfState: boolean, words: readonly string[]) => `
  SELECT ${COLUMNS} FROM sources WHERE retired_at IS NULL AND slug > ?1
    AND ${isOfState ? 'state = ?2' : '?2 IS NULL'}
    ${words.map((_, i) => `AND instr(${TOLD_BY}, ?${i + 4}) > 0`).join(' ')}
  ORDER BY slug LIMIT ?3`

/** What a source is found by. */
const TOLD_BY = `
  lower(slug || ' ' || url || ' ' || coalesce(settings ->> 'title', feed ->> 'title', ''))`

/** D1 binds a hundred parameters, and nobody looks for a source by so many words. */
const MAX_WORDS = 20

const wordsOf = (q = '') =>
  q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)

/** Along the key, where a colon comes next after the digits. */
const SLUGS_LIKE = `
  SELECT slug, first_url FROM sources
  WHERE slug = ?1 OR (slug > ?1 || '-' AND slug < ?1 || '-:')`

const SlugRow = v.object({ slug: v.string(), first_url: v.string() })

const TakenRow = v.object({
  slug: v.string(),
  url: v.string(),
  first_url: v.string(),
  retired_at: v.nullable(v.string()),
})

export function d1Sources(db: D1Database): SourceStore {
  const one = async (where: string, value: string) => {
    const row = await db
      .prepare(`SELECT ${COLUMNS} FROM sources WHERE retired_at IS NULL AND ${where}`)
      .bind(value)
      .first()
    return row === null ? undefined : toSource(v.parse(SourceRow, row))
  }
  return {
    async list() {
      const { results } = await db
        .prepare(`SELECT ${COLUMNS} FROM sources WHERE retired_at IS NULL ORDER BY slug`)
        .all()
      return v.parse(v.array(SourceRow), results).map(toSource)
    },

    async ill(limit) {
      const { results } = await db
        .prepare(
          `SELECT ${COLUMNS} FROM sources
           WHERE retired_at IS NULL AND state IN ('failing', 'ended')
             AND settings ->> 'private' IS NOT TRUE
           ORDER BY slug LIMIT ?`,
        )
        .bind(limit)
        .all()
      return v.parse(v.array(SourceRow), results).map(toSource)
    },

    async page({ after, limit, state, q }) {
      const words = wordsOf(q)
      const { results } = await db
        .prepare(pageSql(state !== undefined, words))
        .bind(after, state ?? null, limit + 1, ...words)
        .all()
      const sources = v.parse(v.array(SourceRow), results.slice(0, limit)).map(toSource)
      return { sources, next: results.length > limit ? (sources.at(-1)?.slug ?? null) : null }
    },

    bySlug: (slug) => one('slug = ?', slug),
    byUrl: async (url) =>
      (await one('url = ?', url)) ??
      one('slug = (SELECT slug FROM source_aliases WHERE url = ?)', url),

    async slugsLike(slug) {
      const { results } = await db.prepare(SLUGS_LIKE).bind(slug).all()
      const rows = v.parse(v.array(SlugRow), results)
      return new Map(rows.map((row) => [row.slug, row.first_url]))
    },

    async taken() {
      const { results } = await db
        .prepare(
          `SELECT slug, url, first_url, retired_at FROM sources
           UNION ALL SELECT slug, url, url, NULL FROM source_aliases`,
        )
        .all()
      const rows = v.parse(v.array(TakenRow), results)
      return {
        slugs: new Map(rows.map((row) => [row.slug, row.first_url])),
        urls: new Map(
          rows.flatMap((row) => (row.retired_at === null ? [[row.url, row.slug] as const] : [])),
        ),
      }
    },

    async add(settings, managedBy, now) {
      await db.batch([
        db.prepare(ADD).bind(JSON.stringify(settings), managedBy, now),
        db.prepare(ADOPT_ENTRIES_OF).bind(JSON.stringify(settings)),
      ])
    },

    async update(settings, now) {
      const { slug, url } = settings
      await db.batch([
        db.prepare(KEEP_OLD_ADDRESS).bind(slug, url),
        db.prepare(UPDATE).bind(slug, url, JSON.stringify(settings), now),
      ])
    },

    async retire(slug, because, now) {
      await db
        .prepare(`UPDATE sources SET retired_at = ?2, because = ?3 WHERE slug = ?1`)
        .bind(slug, now, because)
        .run()
    },

    async due(now, limit) {
      const { results } = await db
        .prepare(
          `SELECT slug, url FROM sources
           WHERE retired_at IS NULL AND settings ->> 'paused' IS NOT TRUE
             AND next_poll_at <= ?1 AND (queued_until IS NULL OR queued_until <= ?1)
           ORDER BY next_poll_at, slug LIMIT ?2`,
        )
        .bind(now, limit)
        .all()
      return v.parse(v.array(v.object({ slug: v.string(), url: v.string() })), results)
    },

    async claim(slugs, now, queuedUntil) {
      const { results } = await db
        .prepare(
          `UPDATE sources SET queued_until = ?3 WHERE slug IN (SELECT value FROM json_each(?1))
             AND (queued_until IS NULL OR queued_until <= ?2)
           RETURNING slug`,
        )
        .bind(JSON.stringify(slugs), now, queuedUntil)
        .all()
      return v.parse(v.array(v.object({ slug: v.string() })), results).map(({ slug }) => slug)
    },

    async postpone(slug, nextPollAt, because) {
      await db
        .prepare(
          `UPDATE sources SET next_poll_at = ?2, because = ?3, queued_until = NULL WHERE slug = ?1`,
        )
        .bind(slug, nextPollAt, because)
        .run()
    },

    async reach(since, except) {
      const row = await db
        .prepare(
          `SELECT count(*) AS polled, count(memory ->> 'isUnreachable') AS unreachable
           FROM sources WHERE retired_at IS NULL AND polled_at >= ?1 AND slug <> ?2`,
        )
        .bind(since, except)
        .first()
      return v.parse(v.object({ polled: v.number(), unreachable: v.number() }), row)
    },
  }
}
