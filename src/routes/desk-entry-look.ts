import * as v from 'valibot'
import type { EntryPreviewProps } from '../desk/entry-preview.tsx'
import type { ShownEntryProps, ToldNear } from '../desk/shown-entry.tsx'
import type { EntryContent } from '../domain/entry.ts'
import type { NewsroomMetadata } from '../domain/newsroom.ts'
import { heldAs, OwnEntry } from '../domain/own-entry.ts'
import type { TopicMatch } from '../domain/topic.ts'
import { cleanOwnEntry } from '../ingest/own-entries.ts'
import { searchableText } from '../ingest/searchable.ts'
import type { DeskContext } from './desk-guard.tsx'
import { topicTitles } from './desk-topic-titles.ts'
import { markedEntry } from './marked-entry.ts'

interface Explained {
  topics: TopicMatch[]
  near: ToldNear[]
}

/** Where an entry belongs by the rules of today. What they cannot be asked of is nowhere. */
export async function explained(
  c: DeskContext,
  entry: EntryContent,
  source: string | null,
): Promise<Explained> {
  const { title, summary, content, url, language } = entry
  const { categories } = searchableText(entry)
  const json = { title, summary, content, url, language, categories, source: source ?? undefined }
  const answer = await c.var.api<Explained>('POST', '/api/explain', { json })
  return answer.ok ? answer.body : { topics: [], near: [] }
}

/** What an entry says, with the words marked that its topics were found by. */
export async function shownIn(
  c: DeskContext,
  content: EntryContent,
  topics: TopicMatch[],
): Promise<ShownEntryProps> {
  const titles = await topicTitles(c)
  return { content, marked: markedEntry({ ...content, topics }), topics, titles }
}

/** Enough to clean an entry that is only begun. */
const BEGUN = { title: 'Untitled', markdown: '', slug: 'preview' }

/** What is right of an entry that is being written: the rest is told when it is saved. */
function readable(said: Record<string, unknown>, now: string): OwnEntry {
  const defined = Object.entries(said).filter(([, value]) => value !== undefined)
  const whole = { ...BEGUN, published: now, ...Object.fromEntries(defined) }
  const parsed = v.safeParse(OwnEntry, whole)
  if (parsed.success) return parsed.output
  const wrong = new Set(parsed.issues.map((issue) => v.getDotPath(issue)?.split('.')[0]))
  const right = defined.filter(([name]) => !wrong.has(name))
  return v.parse(OwnEntry, { ...BEGUN, published: now, ...Object.fromEntries(right) })
}

/**
 * What an own entry would look like and where it would be filed: cleaned and classified as it will
 * be, and not stored.
 *
 * @param now RFC 3339.
 */
export async function previewOf(
  c: DeskContext,
  said: Record<string, unknown>,
  newsroom: NewsroomMetadata,
  now: string,
): Promise<Omit<EntryPreviewProps, 'isAskedFor'>> {
  const own = readable(said, now)
  const { content } = cleanOwnEntry(own, newsroom)
  const { topics, near } = await explained(c, content, null)
  return { ...(await shownIn(c, content, topics)), near, held: heldAs(own, now) }
}
