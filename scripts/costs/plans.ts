/**
 * Cloudflare's limits and prices, in US dollars, as its pages had them on 2026-11-23:
 * developers.cloudflare.com/workers/platform/limits and …/pricing, …/d1/platform/limits and
 * …/pricing, …/queues/platform/pricing.
 */

/** What a day may use up on the free plan. */
export const FREE_A_DAY = {
  requests: 100_000,
  rowsRead: 5_000_000,
  rowsWritten: 100_000,
  queueOperations: 10_000,
}
export const FREE_DATABASE_BYTES = 500_000_000

interface Price {
  /** A month, within the plan's own price. */
  included: number
  perMillion: number
}

export const PAID_A_MONTH = 5
export const PRICES = {
  requests: { included: 10_000_000, perMillion: 0.3 },
  cpuMs: { included: 30_000_000, perMillion: 0.02 },
  rowsRead: { included: 25_000_000_000, perMillion: 0.001 },
  rowsWritten: { included: 50_000_000, perMillion: 1 },
  queueOperations: { included: 1_000_000, perMillion: 0.4 },
} satisfies Record<string, Price>

export const PAID_STORAGE = { includedGigabytes: 5, perGigabyte: 0.75, maxGigabytes: 10 }
