import type { EntryEnrichment, EnrichmentOutcome } from '../domain/enrichment.ts'
import type { CleanEntry } from './clean-document.ts'
import type { Askable } from './enrichment-choice.ts'
import { REMOVED } from './enrichment-departed.ts'
import type { ContentAnswer } from './govuk-content.ts'
import { withContentItem } from './govuk-entry.ts'

/** What becomes of an entry that was asked about, or was not. */
export interface EnrichmentResult {
  entry: CleanEntry
  /** What to remember of having asked; absent when nobody did. */
  enrichment?: EntryEnrichment
  faults: string[]
}

/** What is stored holds more than the feed tells. */
const HOLDS_MORE: ReadonlySet<EnrichmentOutcome> = new Set(['found', 'withdrawn'])

/**
 * The entry as it is stored stays: its feed says what it said when we last asked, or what it says
 * now cannot be completed yet. Without this an enriched entry would change back and forth.
 */
function held({ entry, asFed, remembered }: Askable): CleanEntry {
  const asked = remembered?.enrichment
  if (!remembered || !asked) return entry
  const isHeld = asked.asFed === asFed || HOLDS_MORE.has(asked.outcome)
  return {
    ...entry,
    ...(isHeld && { fingerprint: remembered.fingerprint }),
    ...(asked.outcome === 'withdrawn' &&
      remembered.isWithdrawn && { withdrawnBecause: 'it was withdrawn before' }),
  }
}

/** An entry that nobody was asked about in this poll. */
export const notAsked = (askable: Askable): EnrichmentResult => ({
  entry: held(askable),
  faults: [],
})

/**
 * An entry with the answer about it. Whatever the answer, the entry is kept.
 *
 * @param now RFC 3339.
 */
export function answered(askable: Askable, answer: ContentAnswer, now: string): EnrichmentResult {
  const { entry, asFed, remembered } = askable
  const before = remembered?.enrichment
  const remember = (outcome: EnrichmentOutcome): EntryEnrichment => ({
    key: entry.key,
    asFed,
    outcome,
    askedAt: now,
  })
  switch (answer.kind) {
    case 'found': {
      const { entry: enriched, faults } = withContentItem(entry, answer.item)
      // Only we have learned something: the feed says what it said when we stored that alone.
      const isCompletion = remembered !== undefined && remembered.fingerprint === entry.fingerprint
      const outcome = enriched.withdrawnBecause === undefined ? 'found' : 'withdrawn'
      return {
        entry: { ...enriched, isCompletion },
        enrichment: remember(outcome),
        faults: [
          ...(answer.fault ? [answer.fault] : []),
          ...faults,
          ...(enriched.withdrawnBecause ? [`left out: ${enriched.withdrawnBecause}`] : []),
        ],
      }
    }
    case 'gone': {
      // A page that is gone is not believed once; the next question comes a day later.
      const isBelieved = before?.outcome === 'gone' || before?.outcome === 'withdrawn'
      const kept = held(askable)
      return {
        entry: isBelieved ? { ...kept, withdrawnBecause: REMOVED } : kept,
        enrichment: remember(isBelieved ? 'withdrawn' : 'gone'),
        faults: [answer.fault],
      }
    }
    case 'moved':
    case 'missing':
      return {
        entry: before?.asFed === asFed ? held(askable) : entry,
        enrichment: remember(answer.kind),
        faults: [answer.fault],
      }
    case 'failed': {
      const stays = before && HOLDS_MORE.has(before.outcome)
      return {
        entry: held(askable),
        enrichment: stays ? { ...before, key: entry.key, askedAt: now } : remember('failed'),
        faults: [answer.fault],
      }
    }
    default:
      return answer satisfies never
  }
}
