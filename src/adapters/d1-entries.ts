import * as v from 'valibot'
import type { ParsedEntry } from '../domain/document.ts'
import type { Enrichment } from '../domain/enrichment.ts'
import type { CleanHtml, Entry, EntryContent } from '../domain/entry.ts'
import type { Duplicate, ServedEntry } from '../domain/feed.ts'
import type { EntryStore, StoredIdentity } from '../domain/store.ts'
import type { TopicMatch } from '../domain/topic.ts'
import { servedSource } from './d1-sources.ts'
import { jsonColumn } from './json-column.ts'
import { selectEntries } from './select-entries.ts'
import { setSizes } from './set-sizes.ts'

type EntryHead = Omit<EntryContent, 'content'>

const EntryRow = v.object({
  key: v.string(),
  id: v.string(),
  source: v.nullable(v.string()),
  lead: v.nullable(v.string()),
  sort_at: v.string(),
  first_seen_at: v.string(),
  changed_at: v.string(),
  updated: v.string(),
  revision: v.number(),
  fingerprint: v.string(),
  withdrawn_at: v.nullable(v.string()),
  cleanings: v.number(),
  served_id: v.nullable(v.string()),
  head: jsonColumn<EntryHead>(),
  // Written by the sanitiser, the only way into this column.
  content: v.nullable(v.custom<CleanHtml>((value) => typeof value === 'string')),
})

const ServedRow = v.object({
  ...EntryRow.entries,
  topics: jsonColumn<TopicMatch[]>(),
  duplicates: jsonColumn<Duplicate[]>(),
})

const IdentityRow = v.object({
  ...v.omit(EntryRow, ['changed_at', 'head', 'content', 'cleanings', 'served_id', 'withdrawn_at'])
    .entries,
  sanitizer_version: v.nullable(v.number()),
  source_withdrew_at: v.nullable(v.string()),
  is_withheld: v.number(),
})

const AcquaintanceRow = v.object({
  ...IdentityRow.entries,
  url: v.nullable(v.string()),
  title: v.nullable(v.string()),
  published: v.nullable(v.string()),
})

const KnownRow = v.object({
  ...IdentityRow.entries,
  enrichment: v.nullable(jsonColumn<Enrichment>()),
})

/** The columns that tell an entry `e` from others. */
const IDENTITY = `
  key, id, source, lead, sort_at, first_seen_at, updated, revision, fingerprint,
  source_withdrew_at, EXISTS (SELECT 1 FROM withdrawals w WHERE w.key = e.key) AS is_withheld,
  (SELECT o.sanitizer_version FROM originals o WHERE o.key = e.key) AS sanitizer_version`

const toIdentity = (row: v.InferOutput<typeof IdentityRow>): StoredIdentity => ({
  key: row.key,
  id: row.id,
  source: row.source,
  lead: row.lead,
  sortAt: row.sort_at,
  firstSeenAt: row.first_seen_at,
  updated: row.updated,
  revision: row.revision,
  fingerprint: row.fingerprint,
  isWithdrawn: row.source_withdrew_at !== null,
  isWithheld: row.is_withheld === 1,
  sanitizerVersion: row.sanitizer_version,
})

const ContentRow = v.pick(EntryRow, ['key', 'head', 'content'])

const WithdrawalRow = v.object({ because: v.nullable(v.string()) })

const KeyRow = v.object({ key: v.string() })

const AskedRow = v.object({
  ...EntryRow.entries,
  written: jsonColumn<ParsedEntry>(),
  enrichment: jsonColumn<Enrichment>(),
})

const ASKED = `json_object('asFed', n.as_fed, 'outcome', n.outcome, 'askedAt', n.asked_at)`

/** The same, with what we know of having asked about it. */
const KNOWN = `
  SELECT ${IDENTITY},
    (SELECT ${ASKED} FROM enrichments n WHERE n.key = e.key) AS enrichment
  FROM entries e`

