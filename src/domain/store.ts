import type { ParsedEntry } from './document.ts'
import type { Enrichment, EntryEnrichment } from './enrichment.ts'
import type { Entry, EntryContent } from './entry.ts'
import type { ServedEntry } from './feed.ts'
import type { Cursor, FeedQuery } from './feed-query.ts'
import type { FeedMetadata } from './feed-metadata.ts'
import type { Gazetteer } from './gazetteer.ts'
import type {
  KeptValidators,
  PollMemory,
  PollReport,
  PublisherHints,
  RememberedPoll,
  Source,
  SourceSettings,
  SourceState,
} from './source.ts'
import type { Signature } from './story.ts'
import type { Placing } from './story-store.ts'
import type { TopicMatch } from './topic.ts'
import type { Newsroom } from './newsroom.ts'

/** An entry to be written, with what goes beside it. */
export interface EntryWrite {
  entry: Entry
  written: ParsedEntry
  /** Of what its document said of it, where it was made from that alone. */
  digest?: string | undefined
  sanitizerVersion: number
  topics: TopicMatch[]
  /** Its publisher has withdrawn it, and why, in words: it is kept, and shown no more. */
  withdrawnBecause?: string | undefined
  /** Its operator had withdrawn it when it was looked up, whatever its publisher says. */
  isWithheld: boolean
  /** What it is found by. */
  words: string
  /** What it is compared by. */
  signature: Signature
}

/** Enough of a stored entry to tell whether an incoming one is new, changed or the same. */
export type StoredIdentity = Pick<
  Entry,
  | 'key'
  | 'id'
  | 'source'
  | 'revision'
  | 'fingerprint'
  | 'sortAt'
  | 'firstSeenAt'
  | 'updated'
  | 'lead'
> & {
  /** By its source, whose word it is that polls compare. */
  isWithdrawn: boolean
  /** By the operator, whatever its source says. */
  isWithheld: boolean
  /** Of the sanitiser that cleaned it; null when what it was made from is not kept. */
  sanitizerVersion: number | null
  enrichment?: Enrichment
}

/** What a poll leaves behind in its source. */
export interface SourceWrite {
  slug: string
  /** Absent: what is stored stays. */
  feed?: FeedMetadata
  validators?: KeptValidators | null
  hints?: PublisherHints
  /** Keys of all that its document held. */
  here?: readonly string[]
  /** Of the entries that more was asked about than the feed tells. */
  enrichments?: EntryEnrichment[]
  failures: number
  memory: PollMemory
  /** It lives there from now on; nobody else has that address. */
  moved?: { from: string; to: string }
  hostWait?: HostWait | undefined
  polledAt: string
  report: PollReport
  /** How long the poll took. */
  milliseconds: number
}

/** A host that wants to be left alone, with all its feeds. */
export interface HostWait {
  /** With its port, where that is not the usual one. */
  host: string
  /** RFC 3339. */
  notBefore: string
  because: string
}

/** A stored entry with what tells it apart beside its id. */
export interface StoredAcquaintance extends StoredIdentity {
  url: string | undefined
  title: string
  published: string | undefined
}

/** A stored entry that was asked about, with all that writing it again takes. */
export interface AskedEntry {
  entry: Entry
  written: ParsedEntry
  enrichment: Enrichment
}

/** Which entries of a source, not asked about since and no older than that. */
interface Departed {
  source: string
  /** Keys of those that are still in its feed. */
  here: readonly string[]
  askedBefore: string
  firstSeenAfter: string
  limit: number
}

