import { benchMemory } from './bench/memory.ts'
import { benchReading } from './bench/reading.ts'
import { benchTypicalFeed } from './bench/typical-feed.ts'

/** `npm run bench`: what must be fast, beside what others do, in one run. Ratios count, not times. */
benchReading()
benchMemory()
await benchTypicalFeed()