const DUPLICATES = `
  (SELECT json_group_array(json_object(
       'url', d.head ->> 'url', 'title', d.head ->> 'title',
       'source', coalesce(s.settings ->> 'title', s.feed ->> 'title', s.slug)) ORDER BY d.sort_at, d.key)
     FROM entries d LEFT JOIN sources s ON s.slug = d.source
     WHERE d.lead = e.key AND d.withdrawn_at IS NULL)`

/** The columns of a served entry `e`: with its topics in their order, and its duplicates. */
const servedWith = (duplicates: string) => `
  e.*,
  (SELECT json_group_array(json_object('slug', t.topic, 'evidence', json(t.evidence)) ORDER BY t.topic)
     FROM entry_topics t WHERE t.key = e.key) AS topics,
  ${duplicates} AS duplicates`

const SERVED = servedWith(DUPLICATES)

/** Each entry for itself, as if nobody had told the same. */
const SERVED_APART = servedWith("'[]'")

function toEntry(row: v.InferOutput<typeof EntryRow>): Entry {
  return {
    ...row.head,
    ...(row.content !== null && { content: row.content }),
    key: row.key,
    id: row.id,
    source: row.source,
    lead: row.lead,
    sortAt: row.sort_at,
    firstSeenAt: row.first_seen_at,
    changedAt: row.changed_at,
    updated: row.updated,
    revision: row.revision,
    fingerprint: row.fingerprint,
  }
}

/** SQLite writes JSON null where a duplicate has no address or no source of its own. */
const withoutNulls = ({ url, title, source }: Duplicate): Duplicate => ({
  title,
  ...(url && { url }),
  ...(source && { source }),
})

