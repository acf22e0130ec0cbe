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
import {
  type ContentAnswer,
  contentApiUrl,
  readContentItem,
  readContentStatus,
} from '../ingest/govuk-content.ts'
import { type Answer, pollOutcome } from '../poll/outcome.ts'
import { wholeSeconds } from '../web/moment.ts'

export interface EnrichDeps {
  fetchDocument: (
    url: string,
    headersFor: (url: string) => Record<string, string>,
  ) => Promise<Answer>
  entries: Pick<EntryStore, 'known' | 'departed'>
  userAgent: () => Promise<string>
  policy: EnrichmentPolicy
  now: () => Date
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

/** A server that cannot answer this often is left alone until the next poll. */
const MOST_FAILURES = 2

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
  const all = await Promise.all(
    incoming.map(async (entry): Promise<Askable> => ({
      entry,
      asFed: await asFedOf(entry),
      remembered: byKey.get(entry.key),
    })),
  )
  const { chosen, isUnfinished } = chooseToAsk(
    all.filter(({ entry }) => contentApiUrl(entry.content.url) && !isDuplicate(entry)),
    deps.policy,
    now,
  )
  const departed = await departedEntries(incoming, source, now, chosen.length, deps)
  const answers = await askInTurn(
    [
      ...chosen.map(({ entry }) => pageOf(entry.key, entry.content.url)),
      ...departed.map(({ entry }) => pageOf(entry.key, entry.url)),
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
    const result = answer ? await answered(askable, answer, now) : notAsked(askable)
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

interface Page {
  key: string
  apiUrl: string | undefined
}

const pageOf = (key: string, url: string | undefined): Page => ({ key, apiUrl: contentApiUrl(url) })

/** One after the other, until all are asked or the server has had enough. */
async function askInTurn(
  pages: readonly Page[],
  deps: EnrichDeps,
): Promise<Map<string, ContentAnswer>> {
  const answers = new Map<string, ContentAnswer>()
  if (pages.length === 0) return answers
  const agent = await deps.userAgent()
  let failures = 0
  for (const { key, apiUrl } of pages) {
    if (apiUrl === undefined) continue
    const { answer, isEnough } = await ask(apiUrl, agent, deps)
    answers.set(key, answer)
    if (answer.kind === 'failed') failures += 1
    if (isEnough || failures >= MOST_FAILURES) break
  }
  return answers
}

async function ask(
  url: string,
  agent: string,
  { fetchDocument, now }: EnrichDeps,
): Promise<{ answer: ContentAnswer; isEnough: boolean }> {
  const headers = { 'user-agent': agent, accept: 'application/json' }
  const outcome = pollOutcome(await fetchDocument(url, () => headers), now())
  const { status } = outcome
  if (outcome.kind === 'fresh') {
    // RFC 8259 §8.1: JSON between systems is UTF-8.
    const json = new TextDecoder().decode(outcome.document.body)
    return { answer: readContentItem(json, url, outcome.document.url), isEnough: false }
  }
  const reason = outcome.kind === 'failed' ? outcome.reason : `it answered ${status}`
  // RFC 6585 §4, RFC 9110 §15.6.4.
  return { answer: readContentStatus(status, reason), isEnough: status === 429 || status === 503 }
}
