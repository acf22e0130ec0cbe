import { parseArgs } from 'node:util'
import { freePlan, LIMITS, paidPlan, usageTable } from './costs/tables.ts'
import { command } from './refusals.ts'

/**
 * `npm run costs [-- --sources 300 --polls 12 --new 5 --readers 2000 --stored 50000]`: what such a newsroom uses up
 * a day, and the tables of docs/deploy.md.
 */
await command(async () => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      sources: { ...text, default: '100' },
      polls: { ...text, default: '24' },
      new: { ...text, default: '5' },
      readers: { ...text, default: '1000' },
      stored: { ...text, default: '15000' },
    },
  })
  const day = {
    sources: Number(values.sources),
    polls: Number(values.polls),
    newEntries: Number(values.new),
    readers: Number(values.readers),
    storedEntries: Number(values.stored),
  }
  console.log(`${usageTable(day)}\n\n${freePlan()}\n\n${paidPlan()}\n`)
  console.log(LIMITS)
})
