import type { Enrichment } from '../domain/enrichment.ts'
import { sha256 } from '../web/digest.ts'
import type { CleanEntry } from './clean-document.ts'

/** What we remember of an entry, as far as it matters here. */
interface Remembered {
  fingerprint: string
  isWithdrawn: boolean
  enrichment?: Enrichment
}

/** An entry that could be asked about. */
export interface Askable {
  entry: CleanEntry
  asFed: string
  remembered: Remembered | undefined
}

export interface EnrichmentPolicy {
  /** Entries asked about in one poll. */
  maxAsked: number
  /** An answer older than this is asked for again, when there is room: withdrawals move no date. */
  recheckSeconds: number
  /** Entries no longer in their feed that are asked about in one poll, when there is room. */
  maxDepartedAsked: number
  /** How long after it was first seen an entry is still asked about. */
  departedSeconds: number
}

/**
 * What a feed says of an entry. Its `updated` counts, unlike in an entry's own fingerprint: a feed
 * of titles tells by nothing else that a text has changed.
 */
export function asFedOf({ fingerprint, content }: CleanEntry): string {
  return sha256(`${fingerprint} ${content.updated ?? ''}`)
}

/** How urgent it is to ask; undefined when there is no need. */
function urgency(
  { asFed, remembered }: Askable,
  { recheckSeconds }: Pick<EnrichmentPolicy, 'recheckSeconds'>,
  now: string,
): number | undefined {
  const asked = remembered?.enrichment
  if (!asked) return 0
  // After what has changed: a page that always fails must not keep others waiting.
  if (asked.outcome === 'failed') return 2
  if (asked.asFed !== asFed) return 1
  const age = Date.parse(now) - Date.parse(asked.askedAt)
  return age >= recheckSeconds * 1000 ? 3 : undefined
}

/**
 * Which entries to ask about now: those never asked about, newest first, then those whose feed says
 * something else than it did, then those that failed, then those asked about long ago.
 *
 * @param now RFC 3339.
 */
export function chooseToAsk(
  askable: readonly Askable[],
  policy: Pick<EnrichmentPolicy, 'maxAsked' | 'recheckSeconds'>,
  now: string,
): { chosen: Askable[]; isUnfinished: boolean } {
  const dated = ({ entry: { content } }: Askable) => content.updated ?? content.published ?? ''
  const askedAt = ({ remembered }: Askable) => remembered?.enrichment?.askedAt ?? ''
  const wanted = askable
    .flatMap((one) => {
      const rank = urgency(one, policy, now)
      return rank === undefined ? [] : [{ one, rank }]
    })
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        askedAt(a.one).localeCompare(askedAt(b.one)) ||
        dated(b.one).localeCompare(dated(a.one)),
    )
  return {
    chosen: wanted.slice(0, policy.maxAsked).map(({ one }) => one),
    isUnfinished: wanted.slice(policy.maxAsked).some(({ rank }) => rank < 3),
  }
}
