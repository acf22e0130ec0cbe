import type { CleanHtml, EntryContent } from '../domain/entry.ts'
import type { TopicMatch } from '../domain/topic.ts'
import { markedHtml } from '../ingest/marked-html.ts'
import { searchableText } from '../ingest/searchable.ts'

/** What an entry's page shows of it, with the words marked that its topics' rules have found there. */
export function markedEntry(
  entry: EntryContent & { topics: readonly TopicMatch[] },
): CleanHtml | undefined {
  const field = entry.content === undefined ? 'summary' : 'content'
  const html = entry[field]
  const found = entry.topics.flatMap(({ evidence }) => evidence)
  return (
    html &&
    markedHtml(
      html,
      searchableText(entry)[field],
      found.filter((e) => e.field === field),
    )
  )
}
