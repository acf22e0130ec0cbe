import type { EntryEnrichment } from '../domain/enrichment.ts'
import type { AskedEntry } from '../domain/store.ts'
import type { CleanEntry } from './clean-document.ts'
import type { ContentAnswer } from './govuk-content.ts'
import { withdrawalOf } from './govuk-entry.ts'

/**
 * What the answer about an entry means that is no longer in its feed: whether it is withdrawn. Its
 * text stays as it is; what its publisher changes there without a word is not news any more.
 *
 * @param now RFC 3339.
 */
export function afterDeparture(
  { entry, written, enrichment }: AskedEntry,
  answer: ContentAnswer,
  now: string,
): { enrichment: EntryEnrichment; withdrawn?: CleanEntry } {
  const asked = { ...enrichment, key: entry.key, askedAt: now }
  const because = whyWithdrawn(answer, enrichment.outcome === 'gone')
  if (because === undefined)
    return { enrichment: answer.kind === 'gone' ? { ...asked, outcome: 'gone' } : asked }
  const { id, key, fingerprint } = entry
  return {
    enrichment: { ...asked, outcome: 'withdrawn' },
    withdrawn: {
      id,
      key,
      fingerprint,
      written,
      content: contentOf(entry),
      withdrawnBecause: because,
    },
  }
}

/** A page that is gone is not believed once. */
function whyWithdrawn(answer: ContentAnswer, wasGone: boolean): string | undefined {
  if (answer.kind === 'found') return withdrawalOf(answer.item)
  return answer.kind === 'gone' && wasGone ? REMOVED : undefined
}

export const REMOVED = 'GOV.UK has removed its page (410)'

/** What an entry says, without what we know of it. */
function contentOf(entry: AskedEntry['entry']): CleanEntry['content'] {
  const {
    key: _key,
    id: _id,
    source: _source,
    lead: _lead,
    sortAt: _sortAt,
    firstSeenAt: _firstSeenAt,
    changedAt: _changedAt,
    revision: _revision,
    fingerprint: _fingerprint,
    ...content
  } = entry
  return content
}
