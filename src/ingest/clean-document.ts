import type { FetchedDocument, ParsedEntry, PollHints } from '../domain/document.ts'
import type { Fault } from '../domain/fault.ts'
import type { FeedMetadata } from '../domain/feed-metadata.ts'
import { fingerprint } from './fingerprint.ts'
import { hasEnded } from './govuk-ended.ts'
import { identify } from './identity.ts'
import type { IncomingEntry } from './merge.ts'
import { normalizeEntry, normalizeFeed } from './normalize.ts'
import { DEFAULT_LIMITS, readDocument, type ReadLimits } from './read.ts'

/** An entry ready to be recognised, beside what its publisher wrote. */
export interface CleanEntry extends IncomingEntry {
  written: ParsedEntry
}

export type CleanOutcome =
  | {
      kind: 'feed'
      feed: FeedMetadata
      hints: PollHints
      entries: CleanEntry[]
      faults: Fault[]
    }
  /** `what` it is instead, in words. */
  | { kind: 'not-a-feed'; what: string }
  | { kind: 'ended'; what: string }

/**
 * A document from its bytes to clean, identified entries. An entry that cannot be kept is a fault
 * and costs no other.
 *
 * @param sourceUrl what derived ids hang on: the URL under which the source was first known.
 * @param language of a feed that declares none; BCP 47.
 */
export async function cleanDocument(
  fetched: FetchedDocument,
  sourceUrl: string,
  language?: string,
  limits: ReadLimits = DEFAULT_LIMITS,
): Promise<CleanOutcome> {
  const outcome = await readDocument(fetched, limits)
  if (outcome.kind === 'not-a-feed') return outcome
  const { document } = outcome
  if (hasEnded(document)) return { kind: 'ended', what: 'a notice that it has ended' }
  const feed =
    document.feed.language === undefined && language !== undefined
      ? { ...document.feed, language }
      : document.feed
  const metadata = normalizeFeed(feed)
  const sourceUpdated = metadata.updated ?? metadata.published
  const identities = identify(document.entries, sourceUrl)
  const faults = [...document.faults]
  const entries: CleanEntry[] = []
  for (const [i, written] of document.entries.entries()) {
    const where = `entries[${i}]`
    const identity = identities[i]
    if (!identity) continue
    try {
      const { content, faults: met } = normalizeEntry(written, feed)
      faults.push(...met.map((what) => ({ where, what })))
      if (sourceUpdated !== undefined) content.sourceUpdated = sourceUpdated
      entries.push({ ...identity, content, fingerprint: fingerprint(content), written })
    } catch (error) {
      // A fault of ours, and expected of no document; the other entries are not to pay for it.
      const what = `left out, because it could not be cleaned: ${String(error)}`
      faults.push({ where, what })
    }
  }
  return { kind: 'feed', feed: metadata, hints: feed.hints, entries, faults }
}
