import { entryWords } from '../classify/search-words.ts'
import type { ArchiveRow, FoundBy, Row } from '../domain/archive-store.ts'
import type { CleanHtml, EntryContent } from '../domain/entry.ts'
import { sanitize } from '../ingest/sanitize.ts'
import { searchableText } from '../ingest/searchable.ts'

type Head = Omit<EntryContent, 'content'>

/** Of an entry's row, which was checked to hold one. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked by archive/check-row
const headOf = (row: Row) => JSON.parse(String(row['head'])) as Head

const cleanCell = (cell: Row[string] | undefined): CleanHtml | null =>
  typeof cell === 'string' ? sanitize(cell) : null

/** HTML is as clean as today's sanitiser makes it, whoever says that it was: clean HTML stays as it is. */
function cleanSaid(row: Row): Row {
  const head = headOf(row)
  const { summary } = head
  const clean = summary === undefined ? summary : sanitize(summary)
  return {
    ...row,
    head: clean === summary ? (row['head'] ?? null) : JSON.stringify({ ...head, summary: clean }),
    content: cleanCell(row['content']),
  }
}

/** The feed of a source may have a subtitle with markup. */
function cleanSource(row: Row): Row {
  if (typeof row['feed'] !== 'string') return row
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked by archive/check-row
  const feed = JSON.parse(row['feed']) as { subtitle?: unknown }
  if (typeof feed.subtitle !== 'string') return row
  const subtitle = sanitize(feed.subtitle)
  return subtitle === feed.subtitle ? row : { ...row, feed: JSON.stringify({ ...feed, subtitle }) }
}

/** A row of an archive, made safe to be served. */
export function cleanRow({ table, row }: ArchiveRow): ArchiveRow {
  if (table === 'entries' || table === 'revisions') return { table, row: cleanSaid(row) }
  return table === 'sources' ? { table, row: cleanSource(row) } : { table, row }
}

/** What an entry's row is found by, once it is clean. */
export function foundBy({ row }: ArchiveRow): FoundBy {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made so by cleanRow
  const content = row['content'] as CleanHtml | null
  const said = { ...headOf(row), ...(content !== null && { content }) }
  return { key: String(row['key']), words: entryWords(searchableText(said)) }
}
