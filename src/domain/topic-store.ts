import type { EntryContent } from './entry.ts'
import type { Gazetteer } from './gazetteer.ts'
import type { Topic, TopicMatch } from './topic.ts'

/** A topic with who said it is so, and whether the stored entries are filed by it. */
export interface StoredTopic {
  topic: Topic
  managedBy: 'data' | 'api'
  isFiled: boolean
}

export interface TopicStore {
  /** In the order of their slugs, as many as are wanted from behind one of them, and where the next page begins. */
  page(after: string, limit: number): Promise<{ topics: StoredTopic[]; next: string | null }>
  bySlug(slug: string): Promise<StoredTopic | undefined>
  gazetteers(): Promise<Gazetteer[]>
  /** Adds or replaces a topic; what is stored is not filed by it yet. */
  put(topic: Topic, now: string): Promise<void>
  /** Removes a topic and all that is filed under it; false when there was none. */
  remove(slug: string, now: string): Promise<boolean>
}

/** How far stored entries are filed by changed rules. */
export interface Refiling {
  /** A name for the rules that have changed. */
  rules: string
  /** Slugs of the topics whose rules they are. */
  topics: string[]
  /** Where it stands; absent before it has begun. */
  progress?: RefilingProgress
}

interface RefilingProgress {
  /** Key of the last entry that is done; empty at the beginning. */
  after: string
  done: number
  /** How many there were when it began. */
  entries: number
  begunAt: string
}

/** A stored entry that is shown, as far as rules look at it, with where it is filed. */
export interface FiledEntry {
  key: string
  source: string | null
  revision: number
  cleanings: number
  content: EntryContent
  topics: TopicMatch[]
}

/** How much is read at once; the limit of characters is passed by the last entry at most. */
export interface FilingLimits {
  entries: number
  characters: number
}

/** Where an entry belongs by the changed rules, and which text of it was read. */
export type Refiled = Pick<FiledEntry, 'key' | 'revision' | 'cleanings' | 'topics'>

export interface RefilingStore {
  /** Undefined when all that is stored is filed by the rules as they are. */
  pending(): Promise<Refiling | undefined>
  /** Begins with these rules, unless somebody has. */
  begin(rules: string, now: string): Promise<void>
  /** Shown entries in the order of their keys, from after one of them. */
  after(key: string, limits: FilingLimits): Promise<FiledEntry[]>
  /**
   * Remembers where entries belong that are filed elsewhere, and that all up to `last` are done;
   * false when somebody else has, or the rules have changed again.
   */
  stage(
    { rules, progress }: Required<Refiling>,
    elsewhere: readonly Refiled[],
    done: { last: string; entries: number },
  ): Promise<boolean>
  /** Files everything by the changed rules at once. */
  finish(rules: string, now: string): Promise<void>
}

export interface RecentEntries {
  /** Shown entries, newest first, from behind one of them. */
  newest(
    before: { sortAt: string; key: string } | undefined,
    limit: number,
  ): Promise<(FiledEntry & { sortAt: string })[]>
  /** The entry at an address, or with that id; of several copies the one that is shown. */
  byUrl(url: string): Promise<FiledEntry | undefined>
}