export function d1Entries(db: D1Database): EntryStore {
  async function served(statement: D1PreparedStatement, isApart = false): Promise<ServedEntry[]> {
    const { results } = await statement.all()
    const rows = v.parse(v.array(ServedRow), results)
    const sources = await servedSource(db, [...new Set(rows.flatMap(({ source }) => source ?? []))])
    return rows.map((row) => ({
      ...toEntry(row),
      id: isApart ? row.id : (row.served_id ?? row.id),
      servedFrom: row.source === null ? null : (sources.get(row.source) ?? null),
      topics: row.topics,
      duplicates: row.duplicates.map(withoutNulls),
      cleanings: row.cleanings,
    }))
  }

  return {
    async select(query, limit) {
      const { sql, values } = selectEntries(query, await setSizes(db, query))
      // One more than the page holds tells whether there is another.
      const found = await served(
        db
          .prepare(
            `SELECT ${query.showsDuplicates ? SERVED_APART : SERVED}
             FROM (${sql}) p CROSS JOIN entries e ON e.key = p.key
             ORDER BY p.sort_at DESC, p.key DESC LIMIT ?2`,
          )
          .bind(values, limit + 1),
        query.showsDuplicates,
      )
      const entries = found.slice(0, limit)
      const last = entries.at(-1)
      const next = found.length > limit && last ? { sortAt: last.sortAt, key: last.key } : undefined
      return { entries, next }
    },

    async byKey(key) {
      const [entry] = await served(
        db
          .prepare(`SELECT ${SERVED} FROM entries e WHERE e.key = ? AND e.withdrawn_at IS NULL`)
          .bind(key),
      )
      return entry
    },

    async withdrawal(key) {
      // One of the operator's own that is only held back was never here, as far as readers know.
      const row = await db
        .prepare(
          `SELECT w.because FROM entries e LEFT JOIN withdrawals w ON w.key = e.key
           WHERE e.key = ?1 AND e.withdrawn_at IS NOT NULL AND (w.key IS NOT NULL OR NOT EXISTS (
             SELECT 1 FROM own_entries o WHERE o.slug = ?1 AND o.held IS NOT NULL))`,
        )
        .bind(key)
        .first()
      return row === null ? undefined : v.parse(WithdrawalRow, row)
    },

    async newestOf(source, limit) {
      const { results } = await db
        .prepare(
          `SELECT ${IDENTITY}, head ->> 'url' AS url, head ->> 'title' AS title,
                  head ->> 'published' AS published
           FROM entries e WHERE source = ? ORDER BY sort_at DESC LIMIT ?`,
        )
        .bind(source, limit)
        .all()
      return v.parse(v.array(AcquaintanceRow), results).map((row) => ({
        ...toIdentity(row),
        url: row.url ?? undefined,
        title: row.title ?? '',
        published: row.published ?? undefined,
      }))
    },

    async departed({ source, here, askedBefore, firstSeenAfter, limit }) {
      const { results } = await db
        .prepare(
          `SELECT e.*, o.written, ${ASKED} AS enrichment FROM entries e
           JOIN enrichments n ON n.key = e.key JOIN originals o ON o.key = e.key
           WHERE e.source = ?1 AND e.lead IS NULL AND e.withdrawn_at IS NULL
             AND n.outcome IN ('found', 'gone') AND n.asked_at <= ?2 AND e.first_seen_at >= ?3
             AND e.key NOT IN (SELECT value FROM json_each(?4))
           ORDER BY n.asked_at, e.key LIMIT ?5`,
        )
        .bind(source, askedBefore, firstSeenAfter, JSON.stringify(here), limit)
        .all()
      return v.parse(v.array(AskedRow), results).map((row) => ({
        entry: toEntry(row),
        written: row.written,
        enrichment: row.enrichment,
      }))
    },

    async contents(keys) {
      const { results } = await db
        .prepare(
          `SELECT key, head, content FROM entries WHERE key IN (SELECT value FROM json_each(?))`,
        )
        .bind(JSON.stringify(keys))
        .all()
      return new Map(
        v
          .parse(v.array(ContentRow), results)
          .map(({ key, head, content }) => [
            key,
            { ...head, ...(content !== null && { content }) },
          ]),
      )
    },

    async writtenAs(entries, sanitizerVersion) {
      // CROSS JOIN keeps SQLite to this order: an index by version would lead it through every entry there is.
      const { results } = await db
        .prepare(
          `SELECT o.key FROM json_each(?1) n CROSS JOIN originals o ON o.key = n.value ->> 'key'
           CROSS JOIN entries e ON e.key = o.key
           WHERE o.digest = n.value ->> 'digest' AND o.sanitizer_version = ?2
             AND e.source_withdrew_at IS NULL`,
        )
        .bind(JSON.stringify(entries), sanitizerVersion)
        .all()
      return new Set(v.parse(v.array(KeyRow), results).map(({ key }) => key))
    },

    async forgotten(keys) {
      const { results } = await db
        .prepare('SELECT key FROM forgotten WHERE key IN (SELECT value FROM json_each(?))')
        .bind(JSON.stringify(keys))
        .all()
      return new Set(v.parse(v.array(KeyRow), results).map(({ key }) => key))
    },

    async known(keys, ids) {
      const { results } = await db
        .prepare(
          `${KNOWN} WHERE key IN (SELECT value FROM json_each(?1))
           UNION
           ${KNOWN} WHERE id IN (SELECT value FROM json_each(?2))`,
        )
        .bind(JSON.stringify(keys), JSON.stringify(ids))
        .all()
      const identities = v.parse(v.array(KnownRow), results).map((row) => ({
        ...toIdentity(row),
        ...(row.enrichment && { enrichment: row.enrichment }),
      }))
      // Of those that carry one id, the one that is shown.
      const shownLast = identities.toSorted(
        (a, b) => Number(b.lead !== null) - Number(a.lead !== null),
      )
      return {
        byKey: new Map(identities.map((entry) => [entry.key, entry])),
        owners: new Map(shownLast.map(({ id, key }) => [id, { key }])),
      }
    },
  }
}
