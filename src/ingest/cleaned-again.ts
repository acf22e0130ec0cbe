import type { ParsedEntry, ParsedFeed } from '../domain/document.ts'
import type { EntryContent } from '../domain/entry.ts'
import { fingerprint } from './fingerprint.ts'
import { normalizeEntry } from './normalize.ts'

/** What normalising may leave out: of these, what it no longer makes is gone. */
const MADE = [
  'url',
  'summary',
  'content',
  'published',
  'updated',
  'rights',
  'image',
  'origin',
] as const

/** A feed that lends nothing: what the entry took from its own is stored with it. */
const NO_FEED: ParsedFeed = {
  format: 'atom-1.0',
  links: [],
  authors: [],
  contributors: [],
  categories: [],
  hints: {},
}

/**
 * A stored entry from what its publisher wrote, as the sanitiser of today has it; undefined when
 * that is what is stored. What did not come from the entry itself stays: authors and language of
 * its feed, when its source was updated, what others say of its changes.
 */
export function cleanedAgain(
  stored: EntryContent,
  written: ParsedEntry,
): { content: EntryContent; fingerprint: string } | undefined {
  const rest = { ...stored }
  for (const name of MADE) delete rest[name]
  const { content } = normalizeEntry(written, NO_FEED)
  const again: EntryContent = {
    ...rest,
    ...content,
    authors: content.authors.length > 0 ? content.authors : stored.authors,
    ...(stored.language !== undefined && { language: stored.language }),
  }
  return isSame(stored, again) ? undefined : { content: again, fingerprint: fingerprint(again) }
}

/** Whether they say the same, whatever the order of their members. */
function isSame(a: EntryContent, b: EntryContent): boolean {
  const members = (content: EntryContent) =>
    JSON.stringify(Object.entries(content).sort(([one], [other]) => (one < other ? -1 : 1)))
  return members(a) === members(b)
}
