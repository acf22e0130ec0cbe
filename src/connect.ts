import { d1Entries } from './adapters/d1-entries.ts'
import { d1Hosts } from './adapters/d1-hosts.ts'
import { d1Newsroom } from './adapters/d1-newsroom.ts'
import { d1Polls } from './adapters/d1-polls.ts'
import { d1Reclean } from './adapters/d1-reclean.ts'
import { d1Refiling } from './adapters/d1-refiling.ts'
import { d1Revisions } from './adapters/d1-revisions.ts'
import { d1Sources } from './adapters/d1-sources.ts'
import { d1Stories } from './adapters/d1-stories.ts'
import { d1Topics } from './adapters/d1-topics.ts'
import { dnsOverHttps, emptyMemory } from './adapters/dns-over-https.ts'
import { cacheApiCopies } from './adapters/cache-api-copies.ts'
import { layeredCopies } from './adapters/layered-copies.ts'
import { emptyRoom, memoryCopies } from './adapters/memory-copies.ts'
import { outbound, type Fetch } from './adapters/outbound.ts'
import { forget, noVersions, rememberedVersions } from './adapters/remembered-versions.ts'
import { connectOwnEntries } from './connect-own-entries.ts'
import { connectDesk } from './connect-desk.ts'
import { connectKeeping } from './connect-keeping.ts'
import { compileTopics } from './classify/compile.ts'
import type { Classifier } from './classify/rules.ts'
import { LADDER_VERSION } from './cluster/place.ts'
import {
  DISCOVERY_LIMITS,
  DNS_RESOLVER,
  DRY_RUN_LIMITS,
  ENRICHMENT_LIMITS,
  ENRICHMENT_POLICY,
  ENTRIES_PER_PLACING,
  FETCH_LIMITS,
  KEEPING_POLICY,
  MEMORY_BYTES,
  POLL_POLICY,
  RECLEAN_LIMITS,
  REFILE_LIMITS,
  REQUESTS_PER_DISCOVERY,
  RESOLVER_POLICY,
  RUN_SECONDS,
  VERSIONS_POLICY,
} from './config.ts'
import { connectLimits } from './connect-limits.ts'
import { connectLog, connectSeeing } from './connect-seeing.ts'
import type { Source } from './domain/source.ts'
import type { Definitions, EntryWrite } from './domain/store.ts'
import type { Topic } from './domain/topic.ts'
import type { Outline } from './ingest/read-opml.ts'
import { SANITIZER_VERSION } from './ingest/sanitize.ts'
import { discoverFeeds } from './jobs/discover-feeds.ts'
import { dryRun } from './jobs/dry-run.ts'
import { fetchOnce } from './jobs/fetch-once.ts'
import { enrichEntries } from './jobs/enrich-entries.ts'
import { importOpml } from './jobs/import-opml.ts'
import type { Job, Message, Run } from './jobs/job.ts'
import { decideStory, placeUnplaced, placeWrites, settle } from './jobs/place-stories.ts'
import { pollDue } from './jobs/poll-due.ts'
import { pollSource } from './jobs/poll-source.ts'
import { reclean, recleanAmong } from './jobs/reclean.ts'
import { refile } from './jobs/refile.ts'
import { userAgent } from './poll/user-agent.ts'
import { wholeSeconds } from './web/moment.ts'
import { isNamedPrivate, refusalToFetch } from './web/public-host.ts'

/** What the platform hands to the Worker. */
export interface Env {
  DB: D1Database
  QUEUE: Queue<Job>
  SITE_URL?: string
  ADMIN_TOKEN?: string
  PRIVATE_HOSTS?: string
  POLLING?: string
  /** A resolver of names over HTTPS, or `off`. */
  DNS_RESOLVER?: string
  /** How lines are logged: objects, or `json`; `quiet`: only what is not as it should be. */
  LOG?: string
  /** Who may read `/metrics`: `open`: everybody, `off`: nobody; else who has the token. */
  METRICS?: string
  /** Where alerts are sent, and `whsec_…`, the secret they are signed with. */
  ALERT_WEBHOOK?: string
  ALERT_SECRET?: string
  LIMIT_API?: RateLimit
  LIMIT_GUESSES?: RateLimit
  LIMIT_SEARCH?: RateLimit
  LIMIT_OEMBED?: RateLimit
  /** Of the deployment. */
  VERSION?: { id: string }
}

const listOf = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '')

/** Compiling the rules costs more than a poll does: kept for as long as the topics are the same. */
let compiled: { of: Definitions; classifier: Classifier } | undefined

function classifierOf(definitions: Definitions): Classifier {
  const { topics, gazetteers } = definitions
  if (compiled?.of !== definitions)
    compiled = { of: definitions, classifier: compileTopics(topics, gazetteers) }
  return compiled.classifier
}

/** Of a newsroom that nobody has applied yet. */
const NO_RULES = compileTopics([])

/** Names are looked up once for all requests of an isolate. */
const resolved = emptyMemory()

/** What many ask for is kept for all requests of an isolate too. */
const room = emptyRoom()
const versions = noVersions()

/**
 * The one place where bindings become stores, and where what is outside is given to what decides.
 *
 * @param requestOrigin stands for SITE_URL where none is set.
 */
