import type { EntryEnrichment } from '../domain/enrichment.ts'
import type { Fault } from '../domain/fault.ts'
import type { Source } from '../domain/source.ts'
import type { AskedEntry, EntryStore } from '../domain/store.ts'
import type { CleanEntry } from '../ingest/clean-document.ts'
import {
  asFedOf,
  type Askable,
  chooseToAsk,
  type EnrichmentPolicy,
} from '../ingest/enrichment-choice.ts'
import { afterDeparture } from '../ingest/enrichment-departed.ts'
import { answered, notAsked } from '../ingest/enrichment-result.ts'
import { contentApiUrl } from '../ingest/govuk-content.ts'
import { wholeSeconds } from '../web/moment.ts'
import { type AskDeps, askAboutPages } from './ask-about-pages.ts'

export interface EnrichDeps extends AskDeps {
  entries: Pick<EntryStore, 'known' | 'departed'>
  policy: EnrichmentPolicy
}

/** The entries of a document, as many of them enriched as one poll may ask about. */
export interface Enriched {
  entries: CleanEntry[]
  /** Entries that left the feed and were withdrawn since. */
  withdrawn: CleanEntry[]
  enrichments: EntryEnrichment[]
  faults: Fault[]
  /** Some are to be asked about at the next poll, whether or not the feed has changed by then. */
  isUnfinished: boolean
}

/** The entries with what their source's enricher knows of them, or as they are without one. */
export async function enrichEntries(
  incoming: readonly CleanEntry[],
  { slug, enrich }: Pick<Source, 'slug' | 'enrich'>,
  now: string,
  deps: EnrichDeps,
): Promise<Enriched> {
  switch (enrich) {
    case undefined:
      return {
        entries: [...incoming],
        withdrawn: [],
        enrichments: [],
        faults: [],
        isUnfinished: false,
      }
    case 'govuk-content':
      return fromGovukContent(incoming, slug, now, deps)
    default:
      return enrich satisfies never
  }
}

/**
 * Asks GOV.UK for what its feeds leave out of an entry: text, change notes, withdrawal. An entry
 * that another source brought first is not asked about, since it is shown as that one's duplicate.
 *
 * @param now RFC 3339.
 */
async function fromGovukContent(
  incoming: readonly CleanEntry[],
  source: string,
  now: string,
  deps: EnrichDeps,
): Promise<Enriched> {
  const { byKey, owners } = await deps.entries.known(
    incoming.map(({ key }) => key),
    incoming.map(({ id }) => id),
  )
  const isDuplicate = ({ id, key }: CleanEntry) => (owners.get(id)?.key ?? key) !== key
  const all = incoming.map((entry): Askable => ({
    entry,
    asFed: asFedOf(entry),
    remembered: byKey.get(entry.key),
  }))
  const { chosen, isUnfinished } = chooseToAsk(
    all.filter(({ entry }) => contentApiUrl(entry.content.url) && !isDuplicate(entry)),
    deps.policy,
    now,
  )
  const departed = await departedEntries(incoming, source, now, chosen.length, deps)
  const answers = await askAboutPages(
    [
      ...chosen.map(({ entry }) => ({ key: entry.key, url: entry.content.url })),
      ...departed.map(({ entry: { key, url } }) => ({ key, url })),
    ],
    deps,
  )

  const enriched: Enriched = {
    entries: [],
    withdrawn: [],
    enrichments: [],
    faults: [],
    isUnfinished:
      isUnfinished ||
      chosen.some(({ entry }) => (answers.get(entry.key)?.kind ?? 'failed') === 'failed'),
  }
  for (const [i, askable] of all.entries()) {
    const answer = answers.get(askable.entry.key)
    const result = answer ? answered(askable, answer, now) : notAsked(askable)
    enriched.entries.push(result.entry)
    if (result.enrichment) enriched.enrichments.push(result.enrichment)
    enriched.faults.push(...result.faults.map((what) => ({ where: `entries[${i}]`, what })))
  }
  for (const stored of departed) {
    const answer = answers.get(stored.entry.key)
    if (!answer) continue
    const { enrichment, withdrawn } = afterDeparture(stored, answer, now)
    enriched.enrichments.push(enrichment)
    if (!withdrawn) continue
    enriched.withdrawn.push(withdrawn)
    const what = `"${stored.entry.title}" is shown no more: ${withdrawn.withdrawnBecause}`
    enriched.faults.push({ where: 'source', what })
  }
  return enriched
}

const before = (now: string, seconds: number) =>
  wholeSeconds(new Date(Date.parse(now) - seconds * 1000))

/** What is withdrawn mostly leaves its feed: some that left it are asked about, when there is room. */
async function departedEntries(
  incoming: readonly CleanEntry[],
  source: string,
  now: string,
  asking: number,
  { entries, policy }: EnrichDeps,
): Promise<AskedEntry[]> {
  const limit = Math.min(policy.maxDepartedAsked, policy.maxAsked - asking)
  if (limit <= 0) return []
  return entries.departed({
    source,
    here: incoming.map(({ key }) => key),
    askedBefore: before(now, policy.recheckSeconds),
    firstSeenAfter: before(now, policy.departedSeconds),
    limit,
  })
}
