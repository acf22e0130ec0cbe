import { existsSync, createWriteStream } from 'node:fs'
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { createGzip, gzipSync } from 'node:zlib'
import * as v from 'valibot'
import { checkArchive, isEntry, type WholeArchive } from './archive-file.ts'
import { accepted, progress, withNewsroom, type Ask } from './newsroom-at.ts'
import { command } from './refusals.ts'
import { Refusal } from './settings.ts'

/** How far a file is that is not whole yet. */
const Kept = v.object({ next: v.string(), bytes: v.number(), entries: v.number(), all: v.number() })
type Kept = v.InferOutput<typeof Kept>

const Head = v.object({ entries: v.number() })

/** `npm run export -- --from URL --to FILE`: a whole newsroom as one file. */
await command(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
  const file = values.to
  if (file === undefined) throw new Refusal('Say where to: --to despatch.ndjson.gz')
  if (existsSync(file)) throw new Refusal(`${file} is there already: name another, or remove it.`)
  await withNewsroom('--from', values.from, (ask) => fetchParts(ask, file))
  const { lines, entries } = await finish(file)
  console.log(
    `${file}: ${entries.toLocaleString('en')} entries in ${lines.toLocaleString('en')} lines, whole.`,
  )
})

async function keptOf(file: string): Promise<Kept> {
  const path = `${file}.partial.json`
  if (!existsSync(path)) return { next: 'start', bytes: 0, entries: 0, all: 0 }
  return v.parse(Kept, JSON.parse(await readFile(path, 'utf8')))
}

/** Each part is on disk before it is noted, so that a run may end anywhere. */
async function fetchParts(ask: Ask, file: string): Promise<void> {
  const partial = await open(`${file}.partial`, existsSync(`${file}.partial`) ? 'r+' : 'w+')
  const tell = progress('entries:')
  try {
    let kept = await keptOf(file)
    while (kept.next !== '') {
      const response = await accepted(await ask(`/api/export?part=${kept.next}`))
      const text = new TextDecoder().decode(await response.arrayBuffer())
      const lines = text.split('\n')
      const bytes = gzipSync(text)
      await partial.truncate(kept.bytes)
      await partial.write(bytes, 0, bytes.length, kept.bytes)
      kept = {
        next: /part=([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? '',
        bytes: kept.bytes + bytes.length,
        entries: kept.entries + lines.filter(isEntry).length,
        all: kept.next === 'start' ? v.parse(Head, JSON.parse(lines[0] ?? '')).entries : kept.all,
      }
      await writeFile(`${file}.partial.json.new`, JSON.stringify(kept))
      await rename(`${file}.partial.json.new`, `${file}.partial.json`)
      tell(kept.entries, kept.all)
    }
  } finally {
    await partial.close()
  }
}

/** Its parts are archives of their own to gzip: they are put together, and read to the end on the way. */
async function finish(file: string): Promise<WholeArchive> {
  const gzip = createGzip()
  const written = gzip.pipe(createWriteStream(`${file}.new`))
  const whole = await checkArchive(`${file}.partial`, async (line) => {
    if (!gzip.write(`${line}\n`)) await once(gzip, 'drain')
  })
  gzip.end()
  await once(written, 'finish')
  await rename(`${file}.new`, file)
  for (const left of ['.partial', '.partial.json']) await rm(`${file}${left}`)
  return whole
}
