import type { ResolverPolicy } from './adapters/dns-over-https.ts'
import type { EnrichmentPolicy } from './ingest/enrichment-choice.ts'
import type { CountingPolicy } from './domain/vitals.ts'
import type { WatchPolicy } from './jobs/watch-over.ts'
import type { MemoryPolicy } from './poll/memory.ts'
import type { OutagePolicy } from './poll/outage.ts'
import type { RetentionPolicy } from './jobs/retain.ts'
import type { PollPolicy } from './poll/policy.ts'
import type { SpacingPolicy } from './poll/spacing.ts'
import type { KeepingPolicy } from './publish/kept.ts'
import type { CacheControl } from './routes/feeds.tsx'

/** Numbers that may be tuned, each with its reason. */

const KILOBYTE = 1000
const MEGABYTE = 1000 * KILOBYTE
const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const FETCH_LIMITS = {
  /** From the first byte sent to the last one read, redirects included; a queue message lives longer. */
  totalSeconds: 20,
  /** After decompression. The largest of some 280 real feeds has 1.1 MB. */
  maxBytes: 10 * MEGABYTE,
  /** RFC 9110 §15.4 leaves it to us; browsers follow 20, feeds need one or two. */
  maxRedirects: 5,
}

/** An operator waits for the answer of a discovery, so each of its requests has less time. */
export const DISCOVERY_LIMITS = { ...FETCH_LIMITS, totalSeconds: 8, maxRedirects: 3 }

/** What a site may be asked for to find its feeds; redirects included, it stays within 50 subrequests. */
export const REQUESTS_PER_DISCOVERY = 8

/** A page that is asked about takes no longer; several are, one after the other. */
export const ENRICHMENT_LIMITS = { ...FETCH_LIMITS, totalSeconds: 8, maxRedirects: 2 }

export const ENRICHMENT_POLICY: EnrichmentPolicy = {
  /** An invocation has 50 subrequests, and redirects and lookups of names are among them. */
  maxAsked: 8,
  /** A withdrawal shows within a day, at one request a day for each entry still in its feed. */
  recheckSeconds: DAY,
  /** What is withdrawn mostly leaves its feed, and what nobody asks about stays with us for ever. */
  maxDepartedAsked: 3,
  /** News is withdrawn soon or never. */
  departedSeconds: 14 * DAY,
}

export const POLL_POLICY: PollPolicy & MemoryPolicy & { maxHostWaitSeconds: number } = {
  /** What publishers expect of a polite reader that was told nothing. */
  usualSeconds: HOUR,
  /** News travels no faster through feeds, whatever a short max-age allows. */
  minSeconds: 15 * MINUTE,
  maxSeconds: DAY,
  /** The dead are asked once a week, for some come back. */
  deadSeconds: 7 * DAY,
  /** Enough for sources added together to drift apart within a day, too little to be noticed. */
  jitterShare: 0.1,
  maxJitterSeconds: 30 * MINUTE,
  /** A mistaken 410 is mostly put right within a day. */
  end: { times: 3, overSeconds: DAY },
  /** Longer than a hotel's portal, a broken deployment or a lapsed domain's grace stays unnoticed. */
  adoptMoveAfterSeconds: 7 * DAY,
  /** One feed's 429 speaks for its host, but for no longer than a feed goes unasked anyway. */
  maxHostWaitSeconds: DAY,
}

/** Fewer sources than this fail together by chance; past the window lies another run of polls. */
export const OUTAGE_POLICY: OutagePolicy = {
  share: 0.8,
  minSources: 5,
  windowSeconds: 2 * HOUR,
}

export const SPACING_POLICY: SpacingPolicy = {
  /** 50 subrequests an invocation on the free plan, and sending is one for up to 100 messages. */
  perRun: 40,
  /** What one person clicking does to a server. */
  secondsApart: 5,
  /** A run begins every minute: what is spaced ends before the next. */
  perHost: MINUTE / 5,
}

/** So many of the due are looked at, so that a host with many feeds hides nobody behind it. */
export const DUE_AT_ONCE = 400

/** Who is asked what a name stands for, unless DNS_RESOLVER names another; it logs no askers. */
export const DNS_RESOLVER = 'https://cloudflare-dns.com/dns-query'

export const RESOLVER_POLICY: ResolverPolicy = {
  /** A resolver that is well answers in milliseconds, and this is time the source does not get. */
  timeoutSeconds: 2,
  minTtlSeconds: MINUTE,
  failuresBeforeRest: 3,
  restSeconds: 5 * MINUTE,
  maxNames: 1000,
}

/** A poll that was queued and never reported is queued again after this. */
export const QUEUED_SECONDS = 10 * MINUTE

/** So long after the cron began a run, its messages follow each other; then it is the cron's turn. */
export const RUN_SECONDS = 50

/** What one message files anew after a rule changed: as much as a free plan's 10 ms allow. */
export const REFILE_LIMITS = { entries: 50, characters: 50 * KILOBYTE }

/** Long entries a hundred at a time stay far below an isolate's memory; a page of examples is read by a person. */
export const DRY_RUN_LIMITS = { atOnce: 100, examples: 10 }

/** What one message cleans again: a typical feed's worth, which a free plan's 10 ms allow. */
export const RECLEAN_LIMITS = { entries: 50, characters: 100 * KILOBYTE }

/** Entries that one message places anew, with what stands around them: about a poll's worth. */
export const ENTRIES_PER_PLACING = 50

