import { benchClassifying } from './bench/classifying.ts'
import { benchMemory } from './bench/memory.ts'
import { benchOperating } from './bench/operating.ts'
import { benchReading } from './bench/reading.ts'
import { benchServing } from './bench/serving.ts'
import { benchStories } from './bench/stories.ts'
import { benchTypicalFeed } from './bench/typical-feed.ts'

/** `npm run bench`: what must be fast, beside what others do, in one run. Ratios count, not times. */
const BENCHES: Record<string, () => void | Promise<void>> = {
  reading: benchReading,
  classifying: benchClassifying,
  memory: benchMemory,
  'typical-feed': benchTypicalFeed,
  serving: benchServing,
  stories: benchStories,
  operating: benchOperating,
}

/** All of them, or those that are named: `npm run bench -- serving`. */
const named = process.argv.slice(2)
for (const [name, bench] of Object.entries(BENCHES))
  if (named.length === 0 || named.includes(name)) await bench()