export function connect(
  env: Env,
  requestOrigin = 'http://localhost:8787',
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
) {
  const siteUrl = (env.SITE_URL || requestOrigin).replace(/\/+$/, '')
  const privateHosts = listOf(env.PRIVATE_HOSTS)
  const ownOrigin = new URL(siteUrl).origin
  const now = () => new Date()
  const log = connectLog(env)
  const entries = d1Entries(env.DB)
  const stored = d1Newsroom(env.DB)
  const newsroom = {
    ...stored,
    versions: rememberedVersions((slugs) => stored.versions(slugs), versions, VERSIONS_POLICY, now),
  }
  const polls = d1Polls(env.DB)
  const sources = d1Sources(env.DB)
  const classifier = async () => {
    const definitions = await newsroom.current()
    return definitions ? classifierOf(definitions) : NO_RULES
  }
  const topics = d1Topics(env.DB)
  const refiling = d1Refiling(env.DB)
  const send = async (messages: readonly Message[]) => {
    if (messages.length > 0) await env.QUEUE.sendBatch(messages)
  }
  const startRun = async (kind: Run) => {
    const until = wholeSeconds(new Date(now().getTime() + RUN_SECONDS * 1000))
    await send([{ body: { kind, until } }])
  }
  const isAnyToRefile = async () => (await refiling.pending()) !== undefined
  const startRefiling = async () => {
    if (await isAnyToRefile()) await startRun('refile')
  }
  const stale = d1Reclean(env.DB)
  const recleaning = { entries: stale, classifier, limits: RECLEAN_LIMITS, log, now }
  const recognise = {
    entries,
    classifier,
    recleanAmong: (keys: readonly string[]) => recleanAmong(keys, recleaning),
  }
  const stories = d1Stories(env.DB)
  const placing = { stories, entriesPerBatch: ENTRIES_PER_PLACING, now }
  const place = (writes: readonly EntryWrite[]) => placeWrites(writes, placing)
  const settled = { place, settle: () => settle(placing) }
  const resolver = env.DNS_RESOLVER || DNS_RESOLVER
  const resolve =
    resolver === 'off' ? undefined : dnsOverHttps(fetch, resolver, resolved, RESOLVER_POLICY, now)
  const agent = async () => {
    const { contact = siteUrl, subscribers } = (await newsroom.current())?.newsroom ?? {}
    return userAgent(contact, subscribers)
  }
  /** For an operator who waits. */
  const asking = {
    fetchDocument: outbound(fetch, DISCOVERY_LIMITS, privateHosts, resolve, ownOrigin),
    userAgent: agent,
    now,
  }
  const isPolling = env.POLLING !== 'off'
  const around = { fetch, privateHosts, resolve, ownOrigin, userAgent: agent, now }
  const seeing = connectSeeing(env, { ...around, siteUrl, isPolling, sources, send })
  const poll = (source: Source) =>
    pollSource(source, {
      ...recognise,
      ...settled,
      fetchDocument: outbound(fetch, FETCH_LIMITS, privateHosts, resolve, ownOrigin),
      polls,
      sources,
      enrich: (incoming, of, at) =>
        enrichEntries(incoming, of, at, {
          fetchDocument: outbound(fetch, ENRICHMENT_LIMITS, privateHosts, resolve, ownOrigin),
          entries,
          userAgent: agent,
          policy: ENRICHMENT_POLICY,
          now,
        }),
      userAgent: agent,
      policy: POLL_POLICY,
      isOutageFor: seeing.isOutageFor,
      log,
      now,
      chance: Math.random,
    })
  return {
    ...connectLimits(env, now),
    ...seeing,
    siteUrl,
    privateHosts,
    ownOrigin,
    now,
    entries,
    revisions: d1Revisions(env.DB),
    newsroom,
    copies: layeredCopies(
      memoryCopies(room, MEMORY_BYTES, now),
      cacheApiCopies(caches.default, log),
      KEEPING_POLICY.topicSeconds,
    ),
    /** Whoever may have written anything calls this, so that our own readers see it at once. */
    forgetVersions: () => forget(versions),
    sources,
    topics,
    refiling,
    classifier,
    adminToken: env.ADMIN_TOKEN,
    desk: connectDesk(env.DB),
    isPolling,
    log,
    poll,
    pollDue: (slug: string) => pollDue(slug, { sources, hosts: d1Hosts(env.DB), poll, log, now }),
    /** What is the operator's own may be asked for many feeds at once. */
    isUnspaced: (url: string) => isNamedPrivate(new URL(url), privateHosts),
    discover: (url: string) =>
      discoverFeeds(url, { ...asking, maxRequests: REQUESTS_PER_DISCOVERY }),
    fetchOnce: (url: string) => fetchOnce(url, asking),
    importOutlines: (outlines: readonly Outline[]) =>
      importOpml(outlines, {
        sources,
        refusal: (url) => refusalToFetch(url, privateHosts, ownOrigin),
        now,
      }),
    ...connectOwnEntries(env.DB, {
      ...recognise,
      ...settled,
      newsroom,
      stories,
      decide: (key: string, duplicateOf: string | null) => decideStory(key, duplicateOf, placing),
      polls,
      startRefiling,
      log,
      now,
    }),
    dryRun: (topic: Topic, maxEntries: number) =>
      dryRun(topic, maxEntries, {
        entries: refiling,
        gazetteers: () => topics.gazetteers(),
        limits: DRY_RUN_LIMITS,
      }),
    startRun,
    startRefiling,
    isAnyToRefile,
    refile: () => refile({ refiling, classifier, limits: REFILE_LIMITS, now }),
    isAnyStale: () => stale.isAnyStale(SANITIZER_VERSION),
    reclean: () => reclean(recleaning),
    isAnyUnplaced: () => stories.isAnyUnplaced(LADDER_VERSION),
    placeUnplaced: () => placeUnplaced(placing),
    stories: {
      standing: (key: string) => stories.standing(key),
      decide: (key: string, duplicateOf: string | null) => decideStory(key, duplicateOf, placing),
    },
    keeping: connectKeeping(env.DB, { siteUrl, settle: settled.settle, now }),
    send,
  }
}

export type Connected = ReturnType<typeof connect>
