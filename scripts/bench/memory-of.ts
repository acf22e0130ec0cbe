import { cleanDocument } from '../../src/ingest/clean-document.ts'
import { typicalFeed } from './feeds.ts'

/** One feed of so many entries, in a process of its own. Prints one line of JSON. */
const { body } = typicalFeed(Number(process.argv[2]))
const collect = globalThis.gc ?? (() => {})
collect()
const before = process.memoryUsage()
const outcome = await cleanDocument(
  { url: 'https://example.org/feed', body },
  'https://example.org/feed',
)
collect()
const after = process.memoryUsage()
console.log(
  JSON.stringify({
    documentMegabytes: body.length / 1e6,
    heldMegabytes: (after.heapUsed - before.heapUsed) / 1e6,
    entries: outcome.kind === 'feed' ? outcome.entries.length : 0,
  }),
)