/** Own entries that are cleaned, filed and written at once: an isolate's memory holds them with ease. */
export const OWN_ENTRIES_AT_ONCE = 100

export const RETENTION_POLICY: RetentionPolicy = {
  /** Rules speak of days; what an entry is kept too long is a few hours. */
  everySeconds: 6 * HOUR,
  /** Removing one is some thirty rows, most of them marks. */
  entries: 100,
  /** Feeds that drop old entries and show them again do so within days. */
  missingSeconds: 30 * DAY,
  /** Stories are compared within a week; a new source brings old entries of some weeks. */
  markedSeconds: 90 * DAY,
}

/** An operator waits for it: some fifty queries at most. */
export const RETENTION_PREVIEW_LIMITS = { atOnce: 500, entries: 10_000 }

/** A part of an archive: what an isolate has room for many times over, and a free plan some time for. */
export const EXPORT_LIMITS = { rows: 500, entries: 100, characters: MEGABYTE }

/** Entries of a feed when the reader does not say how many. */
export const ENTRIES_PER_FEED = 50

/** Entries of a feed at most, however many are asked for. */
export const MAX_ENTRIES_PER_FEED = 200

/** Entries on somebody else's page: a corner of it, unless it asks for a whole column. */
export const EMBED_LIMITS = { usualEntries: 5, maxEntries: 50 }

export const CACHE_CONTROL: CacheControl = {
  /** How long a reader may keep a feed before it asks again, and how long it may show an old one if we fail. */
  fresh: 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800',
  /** Something newer is waiting for a database that is mostly back within minutes. */
  lastGood: 'public, max-age=30, stale-if-error=604800',
  /** What is missing may be added any time; who mistyped asks once. */
  absent: 'public, max-age=60',
}

export const KEEPING_POLICY: KeepingPolicy = {
  /** As long as readers are allowed to show what they have when we fail. */
  topicSeconds: 7 * DAY,
  narrowedSeconds: HOUR,
}

/** Documents in the memory of an isolate, which has 128 MB: some 150 feeds of 100 KB. */
export const MEMORY_BYTES = 16 * MEGABYTE

export const VERSIONS_POLICY = {
  /** What another isolate wrote shows so much later, of the 300 seconds we promise. */
  seconds: 5,
  maxKnown: 1000,
}

/** The body of a request to the API: a whole newsroom, or a feed to preview. */
export const MAX_REQUEST_BYTES = 10 * MEGABYTE

/** A shift at the desk. Not prolonged by working on: a cookie that was stolen ends too. */
export const SESSION_SECONDS = 12 * HOUR

export const GUESSING_POLICY = {
  /** From one address: some errors in typing, then waits that make a list of words useless. */
  ofOne: { free: 4, firstWaitSeconds: 2, maxWaitSeconds: HOUR },
  /**
   * From everywhere together, for who has many addresses. Short, since it holds up strangers and
   * operators alike, and not who has signed in from there of late.
   */
  ofAll: { free: 50, firstWaitSeconds: 1, maxWaitSeconds: MINUTE },
  /** Who has not guessed since then begins anew. */
  forgottenSeconds: DAY,
  trustedSeconds: 30 * DAY,
}

/** What a form of the desk may hold: the largest archive the API takes, with what browsers put around it. */
export const MAX_FORM_BYTES = MAX_REQUEST_BYTES + 10 * KILOBYTE

/** A year and what a year's review needs beyond it. */
export const AUDIT_DAYS = 400

/**
 * How long a count of all entries holds. To count reads a row for each, so it waits the longer the
 * more there are: some 86,000 rows a day each for those stored and those shown, of 5 million.
 */
export const COUNTING_POLICY: CountingPolicy = {
  leastSeconds: 10 * MINUTE,
  secondsPerEntry: 1,
  mostSeconds: DAY,
}

/** Who guesses tokens may make an isolate write six times a minute, and no more often. */
export const SECONDS_BETWEEN_COUNTS = 10

export const WATCH_POLICY: WatchPolicy = {
  /** A poll takes 20 seconds at most, and cycles follow each other every minute. */
  stuckSeconds: 15 * MINUTE,
  /** The platform may start a cycle late; three in a row it does not. */
  gapSeconds: 3 * MINUTE,
  endingsAtOnce: 5,
  /** https://developers.cloudflare.com/d1/platform/limits/ */
  databases: [
    { name: 'database-free', maxBytes: 500 * MEGABYTE, whose: 'a free plan' },
    { name: 'database-paid', maxBytes: 10_000 * MEGABYTE, whose: 'the paid plan' },
  ],
  /** Weeks remain then, and not hours. */
  fullShare: 0.9,
}

export const ALERT_POLICY = {
  /** Standard Webhooks recommends 15 to 30 seconds. */
  timeoutSeconds: 20,
  /** A message that was lost with its queue is sent again after this. */
  claimedSeconds: 5 * MINUTE,
  atOnce: 20,
}

/** Enough to look through on a page, few enough to be read anew every minute. */
export const SOURCES_PER_PAGE = 200

/** Who looks at more of them has the API, which pages. */
export const HEALTH_SOURCES = 1000

/** Series of their own: what is ill beyond this is ill together, and has another alarm. */
export const METRICS_SOURCES = 200

/** The period of the limits in wrangler.toml, which is told to whoever is over one. */
export const LIMIT_SECONDS = MINUTE
