/** Where in an entry something stood. */
export type EntryField = 'title' | 'summary' | 'content' | 'category' | 'url'

/** What made an entry match a topic: one term of its rule, where it stood, and how it was written there. */
export interface Evidence {
  field: EntryField
  /** As the rule has it. */
  term: string
  /** As the text has it. */
  quote: string
  /** Of the quote in the field's plain text, in UTF-16 code units. */
  offset: number
  /** What this piece added to the score. */
  weight: number
}

/** That an entry belongs to a topic, and why. */
export interface TopicMatch {
  slug: string
  evidence: Evidence[]
}
