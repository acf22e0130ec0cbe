/** Where more of an entry can be asked for than its feed tells. */
export const ENRICHERS = ['govuk-content'] as const
export type Enricher = (typeof ENRICHERS)[number]

/** What asking about an entry came to, when it last was asked about. */
export type EnrichmentOutcome =
  | 'found'
  /** Found, and withdrawn by its publisher. */
  | 'withdrawn'
  /** Its page leads to another one now. */
  | 'moved'
  | 'missing'
  | 'gone'
  | 'failed'

/** What we remember of having asked about an entry, so that it is not asked about at every poll. */
export interface Enrichment {
  /** Of what the feed said of the entry when its answer was taken: when it says something else, we ask again. */
  asFed: string
  outcome: EnrichmentOutcome
  /** RFC 3339. */
  askedAt: string
}

export interface EntryEnrichment extends Enrichment {
  key: string
}