export interface EntryStore {
  /** The shown entries of a query in the order of feeds, and where the next page begins. */
  select(
    query: FeedQuery,
    limit: number,
  ): Promise<{ entries: ServedEntry[]; next: Cursor | undefined }>
  byKey(key: string): Promise<ServedEntry | undefined>
  /** Of an entry that was withdrawn: why, if its operator said so to its readers. */
  withdrawal(key: string): Promise<{ because: string | null } | undefined>
  /** What a source brought last, by where its entries stand; enough to know them again. */
  newestOf(source: string, limit: number): Promise<StoredAcquaintance[]>
  /** Shown entries that left their feed and may be withdrawn by now; who waits longest first. */
  departed(wanted: Departed): Promise<AskedEntry[]>
  /** What is stored under these keys says. */
  contents(keys: readonly string[]): Promise<ReadonlyMap<string, EntryContent>>
  /** The keys of those that are stored just as written and cleaned by this version, and not withdrawn. */
  writtenAs(
    entries: readonly { key: string; digest: string }[],
    sanitizerVersion: number,
  ): Promise<ReadonlySet<string>>
  /** Those of these keys whose entries were removed for good. */
  forgotten(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Entries stored under these keys, and one that carries each of these ids: the one shown, if any is. */
  known(
    keys: readonly string[],
    ids: readonly string[],
  ): Promise<{ byKey: Map<string, StoredIdentity>; owners: Map<string, { key: string }> }>
}

/** Which sources are wanted, in the order of their slugs. */
interface SourcePage {
  /** Those behind this slug; empty: from the first. */
  after: string
  limit: number
  state?: SourceState | undefined
  /** Words, all of which are in slug, URL or title. */
  q?: string | undefined
}

export interface SourceStore {
  list(): Promise<Source[]>
  /** Those that fail or have ended and are not private; the first so many by their slugs. */
  ill(limit: number): Promise<Source[]>
  /** As many as are wanted, and where the next page begins if there is one. */
  page(wanted: SourcePage): Promise<{ sources: Source[]; next: string | null }>
  bySlug(slug: string): Promise<Source | undefined>
  /** By the address it has, or by one it had before it moved. */
  byUrl(url: string): Promise<Source | undefined>
  /** The first address of whoever has that slug or one of its numbered likes, given up ones among them. */
  slugsLike(slug: string): Promise<Map<string, string>>
  /** The address of each slug, given up ones among them, and the slug of each address. */
  taken(): Promise<{ slugs: Map<string, string>; urls: Map<string, string> }>
  /** Adds sources, due at once, all of them or none. Their slugs and URLs must be free. */
  add(
    settings: readonly SourceSettings[],
    managedBy: Source['managedBy'],
    now: string,
  ): Promise<void>
  /** Writes what its operator says of it now. One that moved or was resumed is due at once. */
  update(settings: SourceSettings, now: string): Promise<void>
  /** Polls it no more; what it brought stays. */
  retire(slug: string, because: string, now: string): Promise<void>
  /** The sources that are due and not queued, those that wait longest first. */
  due(now: string, limit: number): Promise<{ slug: string; url: string }[]>
  /** Marks those of them that nobody else has queued meanwhile, and names them. */
  claim(slugs: readonly string[], now: string, queuedUntil: string): Promise<string[]>
  /** Puts a poll off that was not made. */
  postpone(slug: string, nextPollAt: string, because: string): Promise<void>
  /** How many other sources were polled since then, and how many of these were not reached at all. */
  reach(since: string, except: string): Promise<{ polled: number; unreachable: number }>
}

/** What became of the last polls of a source. */
export interface PollHistory {
  /** The newest first; undefined where there is no such source. */
  lastPolls(slug: string): Promise<RememberedPoll[] | undefined>
}

export interface HostStore {
  /** Whether a host wants to be left alone now. */
  waiting(host: string, now: string): Promise<HostWait | undefined>
}

export interface PollStore {
  /**
   * Writes all that one poll brought, or nothing of it.
   *
   * @param placing where the entries belong; what is not placed now is, in the background.
   * @returns whether that is settled: others may have been placed meanwhile, and it must be done anew.
   */
  record(
    entries: readonly EntryWrite[],
    source: SourceWrite | null,
    now: string,
    placing?: Placing,
  ): Promise<boolean>
}

/** Where a stored entry belongs from now on. */
interface Filing {
  key: string
  sortAt: string
  topics: TopicMatch[]
}

/** An entry that an older sanitiser has cleaned, with what it is cleaned from. */
export interface StaleEntry {
  key: string
  source: string | null
  revision: number
  sortAt: string
  /** One that is withdrawn is under no topic. */
  isFiled: boolean
  content: EntryContent
  written: ParsedEntry
  topics: TopicMatch[]
}

/** The same revision in another form, and where it belongs now. */
export interface RecleanedEntry extends Filing {
  revision: number
  content: EntryContent
  fingerprint: string
}

export interface RecleanStore {
  /** Whether any entry was cleaned by an older version. */
  isAnyStale(version: number): Promise<boolean>
  /** Some entries that were; the limit of characters is passed by the last of them at most. */
  stale(version: number, limits: { entries: number; characters: number }): Promise<StaleEntry[]>
  /** Those under these keys that were. */
  staleAmong(keys: readonly string[], version: number): Promise<StaleEntry[]>
  /**
   * Marks entries as cleaned by this version, and writes what came out differently, unless there is
   * a new revision meanwhile. Streams that hold any of these, or a copy of one, have changed.
   */
  reclean(
    keys: readonly string[],
    changed: readonly RecleanedEntry[],
    version: number,
    now: string,
  ): Promise<void>
}

/** What an applied newsroom changed. */
export interface AppliedDefinitions {
  /** Slugs of topics that are new, changed or gone: what is stored must be filed anew. */
  topics: string[]
  /** Slugs of sources that are new or changed. */
  sources: string[]
  /** Slugs of sources that are polled no more. */
  retiredSources: string[]
}

/** When streams changed in a way that no entry in them can tell. */
export interface StreamChanges {
  /** When an entry last left any of them, or what defines them changed; RFC 3339. */
  changedAt: string
  /** When old entries were removed for good, and down from where in the order of feeds. RFC 3339. */
  removals: { sortAt: string; at: string }[]
}

/** What a newsroom is made of, beside its sources and entries. */
export type Definitions = Pick<Newsroom, 'newsroom' | 'topics'> & { gazetteers: Gazetteer[] }

export interface NewsroomStore {
  /** The newsroom's settings, topics and their places; undefined before `data/` was ever applied. */
  current(): Promise<Definitions | undefined>
  /** When these streams changed in a way that no entry in them can tell. */
  changes(slugs: readonly string[]): Promise<StreamChanges>
  /**
   * The versions of the newsroom, its sources and these streams, as one text: what is made from
   * equal versions is equal. Undefined before `data/` was ever applied.
   */
  versions(slugs: readonly string[]): Promise<string | undefined>
  /** Those of these topics that the newsroom once had, with when they ended; RFC 3339. */
  ended(slugs: readonly string[]): Promise<{ slug: string; endedAt: string }[]>
  /**
   * Makes settings, topics, sources and the definitions of own entries match, all of it or nothing.
   * What these say is carried out among the entries afterwards.
   */
  apply(newsroom: Newsroom, now: string): Promise<AppliedDefinitions>
}
