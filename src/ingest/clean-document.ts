import type { FetchedDocument, ParsedEntry, ParsedFeed, PollHints } from '../domain/document.ts'
import type { Fault } from '../domain/fault.ts'
import type { FeedMetadata } from '../domain/feed-metadata.ts'
import { sha256 } from '../web/digest.ts'
import { fingerprint } from './fingerprint.ts'
import { hasEnded } from './govuk-ended.ts'
import { type Identity, identify } from './identity.ts'
import type { IncomingEntry } from './merge.ts'
import { normalizeEntry, normalizeFeed } from './normalize.ts'
import { readDocument } from './read.ts'

/** An entry as its publisher wrote it, and who it is. */
export interface WrittenEntry extends Identity {
  /** Where it stands, for faults. */
  where: string
  written: ParsedEntry
  /** Of all that it is cleaned from: one that has the same as before is the same as before. */
  digest: string
}

/** A document with its entries identified, and not yet cleaned. */
export interface IdentifiedDocument {
  kind: 'feed'
  written: ParsedFeed
  feed: FeedMetadata
  hints: PollHints
  entries: WrittenEntry[]
  faults: Fault[]
}

export type IdentifyOutcome =
  | IdentifiedDocument
  /** `what` it is instead, in words. */
  | { kind: 'not-a-feed'; what: string }
  | { kind: 'ended'; what: string }

/** An entry ready to be recognised, beside what its publisher wrote. */
export interface CleanEntry extends IncomingEntry {
  written: ParsedEntry
  /** None where it was made from more than its document. */
  digest?: string | undefined
}

/** Clean entries, and what was wrong with them. */
interface CleanEntries {
  entries: CleanEntry[]
  faults: Fault[]
}

export interface CleanDocument extends CleanEntries {
  kind: 'feed'
  feed: FeedMetadata
}

/**
 * A document from its bytes to identified entries.
 *
 * @param sourceUrl what derived ids hang on: the URL under which the source was first known.
 * @param language of a feed that declares none; BCP 47.
 */
export async function identifyDocument(
  fetched: FetchedDocument,
  sourceUrl: string,
  language?: string,
): Promise<IdentifyOutcome> {
  const outcome = await readDocument(fetched)
  if (outcome.kind === 'not-a-feed') return outcome
  const { document } = outcome
  if (hasEnded(document)) return { kind: 'ended', what: 'a notice that it has ended' }
  const written =
    document.feed.language === undefined && language !== undefined
      ? { ...document.feed, language }
      : document.feed
  return {
    kind: 'feed',
    written,
    feed: normalizeFeed(written),
    hints: written.hints,
    entries: identified(document.entries, written, sourceUrl),
    faults: document.faults,
  }
}

function identified(
  entries: readonly ParsedEntry[],
  { authors, language }: ParsedFeed,
  sourceUrl: string,
): WrittenEntry[] {
  return identify(entries, sourceUrl).flatMap((identity, i) => {
    const written = entries[i]
    if (!written) return []
    const digest = sha256(JSON.stringify([written, authors, language]))
    return [{ ...identity, where: `entries[${i}]`, written, digest }]
  })
}

/** Cleans entries of a document. One that cannot be kept is a fault and costs no other. */
export function cleanEntries(
  { written: feed, feed: { updated, published } }: IdentifiedDocument,
  entries: readonly WrittenEntry[],
): CleanEntries {
  const sourceUpdated = updated ?? published
  const clean: CleanEntries = { entries: [], faults: [] }
  for (const { where, ...entry } of entries) {
    try {
      const { content, faults } = normalizeEntry(entry.written, feed)
      clean.faults.push(...faults.map((what) => ({ where, what })))
      if (sourceUpdated !== undefined) content.sourceUpdated = sourceUpdated
      clean.entries.push({ ...entry, content, fingerprint: fingerprint(content) })
    } catch (error) {
      // A fault of ours, and expected of no document; the other entries are not to pay for it.
      const what = `left out, because it could not be cleaned: ${String(error)}`
      clean.faults.push({ where, what })
    }
  }
  return clean
}

/** The whole way, for a document nothing of which is known yet. */
export async function cleanDocument(
  fetched: FetchedDocument,
  sourceUrl: string,
): Promise<CleanDocument | Exclude<IdentifyOutcome, IdentifiedDocument>> {
  const document = await identifyDocument(fetched, sourceUrl)
  if (document.kind !== 'feed') return document
  const { kind, feed } = document
  const { entries, faults } = cleanEntries(document, document.entries)
  return { kind, feed, entries, faults: [...document.faults, ...faults] }
}
