import { excerpt } from '../domain/excerpt.ts'
import type { EntryContent } from '../domain/entry.ts'
import type { Revision } from '../domain/revision.ts'
import { plainText } from '../ingest/plain-text.ts'
import type { Said } from '../pages/history.tsx'

/** Two or three lines: enough to decide whether to open it. */
const EXCERPT_CHARACTERS = 260

/** Of a long text only the beginning is read for that: this much markup holds so much text. */
const MAX_HTML = 6000

/** How an entry begins, in plain text: as its summary tells, or else its content. */
export const excerptOf = ({
  summary,
  content,
}: Pick<EntryContent, 'summary' | 'content'>): string =>
  excerpt(plainText((summary ?? content ?? '').slice(0, MAX_HTML)), EXCERPT_CHARACTERS)

/** What a revision said, in plain text: what is compared of it. */
export const saidOf = ({ revision, changedAt, title, summary, content }: Revision): Said => ({
  revision,
  changedAt,
  title,
  text: plainText(content ?? summary ?? ''),
})
