import {
  type Day,
  FIRST_POLLS_A_DAY,
  FREE_ENTRIES,
  isFree,
  monthOf,
  mostOf,
  PAID_ENTRIES,
  tightest,
  usageOf,
} from './reckon.ts'

const n = (value: number) => Math.round(value).toLocaleString('en')
const dollars = (value: number) => `$${value.toFixed(2)}`
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

const NAMES: Record<string, string> = {
  requests: 'requests',
  rowsRead: 'rows read',
  rowsWritten: 'rows written',
  queueOperations: 'queue operations',
}

/** What the free plan carries, by how often sources are polled; readers with a third of the sources. */
export function freePlan(newEntries = 5): string {
  const rows = [24, 12, 4].map((polls) => {
    const day = (sources: number, readers = 0): Day => ({
      sources,
      polls,
      newEntries: Math.min(newEntries, polls),
      readers,
      storedEntries: FREE_ENTRIES,
    })
    const sources = mostOf((count) => isFree(day(count)))
    const of = tightest(day(sources + 1))
    const readers = mostOf((count) => isFree(day(Math.floor(sources / 3), count)))
    const perDay = sources * Math.min(newEntries, polls)
    return [
      polls,
      n(sources),
      n(perDay),
      NAMES[of] ?? of,
      n(Math.floor(FREE_ENTRIES / perDay)),
      n(readers),
    ]
  })
  return table(
    [
      'polls of a source a day',
      'sources',
      'new entries a day',
      'ends first',
      'days until 500 MB are full',
      'hourly readers with a third of the sources',
    ],
    rows,
  )
}

/** What the paid plan costs a month; the entries of 30 days are kept, as far as a database holds them. */
export function paidPlan(): string {
  const rows = [
    { sources: 100, readers: 1000 },
    { sources: 1000, readers: 10_000 },
    { sources: 10_000, readers: 100_000 },
  ].map(({ sources, readers }) => {
    const storedEntries = Math.min(sources * 5 * 30, PAID_ENTRIES)
    const month = monthOf({ sources, readers, storedEntries, polls: 24, newEntries: 5 })
    const of = (name: string) => dollars(month[name] ?? 0)
    const total = Object.values(month).reduce((sum, line) => sum + line, 0)
    return [
      n(sources),
      n(readers),
      ...['requests', 'cpuMs', 'rowsRead', 'rowsWritten', 'queueOperations', 'storage'].map(of),
      `**${dollars(total)}**`,
    ]
  })
  return table(
    [
      'sources',
      'hourly readers',
      'requests',
      'CPU',
      'rows read',
      'rows written',
      'queue',
      'storage',
      'a month, plan included',
    ],
    rows,
  )
}

export const usageTable = (day: Day) =>
  table(
    ['a day', 'uses up'],
    Object.entries(usageOf(day)).map(([of, used]) => [of, n(used)]),
  )

export const LIMITS = { FIRST_POLLS_A_DAY, FREE_ENTRIES, PAID_ENTRIES }
