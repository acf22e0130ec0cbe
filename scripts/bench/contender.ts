import { CONTENDERS } from './contenders.ts'
import { benchFeeds } from './feeds.ts'

/**
 * One contender, once over all feeds, in a process of its own, so that no other's memory is counted.
 * Prints one line of JSON.
 */
const contender = CONTENDERS[process.argv[2] ?? '']
if (!contender) throw new Error(`no contender "${process.argv[2]}"`)
const { feeds } = benchFeeds()

/** The names of the feeds that every contender could read, once that is known. */
const only = process.argv[3] ? new Set(JSON.parse(process.argv[3]) as string[]) : undefined // oxlint-disable-line typescript/no-unsafe-type-assertion -- our own argument

const failed: string[] = []
const counts: Record<string, number> = {}
let bytes = 0
const chosen = feeds.filter(({ name }) => only?.has(name) ?? true)

const WARM_UP_PASSES = 4

async function pass() {
  for (const { name, body } of chosen)
    try {
      counts[name] = (await contender?.(body, `https://feeds.example/${name}`)) ?? 0
    } catch {
      failed.push(name)
    }
}

// Until the compiler has done its work, then once to be counted.
for (let i = 0; i < WARM_UP_PASSES; i++) await pass()
failed.length = 0
const start = process.cpuUsage()
await pass()
const { user, system } = process.cpuUsage(start)
for (const { body } of chosen) bytes += body.length
console.log(
  JSON.stringify({
    cpuSeconds: (user + system) / 1e6,
    megabytes: bytes / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    entries: Object.values(counts).reduce((a, b) => a + b, 0),
    failed,
  }),
)
