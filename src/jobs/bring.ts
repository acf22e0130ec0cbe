import type { Fault } from '../domain/fault.ts'
import type { PollReport, PublisherHints, Rhythm, Source } from '../domain/source.ts'
import type { EntryWrite, SourceWrite } from '../domain/store.ts'
import type { Placing } from '../domain/story-store.ts'
import {
  type CleanEntry,
  cleanEntries,
  identifyDocument,
  type WrittenEntry,
} from '../ingest/clean-document.ts'
import { SANITIZER_VERSION } from '../ingest/sanitize.ts'
import type { PollOutcome } from '../poll/outcome.ts'
import { rhythmOf } from '../poll/rhythm.ts'
import { shrunkTo } from '../poll/shrunk.ts'
import { wholeSeconds } from '../web/moment.ts'
import type { Enriched } from './enrich-entries.ts'
import type { PlacedWrites } from './place-stories.ts'
import { recognise, type RecogniseDeps } from './recognise.ts'

export interface BringDeps extends RecogniseDeps {
  /** Asks for what a feed leaves out of its entries, where there is somebody to ask. */
  enrich: (
    entries: readonly CleanEntry[],
    source: Pick<Source, 'slug' | 'enrich'>,
    now: string,
  ) => Promise<Enriched>
  /** Finds which of these tell what others tell. */
  place: (writes: readonly EntryWrite[]) => Promise<PlacedWrites | undefined>
}

/** What a poll brought, before it is written down. */
export interface Brought {
  kind: PollReport['outcome']
  status: number | null
  hints: PublisherHints
  /** Told by the entries of a document. */
  rhythm?: Rhythm | undefined
  /** How many a document had. */
  entries?: number | undefined
  faults: Fault[]
  counts: Pick<PollReport, 'added' | 'changed' | 'unchanged' | 'duplicate'>
  writes: EntryWrite[]
  placing?: Placing
  /** What the source taught us about itself. */
  learned: Pick<SourceWrite, 'feed' | 'validators' | 'hints' | 'here' | 'enrichments'>
}

const NO_COUNTS = { added: 0, changed: 0, unchanged: 0, duplicate: 0 }

export const sourceFault = (what: string): Fault => ({ where: 'source', what })

/** A poll without a document: the source keeps the hints it gave last. */
export function broughtNothing(
  kind: Brought['kind'],
  status: number | null,
  hints: PublisherHints,
  ...faults: Fault[]
): Brought {
  return { kind, status, hints, faults, counts: NO_COUNTS, writes: [], learned: {} }
}

/** Reads what came, and tells what of it is new, and what of that was told before. */
export async function bring(
  outcome: PollOutcome,
  source: Source,
  now: Date,
  deps: BringDeps,
): Promise<Brought> {
  const brought = await broughtBy(outcome, source, now, deps)
  const placed = await deps.place(brought.writes)
  if (!placed) return brought
  const { added, changed, unchanged } = brought.counts
  const { placing, duplicates } = placed
  return {
    ...brought,
    placing,
    counts: { added: added - duplicates, changed, unchanged, duplicate: duplicates },
  }
}

async function broughtBy(
  outcome: PollOutcome,
  source: Source,
  now: Date,
  deps: BringDeps,
): Promise<Brought> {
  const { kind, status } = outcome
  switch (kind) {
    case 'fresh':
      return bringDocument(outcome, source, now, deps)
    case 'not-modified': {
      const at = wholeSeconds(now)
      // A feed that stays as it is says nothing of what is withdrawn.
      const asked = await deps.enrich([], source, at)
      return withAsked(bringNotModified(outcome, source), asked, source, at, deps)
    }
    case 'gone': {
      const fault = sourceFault('the server says this feed is gone (410)')
      return broughtNothing(kind, status, source.hints, fault)
    }
    case 'failed':
      return broughtNothing(kind, status, source.hints, sourceFault(outcome.reason))
    default:
      return outcome satisfies never
  }
}

