import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isFree, monthOf, mostOf, usageOf } from '../../scripts/costs/reckon.ts'
import { freePlan, LIMITS, paidPlan } from '../../scripts/costs/tables.ts'

const guide = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8')
/** Tables as they are written, without the spaces that line up their columns. */
const plain = (text: string) => text.replaceAll(/ *\| */g, '|').replaceAll(/-{3,}/g, '---')

describe('docs/deploy.md', () => {
  it.each([
    { what: 'what the free plan carries', table: freePlan() },
    { what: 'what the paid plan costs', table: paidPlan() },
  ])('tells $what as `npm run costs` reckons it', ({ table }) => {
    expect(plain(guide)).toContain(plain(table))
  })

  it.each(Object.values(LIMITS))('tells the limit of %d', (limit) => {
    expect(guide).toContain(limit.toLocaleString('en'))
  })
})

describe('what a day uses up', () => {
  const day = { sources: 0, polls: 24, newEntries: 5, readers: 0, storedEntries: 0 }

  it('is the cron alone where there is nothing to poll and nobody reads', () => {
    expect(usageOf(day)).toMatchObject({ requests: 1440, queueOperations: 0, rowsRead: 1440 * 36 })
  })

  it('grows by each source with its polls, of which those with news write the entries', () => {
    const { rowsWritten, queueOperations } = usageOf({ ...day, sources: 1 })
    expect(queueOperations).toBe(24 * 3)
    expect(rowsWritten).toBe(5 * 59 + 19 * 4 + 24 + 1440)
  })

  it('counts what is stored as often as its number allows', () => {
    const counted = (storedEntries: number) =>
      usageOf({ ...day, storedEntries }).rowsRead - usageOf(day).rowsRead
    expect(counted(600)).toBeCloseTo((86_400 / 1200) * 600 * 2)
    expect(counted(500_000)).toBeCloseTo(500_000 * 2)
  })

  it('is free up to the first allowance, and no further', () => {
    const most = mostOf((sources) => isFree({ ...day, sources }))
    expect(isFree({ ...day, sources: most })).toBe(true)
    expect(isFree({ ...day, sources: most + 1 })).toBe(false)
  })

  it('costs the plan’s price until an allowance is used up', () => {
    expect(monthOf({ ...day, sources: 100 })).toMatchObject({ plan: 5, rowsWritten: 0 })
    // 20,000 × 395 rows × 30 days, less the 50 million that are included, at a dollar a million.
    expect(monthOf({ ...day, sources: 20_000 })['rowsWritten']).toBeCloseTo(187.0432)
  })
})
