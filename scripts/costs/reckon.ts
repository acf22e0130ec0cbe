import { COUNTING_POLICY } from '../../src/config.ts'
import * as measured from './measured.ts'
import { FREE_A_DAY, FREE_DATABASE_BYTES, PAID_A_MONTH, PAID_STORAGE, PRICES } from './plans.ts'

/** A newsroom as it is on an ordinary day. */
export interface Day {
  sources: number
  /** Of each source. */
  polls: number
  /** Of each source; each comes in a poll of its own. */
  newEntries: number
  /** Readers who ask once an hour. */
  readers: number
  /** As many as are kept. */
  storedEntries: number
}

/** What a day uses up. */
type Usage = Record<keyof typeof PRICES, number>

const ALLOWANCES = ['requests', 'rowsRead', 'rowsWritten', 'queueOperations'] as const
const BILLED = ['requests', 'cpuMs', 'rowsRead', 'rowsWritten', 'queueOperations'] as const

const HOURS = 24
const MINUTES = HOURS * 60
/** A message is written, read and deleted. */
const OPERATIONS_PER_MESSAGE = 3
/** Of the polls that bring nothing, so many are answered 304; the others send the whole document. */
const NOT_MODIFIED_SHARE = 0.5

/** How often all entries are counted. */
function countsADay(storedEntries: number): number {
  const { leastSeconds, secondsPerEntry, mostSeconds } = COUNTING_POLICY
  return (HOURS * 3600) / Math.min(leastSeconds + secondsPerEntry * storedEntries, mostSeconds)
}

export function usageOf({ sources, polls, newEntries, readers, storedEntries }: Day): Usage {
  const withNews = Math.min(newEntries, polls)
  const quiet = polls - withNews
  const counted: [times: number, unit: measured.Unit][] = [
    [sources * withNews, measured.ONE_NEW_ENTRY],
    [sources * quiet * NOT_MODIFIED_SHARE, measured.NOT_MODIFIED],
    [sources * quiet * (1 - NOT_MODIFIED_SHARE), measured.SAME_DOCUMENT],
    [sources * polls, measured.DUE],
    [MINUTES, measured.CRON],
    [countsADay(storedEntries) * storedEntries, measured.ENTRIES_COUNTED],
    [readers * HOURS, measured.READER],
  ]
  const sum = (of: keyof measured.Unit) =>
    counted.reduce((total, [times, unit]) => total + times * unit[of], 0)
  return {
    // Whether an invocation by cron or queue counts as a request is not told: here it does.
    requests: sources * polls + MINUTES + readers * HOURS,
    cpuMs: sum('cpuMs'),
    rowsRead: sum('rowsRead'),
    rowsWritten: sum('rowsWritten'),
    queueOperations: sources * polls * OPERATIONS_PER_MESSAGE,
  }
}

/** What the free plan carries beside what is given: of it, as many as fit. */
export function mostOf(fits: (count: number) => boolean): number {
  let low = 0
  let high = 10_000_000
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** The free plan's allowances, by how much of each such a day uses up. */
const shares = (day: Day) => {
  const usage = usageOf(day)
  return ALLOWANCES.map((of) => ({ of, share: usage[of] / FREE_A_DAY[of] }))
}

export const isFree = (day: Day) => shares(day).every(({ share }) => share <= 1)

/** Which of the free plan's allowances such a day uses up first. */
export const tightest = (day: Day) => shares(day).toSorted((a, b) => b.share - a.share)[0]?.of ?? ''

const entriesWithin = (bytes: number) => Math.floor(bytes / measured.BYTES_PER_ENTRY)
export const FREE_ENTRIES = entriesWithin(FREE_DATABASE_BYTES)
export const PAID_ENTRIES = entriesWithin(PAID_STORAGE.maxGigabytes * 1e9)

/** Sources whose first polls fit into one free day. */
export const FIRST_POLLS_A_DAY = Math.floor(
  FREE_A_DAY.rowsWritten / measured.FIRST_OF_FIFTY.rowsWritten,
)

/** A month on the paid plan, in dollars, line by line. */
export function monthOf(day: Day): Record<string, number> {
  const usage = usageOf(day)
  const lines = BILLED.map((of) => {
    const { included, perMillion } = PRICES[of]
    return [of, (Math.max(0, usage[of] * 30 - included) / 1e6) * perMillion] as const
  })
  const gigabytes = (day.storedEntries * measured.BYTES_PER_ENTRY) / 1e9
  const storage = Math.max(0, gigabytes - PAID_STORAGE.includedGigabytes) * PAID_STORAGE.perGigabyte
  return { plan: PAID_A_MONTH, ...Object.fromEntries(lines), storage }
}