/** The document's own hints stay; the cache headers are the 304's, where it has any (RFC 9111 §4.3.4). */
function bringNotModified(
  { status, freshSeconds }: Extract<PollOutcome, { kind: 'not-modified' }>,
  { hints, validators }: Source,
): Brought {
  if (validators?.etag === undefined && validators?.lastModified === undefined) {
    const what = 'the server says that nothing has changed (304), although it was not asked that'
    return broughtNothing('failed', status, hints, sourceFault(what))
  }
  if (freshSeconds === undefined || freshSeconds === hints.freshSeconds)
    return broughtNothing('not-modified', status, hints)
  const newHints = { ...hints, freshSeconds }
  return { ...broughtNothing('not-modified', status, newHints), learned: { hints: newHints } }
}

async function bringDocument(
  outcome: Extract<PollOutcome, { kind: 'fresh' }>,
  source: Source,
  now: Date,
  deps: BringDeps,
): Promise<Brought> {
  const { status, document, validators, freshSeconds } = outcome
  const read = await identifyDocument(document, source.firstUrl, source.language)
  if (read.kind === 'ended') {
    const fault = sourceFault(`this feed is now ${read.what}`)
    return broughtNothing('gone', status, source.hints, ...outcome.faults, fault)
  }
  if (read.kind === 'not-a-feed') {
    const fault = sourceFault(`this is not a feed but ${read.what}`)
    return broughtNothing('failed', status, source.hints, ...outcome.faults, fault)
  }
  const { feed, entries } = read
  const hints = { ...read.hints, freshSeconds }
  const at = wholeSeconds(now)
  const [before, forgotten] = await Promise.all([
    source.enrich === undefined ? asBefore(entries, deps) : [],
    deps.entries.forgotten(entries.map(({ key }) => key)),
  ])
  const same = new Set([...before, ...forgotten])
  const clean = cleanEntries(
    read,
    entries.filter(({ key }) => !same.has(key)),
  )
  const asked = await deps.enrich(clean.entries, source, at)
  const { writes, ...counts } = await recognise(asked.entries, source.slug, at, deps, same)
  const dates = entries.flatMap(({ written }) => written.published ?? written.updated ?? [])
  const brought: Brought = {
    kind: 'fresh',
    status,
    hints,
    rhythm: rhythmOf(dates, now),
    entries: entries.length,
    faults: [
      ...outcome.faults,
      ...shrinkage(source, entries.length),
      ...read.faults,
      ...clean.faults,
    ],
    counts: { ...counts, duplicate: 0 },
    writes,
    // With a 304 the entries that are still to be asked about would not come back.
    learned: {
      feed,
      validators: asked.isUnfinished ? null : validators,
      hints,
      here: entries.map(({ key }) => key),
    },
  }
  return withAsked(brought, asked, source, at, deps)
}

/**
 * The keys of entries that are written as they were when they were stored: most of what a poll
 * brings. Cleaning them would cost most of what a poll costs, and bring the same.
 */
const asBefore = (entries: readonly WrittenEntry[], deps: BringDeps) =>
  deps.entries.writtenAs(
    entries.map(({ key, digest }) => ({ key, digest })),
    SANITIZER_VERSION,
  )

/** A feed that was emptied by mistake looks like one that has nothing to say. */
function shrinkage({ memory }: Source, entries: number): Fault[] {
  const what = shrunkTo(entries, memory.entries)
  return what === undefined ? [] : [sourceFault(what)]
}

/** Adds what asking about entries brought, beyond the entries of the document. */
async function withAsked(
  brought: Brought,
  { withdrawn, enrichments, faults }: Enriched,
  { slug }: Source,
  at: string,
  deps: BringDeps,
): Promise<Brought> {
  if (enrichments.length === 0) return brought
  // They were not read with this document, so they are not counted with its entries.
  const { writes } =
    withdrawn.length === 0 ? { writes: [] } : await recognise(withdrawn, slug, at, deps)
  return {
    ...brought,
    faults: [...brought.faults, ...faults],
    writes: [...brought.writes, ...writes],
    learned: { ...brought.learned, enrichments },
  }
}
