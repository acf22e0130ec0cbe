import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import * as v from 'valibot'
import { CONTENDERS } from './contenders.ts'
import { benchFeeds } from './feeds.ts'
import { table } from './table.ts'

/** What a process that did the work tells of itself. */
const RunReport = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    cpuSeconds: v.number(),
    megabytes: v.number(),
    peakMegabytes: v.number(),
    entries: v.number(),
    failed: v.array(v.string()),
  }),
)
type Run = v.InferOutput<typeof RunReport>

const ROUNDS = 3
const BASELINE = 'rss-parser'

const CONTENDER = join(import.meta.dirname, 'contender.ts')

const run = (name: string, only?: string[]): Run =>
  v.parse(
    RunReport,
    execFileSync(process.execPath, [CONTENDER, name, ...(only ? [JSON.stringify(only)] : [])], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )

/** A parser in another language: time and peak memory as that process tells them. */
function feedparser(names: string[]): Run | undefined {
  try {
    const output = execFileSync(
      '/usr/bin/python3',
      [join(import.meta.dirname, 'feedparser_run.py')],
      {
        encoding: 'utf8',
        input: JSON.stringify(names),
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    )
    return v.parse(RunReport, output)
  } catch {
    return undefined
  }
}

/**
 * How long each contender works on a megabyte of feeds, and how much memory it takes, side by side:
 * the best of some rounds that take turns, since what else the machine does comes and goes.
 */
export function benchReading(): void {
  const { from, feeds } = benchFeeds()
  const names = Object.keys(CONTENDERS)
  const failed = new Set(names.flatMap((name) => run(name).failed))
  const readable = feeds.map(({ name }) => name).filter((name) => !failed.has(name))
  console.log(
    `\nReading: ${readable.length} ${from} that every contender reads (${failed.size} left out)\n`,
  )

  const best = new Map<string, Run>()
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) {
      const one = run(name, readable)
      const before = best.get(name)
      if (!before || one.cpuSeconds < before.cpuSeconds) best.set(name, one)
    }
  const python = feedparser(readable)
  if (python) best.set('feedparser (Python)', python)
  else console.log('feedparser is not installed (Debian: python3-feedparser), and left out.')

  const baseline = best.get(BASELINE)
  const rows = [...best].map(([name, { cpuSeconds, megabytes, peakMegabytes, entries }]) => [
    name,
    ((cpuSeconds / megabytes) * 1000).toFixed(0),
    baseline ? (baseline.cpuSeconds / cpuSeconds).toFixed(2) : '',
    peakMegabytes.toFixed(0),
    entries,
  ])
  console.log(table(['contender', 'CPU ms/MB', `times ${BASELINE}`, 'peak MB', 'entries'], rows))
}
